import { describe, expect, it } from "vitest";
import { gripsOfBumps, gripsOfSteps, type MovableBump, nearestGrip } from "./grips.ts";
import type { Step } from "./steps.ts";

const size = { width: 1, height: 3.5 };

describe("taking hold of steps", () => {
  const steps: Step[] = [
    { at: 0.4, weight: 0.6 },
    { at: 0.6, weight: 1.2 },
  ];
  const grip = (x: number, y: number) => {
    const now = structuredClone(steps);
    const grips = gripsOfSteps(now, (index, step) => (now[index] = step), 9.9);
    return { now, held: grips[nearestGrip(grips, x, y, size)]! };
  };

  it("moves the edge that is near, to a hundredth", () => {
    const { now, held } = grip(0.41, 0.3);
    held.move(0.12345);
    expect(now).toEqual([{ at: 0.12, weight: 0.6 }, steps[1]]);
  });

  it("moves the level that is near, by its own weight", () => {
    const { now, held } = grip(0.9, 1.7);
    held.move(1);
    expect(now[1]).toEqual({ at: 0.6, weight: 0.4 });
  });

  it("holds to the limits", () => {
    const { now, held } = grip(0.41, 0.3);
    held.move(-3);
    expect(now[0]!.at).toBe(0);
  });
});

describe("taking hold of bumps", () => {
  const bump: MovableBump = { from: 0.4, to: 0.6, height: 0.6 };
  const grip = (x: number, y: number, given = bump) => {
    const now = [given];
    const grips = gripsOfBumps(now, (index, next) => (now[index] = next), 9.9);
    return { now, held: grips[nearestGrip(grips, x, y, size)]! };
  };

  it("moves either edge, and the top", () => {
    const left = grip(0.38, 0.2);
    left.held.move(0.1);
    expect(left.now[0]).toEqual({ ...bump, from: 0.1 });
    const right = grip(0.63, 0.5);
    right.held.move(0.9);
    expect(right.now[0]).toEqual({ ...bump, to: 0.9 });
    const top = grip(0.5, 0.7);
    top.held.move(-1.2);
    expect(top.now[0]).toEqual({ ...bump, height: -1.2 });
  });

  it("pulls a trough down by a positive height", () => {
    const { now, held } = grip(0.5, -0.6, { from: 0.6, to: 0.4, height: 0.6 });
    held.move(-1);
    expect(now[0]!.height).toBe(1);
  });

  it("finds nothing where there is nothing", () => {
    expect(nearestGrip([], 0.5, 0.5, size)).toBe(-1);
  });
});
