import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import golden from "../../testing/golden/schedules.golden.json" with { type: "json" };
import { refused } from "../../testing/refused.ts";
import {
  checkSchedule,
  type Moment,
  type Schedule,
  type ScheduleSpec,
  scheduleNames,
  scheduleOf,
  schedules,
} from "./index.ts";

const steps = 600;
const stepsPerEpoch = 20;

function at(step: number, more: Partial<Moment> = {}): Moment {
  return { epoch: Math.floor(step / stepsPerEpoch), step, steps, reductions: 0, ...more };
}

function multiplierOf(input: unknown): (moment: Moment) => number {
  const spec = checkSchedule(input);
  return (moment) => scheduleOf(spec).multiplier(spec, moment);
}

describe.each(scheduleNames)("schedule %s", (name) => {
  const schedule = schedules[name];
  const { defaults, ranges } = schedule as unknown as Schedule<Record<string, number>>;

  it("says what it is", () => {
    expect(schedule.name).toBe(name);
    expect(schedule.formula).not.toBe("");
    expect(schedule.source).not.toBe("");
  });

  it("gives a positive part of the learning rate at every moment", () => {
    const multiplier = multiplierOf(name);
    for (let step = 0; step < steps; step++)
      for (const reductions of [0, 3]) {
        const part = multiplier(at(step, { reductions }));
        expect(part).toBeGreaterThan(0);
        expect(part).toBeLessThanOrEqual(1);
      }
  });

  it("changes within an epoch only if it says so", () => {
    const multiplier = multiplierOf(name);
    let changed = false;
    for (let step = 1; step < steps; step++)
      if (at(step).epoch === at(step - 1).epoch && multiplier(at(step)) !== multiplier(at(step - 1))) changed = true;
    expect(changed).toBe(schedule.perStep);
  });

  it("fills in its defaults and keeps what it is given", () => {
    expect(checkSchedule(name)).toEqual({ type: name, ...defaults });
    expect(checkSchedule({ type: name })).toEqual({ type: name, ...defaults });
    for (const [key, range] of Object.entries(ranges))
      for (const bound of [range.min, range.max])
        expect(checkSchedule({ type: name, [key]: bound })).toEqual({ type: name, ...defaults, [key]: bound });
  });

  it("refuses settings outside of their ranges, and those it does not have", () => {
    for (const [key, range] of Object.entries(ranges)) {
      const below = range.min - (range.whole ? 1 : 1e-13);
      const wrong = [below, range.max * 1.01, Number.NaN, Number.NEGATIVE_INFINITY, "1", true, {}];
      for (const value of range.whole ? [...wrong, 1.5] : wrong) {
        expect(refused(() => checkSchedule({ type: name, [key]: value })).code, `${key}: ${value}`).toBe(
          "training.schedule",
        );
      }
    }
    expect(refused(() => checkSchedule({ type: name, speed: 1 })).code).toBe("training.schedule");
  });
});

describe("the shapes", () => {
  const sequence = (input: unknown) => Array.from({ length: steps + 1 }, (_, step) => multiplierOf(input)(at(step)));
  const falls = (values: readonly number[]) => values.every((value, i) => i === 0 || value < values[i - 1]);

  it("constant", () => expect(new Set(sequence("constant"))).toEqual(new Set([1])));

  it("step: one factor for every so many epochs", () => {
    const multiplier = multiplierOf({ type: "step", every: 3, factor: 0.5 });
    expect([0, 2, 3, 5, 6, 9].map((epoch) => multiplier(at(0, { epoch })))).toEqual([1, 1, 0.5, 0.5, 0.25, 0.125]);
  });

  it("cosine: from 1 to the floor, falling all the way, half of it in the middle", () => {
    for (const floor of [0, 0.1, 0.5]) {
      const values = sequence({ type: "cosine", floor });
      expect([values[0], values[steps]]).toEqual([1, floor]);
      expect(values[steps / 2]).toBeCloseTo((1 + floor) / 2, 15);
      expect(falls(values)).toBe(true);
    }
    expect(new Set(sequence({ type: "cosine", floor: 1 }))).toEqual(new Set([1]));
  });

  it("one-cycle: up from 1/divisor to 1, then down to the floor", () => {
    const values = sequence({ type: "one-cycle", warmUp: 0.25, divisor: 10, floor: 0.001 });
    const top = steps / 4;
    expect(values[0]).toBeCloseTo(0.1, 15);
    expect(values[top]).toBe(1);
    expect(values[steps]).toBe(0.001);
    expect(falls(values.slice(0, top + 1).reverse())).toBe(true);
    expect(falls(values.slice(top))).toBe(true);
  });

  it("one-cycle without a rise, and without a fall", () => {
    expect(falls(sequence({ type: "one-cycle", warmUp: 0 }))).toBe(true);
    const rising = sequence({ type: "one-cycle", warmUp: 1 });
    expect(falls([...rising].reverse())).toBe(true);
    expect(rising[steps]).toBe(1);
  });

  it("halving: seven halvings to 1/128, as the book's exercise counts", () => {
    const spec = checkSchedule("halving") as ScheduleSpec & { type: "halving" };
    expect(schedules.halving.onPlateau?.(spec)).toEqual({ patience: 10, maxReductions: 7 });
    const multiplier = multiplierOf("halving");
    expect([0, 1, 2, 7].map((reductions) => multiplier(at(0, { reductions })))).toEqual([1, 1 / 2, 1 / 4, 1 / 128]);
  });

  it("halving: by other divisors, until the rate has fallen that far", () => {
    const reductions = (divisor: number, until: number) =>
      schedules.halving.onPlateau?.({ patience: 1, divisor, until }).maxReductions;
    expect(reductions(2, 1 / 1024)).toBe(10);
    expect(reductions(2, 1 / 100)).toBe(7);
    expect(reductions(10, 1 / 1000)).toBe(3);
    expect(reductions(3, 1 / 9)).toBe(2);
    expect(reductions(2, 1)).toBe(0);
    // The smallest divisor and the smallest end: still a number of reductions that can be counted.
    expect(reductions(1.0001, 1e-12)).toBeLessThan(300_000);
  });

  it("halving: with a divisor of ten, a tenth on each plateau", () => {
    const multiplier = multiplierOf({ type: "halving", divisor: 10, until: 1e-3 });
    expect([0, 1, 2, 3].map((reductions) => multiplier(at(0, { reductions })))).toEqual(
      [1, 0.1, 0.01, 0.001].map((part) => expect.closeTo(part, 15)),
    );
  });

  it("refuses what is no schedule", () => {
    for (const wrong of ["linear", "toString", 5, null, [], { type: "Cosine" }, {}, () => 1])
      expect(refused(() => checkSchedule(wrong)).code).toBe("training.schedule");
  });
});

describe("PyTorch's schedulers give the same rates", () => {
  it.each(golden.map((entry) => [entry.torch, entry] as const))("%s", (_, entry) => {
    const multiplier = multiplierOf(entry.schedule);
    const ours = entry.multipliers.map((_, step) =>
      multiplier({ epoch: step, step, steps: entry.steps, reductions: 0 }),
    );
    expectClose(ours, entry.multipliers, { rtol: 1e-9, atol: 1e-12 });
  });
});
