/** Parts of a curve that one can take hold of. */
import { settle } from "../../../controls/number.ts";
import { levelsOf, type Step } from "./steps.ts";

/** A straight part of a curve: an upright one is moved along x, a level one along y. */
export interface Grip {
  readonly along: "x" | "y";
  /** Where its handle is drawn. */
  readonly x: number;
  readonly y: number;
  /** How far the part reaches in the other direction. */
  readonly span: readonly [number, number];
  readonly move: (to: number) => void;
}

/** The number of the grip that is nearest to a point; distances are shares of the axes' lengths, −1 for none. */
export function nearestGrip(
  grips: readonly Grip[],
  x: number,
  y: number,
  size: { width: number; height: number },
): number {
  const outside = (value: number, [a, b]: readonly [number, number]) =>
    Math.max(0, Math.min(a, b) - value, value - Math.max(a, b));
  const distances = grips.map((grip) => {
    const [dx, dy] =
      grip.along === "x"
        ? [Math.abs(x - grip.x), outside(y, grip.span)]
        : [outside(x, grip.span), Math.abs(y - grip.y)];
    // Plots are wider than high.
    return Math.hypot((1.7 * dx) / size.width, dy / size.height);
  });
  return distances.reduce((best, distance, i) => (best < 0 || distance < distances[best]! ? i : best), -1);
}

const place = (x: number) => settle(x, { min: 0, max: 1, step: 0.01 });
const height = (y: number, most: number) => settle(y, { min: -most, max: most, step: 0.01 });

/** Grips of steps with weights of their own: their edges, and the levels behind them. */
export function gripsOfSteps(steps: readonly Step[], set: (index: number, step: Step) => void, most: number): Grip[] {
  const levels = levelsOf(steps);
  const byIndex = steps.map((step, index) => ({ step, index, level: levels.find((level) => level.index === index)! }));
  return [
    ...byIndex.map(
      ({ step, index, level: { before, after } }): Grip => ({
        along: "x",
        x: step.at,
        y: (before + after) / 2,
        span: [before, after],
        move: (to) => set(index, { ...step, at: place(to) }),
      }),
    ),
    ...byIndex.map(
      ({ step, index, level: { from, to, before, after } }): Grip => ({
        along: "y",
        x: (from + to) / 2,
        y: after,
        span: [from, to],
        move: (y) => set(index, { ...step, weight: height(y - before, most) }),
      }),
    ),
  ];
}

export interface MovableBump {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** Grips of bumps: two edges and a top each. One whose edges have changed places is a trough. */
export function gripsOfBumps(
  bumps: readonly MovableBump[],
  set: (index: number, bump: MovableBump) => void,
  most: number,
): Grip[] {
  return bumps.flatMap((bump, index): Grip[] => {
    const { from, to } = bump;
    const sign = from <= to ? 1 : -1;
    const top = sign * bump.height;
    return [
      { along: "x", x: from, y: top / 2, span: [0, top], move: (x) => set(index, { ...bump, from: place(x) }) },
      { along: "x", x: to, y: top / 2, span: [0, top], move: (x) => set(index, { ...bump, to: place(x) }) },
      {
        along: "y",
        x: (from + to) / 2,
        y: top,
        span: [from, to],
        move: (y) => set(index, { ...bump, height: height(sign * y, most) }),
      },
    ];
  });
}
