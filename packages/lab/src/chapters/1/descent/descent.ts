/** Descending a cost by its gradient, step by step, by the library's own update rules in float64. */
import type { OptimizerSpec } from "nndl";
import { optimizerOf } from "nndl/functions";

/** Where the ball is, and how fast it moves: what a step starts from. */
export interface Ball {
  readonly v: readonly number[];
  readonly velocity: readonly number[];
}

export interface StepSettings {
  /** η. */
  readonly rate: number;
  /** μ; none when absent. */
  readonly momentum?: number;
}

export function ballAt(...v: readonly number[]): Ball {
  return { v, velocity: v.map(() => 0) };
}

/** One step: v → v − η∇C, or with momentum, velocity → μ·velocity − η∇C and v → v + velocity. */
export function descend(ball: Ball, gradient: readonly number[], { rate, momentum }: StepSettings): Ball {
  const spec: OptimizerSpec = momentum === undefined ? { type: "sgd" } : { type: "momentum", momentum };
  const v = Float64Array.from(ball.v);
  const velocity = Float64Array.from(ball.velocity);
  optimizerOf(spec).update(
    spec,
    { learningRate: rate, penalties: { l1: 0, l2: 0 }, updateNumber: 1 },
    v,
    Float64Array.from(gradient),
    momentum === undefined ? [] : [velocity],
  );
  return { v: [...v], velocity: momentum === undefined ? ball.velocity.map(() => 0) : [...velocity] };
}

/**
 * A path as a function of where it begins and how it goes on: asked for more steps it goes on from what it has, and it begins
 * anew when anything else is another. So a figure's state is its start and a number, and its path can never be another's.
 */
export function walker<At>(): (key: string, start: At, next: (at: At) => At, steps: number) => readonly At[] {
  let [known, path]: [string | undefined, At[]] = [undefined, []];
  return (key, start, next, steps) => {
    if (key !== known) [known, path] = [key, [start]];
    while (path.length <= steps) path.push(next(path.at(-1)!));
    return path.slice(0, steps + 1);
  };
}

export function lengthOf(vector: readonly number[]): number {
  return Math.hypot(...vector);
}

/** How a descent stands: still going, as good as at rest, or so far out that it will not come back. */
export function verdict(
  ball: Ball,
  gradient: readonly number[],
  range: readonly [number, number],
): "going" | "resting" | "lost" {
  const width = range[1] - range[0];
  if (!ball.v.every((value) => Math.abs(value - (range[0] + range[1]) / 2) < 5 * width)) return "lost";
  return lengthOf(gradient) < 1e-6 && lengthOf(ball.velocity) < 1e-6 ? "resting" : "going";
}
