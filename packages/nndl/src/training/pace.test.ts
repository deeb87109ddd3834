import { describe, expect, it } from "vitest";
import { Pace } from "./pace.ts";

/** Trains at the given speed for so many stretches, by a clock that ticks once in so many milliseconds. */
function train(stepsPerMillisecond: number, stretches: number, tick = 0): { pace: Pace; longest: number } {
  const pace = new Pace(0);
  let longest = 0;
  for (let i = 0; i < stretches; i++) {
    const milliseconds = pace.steps / stepsPerMillisecond;
    longest = Math.max(longest, milliseconds);
    pace.learn(pace.steps, tick === 0 ? milliseconds : Math.floor(milliseconds / tick) * tick);
  }
  return { pace, longest };
}

describe("the pace of a run", () => {
  it.each([0.01, 0.3, 4, 50, 900])("fills a turn at %d mini-batches in a millisecond", (speed) => {
    const { pace, longest } = train(speed, 30);
    const turn = pace.steps / speed;
    if (speed >= 0.3) expect(turn).toBeGreaterThan(3);
    else expect(pace.steps).toBe(1);
    expect(longest).toBeLessThan(Math.max(13, 1 / speed + 1));
  });

  it("does not leap when the clock says 0 for much work", () => {
    expect(train(0.3, 30, 1).longest).toBeLessThan(15);
    expect(train(20, 30, 16).longest).toBeLessThan(40);
  });

  it("does not forget its pace at a short stretch, and slows down when it must", () => {
    const { pace } = train(50, 20);
    const { steps } = pace;
    pace.learn(1, 0.02);
    expect(pace.steps).toBe(steps);
    pace.learn(steps, 1200);
    expect(pace.steps).toBe(Math.floor(steps / 100));
  });

  it("gives others a turn about every twelve milliseconds, whatever filled them", () => {
    const pace = new Pace(100);
    expect(pace.turnIsOver(105)).toBe(false);
    expect(pace.turnIsOver(112)).toBe(true);
    expect(pace.turnIsOver(113)).toBe(false);
    expect(pace.turnIsOver(500)).toBe(true);
  });
});
