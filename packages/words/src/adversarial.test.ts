import fc from "fast-check";
import { expect, it } from "vitest";
import { type AdversarialFlag, adversarial, adversarialUsage, formatAdversarial } from "./adversarial.ts";
import { UsageError } from "./usage-error.ts";

it("reads ε, and what is otherwise than usual", () => {
  expect(adversarial("0.3", "--adversarial")).toEqual({ epsilon: 0.3 });
  expect(adversarial(adversarialUsage, "--adversarial")).toEqual({
    epsilon: 0.3,
    norm: "linf",
    steps: 7,
    stepSize: 0.1,
    randomStart: true,
    range: [0, 1],
    clean: true,
  });
});

it("reads what it writes", () => {
  const number = fc.double({ min: 0, max: 10, noNaN: true }).map((value) => Number(value.toPrecision(6)));
  const flags = fc.record(
    {
      epsilon: number,
      norm: fc.constantFrom("linf", "l2"),
      steps: fc.integer({ min: 1, max: 99 }),
      stepSize: number,
      randomStart: fc.boolean(),
      range: fc.tuple(number, number),
      clean: fc.constant(true),
    },
    { requiredKeys: ["epsilon"] },
  );
  fc.assert(
    fc.property(flags, (flag) => {
      expect(adversarial(formatAdversarial(flag as AdversarialFlag), "--adversarial")).toEqual(flag);
    }),
  );
});

it.each(["", "much", "0.3,norm=l1", "0.3,steps=", "0.3,clean=1", "0.3,range=0", "0.3,steps=1,steps=2", "0.3,7"])(
  "refuses %j",
  (text) => {
    expect(() => adversarial(text, "--adversarial")).toThrow(UsageError);
  },
);
