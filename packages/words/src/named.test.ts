import fc from "fast-check";
import { optimizers, schedules } from "nndl/functions";
import { describe, expect, test } from "vitest";
import { formatNamed, type Named, named, usages } from "./named.ts";
import { UsageError } from "./usage-error.ts";

const read = (text: string) => named(schedules)(text, "--schedule");

describe("a choice with settings", () => {
  test.each([
    ["constant", { type: "constant" }],
    ["step", { type: "step" }],
    ["step:10:0.1", { type: "step", every: 10, factor: 0.1 }],
    ["step:factor=0.1", { type: "step", factor: 0.1 }],
    ["halving:5:2:1/128", { type: "halving", patience: 5, divisor: 2, until: 1 / 128 }],
    ["one-cycle:warmup=0.2", { type: "one-cycle", warmUp: 0.2 }],
  ])("%s", (text, expected) => expect(read(text)).toEqual(expected));

  test.each([
    "",
    "steps",
    "step:a",
    "step:10:0.1:3",
    "step:every=1:every=2",
    "step:10:every=3",
    "cosine:__proto__=1",
    "toString",
    "step:",
    ":",
  ])("refuses %j", (text) => {
    expect(() => read(text)).toThrow(UsageError);
    expect(() => read(text)).toThrow("--schedule");
  });

  test("says how each is written", () => {
    expect(usages(optimizers)).toContain("adam:BETA1:BETA2:EPSILON");
    expect(usages(schedules)).toContain("step:EVERY:FACTOR");
  });

  test("what is written back is read as the same", () => {
    const types = Object.keys(schedules) as (keyof typeof schedules)[];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        // A setting of −0 means what 0 means, and is written that way.
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0)),
        (type, numbers) => {
          const settings = Object.keys(schedules[type].defaults).slice(0, numbers.length);
          const choice = { type, ...Object.fromEntries(settings.map((name, i) => [name, numbers[i]])) } as Named<
            typeof type
          >;
          expect(read(formatNamed(choice))).toEqual(choice);
        },
      ),
    );
  });
});
