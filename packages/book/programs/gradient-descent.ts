/**
 * Gradient descent (chapter 1): to go down a cost C(v) of any number of variables, take small steps against the
 * gradient. A ball in a valley, but without momentum (that comes in chapter 3).
 */
import { check } from "./check.ts";

/** v ↦ ∇C(v), one slope for each variable. */
export type GradientOf = (v: number[]) => number[];

export function length(v: number[]): number {
  return Math.sqrt(v.reduce((sum, component) => sum + component * component, 0));
}

/** Equations (10) and (11): v ← v − η∇C, `steps` times. Returns every place the ball visited, the start first. */
export function descend(gradient: GradientOf, start: number[], eta: number, steps: number): number[][] {
  check(eta > 0 && Number.isFinite(eta), `the learning rate must be a number above 0; received ${eta}`);
  const path = [start];
  for (let step = 0; step < steps; step++) {
    const v = path[step];
    const slopes = gradient(v);
    path.push(v.map((component, i) => component - eta * slopes[i]));
  }
  return path;
}

/**
 * Of all steps of length ε, the one that lowers C fastest (an exercise): straight against the gradient, Δv = −η∇C with
 * η = ε / ‖∇C‖. By the Cauchy–Schwarz inequality ∇C·Δv is never below −‖∇C‖ ‖Δv‖, and this step reaches that.
 */
export function bestStep(slopes: number[], epsilon: number): number[] {
  check(epsilon > 0 && Number.isFinite(epsilon), `the step length must be a number above 0; received ${epsilon}`);
  const steepness = length(slopes);
  check(steepness > 0, "where the gradient is 0 the ground is level: no step lowers C to first order");
  return slopes.map((slope) => (-epsilon / steepness) * slope);
}

/** The book's valley, C = v1² + v2² + …; with a single variable it is a parabola. */
export function valley(v: number[]): number {
  return v.reduce((sum, component) => sum + component * component, 0);
}

export function valleyGradient(v: number[]): number[] {
  return v.map((component) => 2 * component);
}

export function demo(): string[] {
  const lines = ["The valley C = v1² + v2², from (0.8, -0.6) with learning rate 0.1:"];
  descend(valleyGradient, [0.8, -0.6], 0.1, 20).forEach((v, step) => {
    if (step % 5 === 0)
      lines.push(
        `  step ${String(step).padStart(2)}: v = (${v.map((c) => c.toFixed(4)).join(", ")}), C = ${valley(v).toFixed(6)}`,
      );
  });
  // In one dimension the gradient is the slope of a curve: go left where it rises, right where it falls.
  lines.push("One variable, C = v², from v = 1:");
  for (const eta of [0.1, 0.9, 1.1]) {
    const places = descend(valleyGradient, [1], eta, 5).map(([v]) => v.toFixed(2));
    lines.push(`  learning rate ${eta}: ${places.join(" -> ")}`);
  }
  lines.push("  (steady; overshooting but falling; too large, and climbing out of the valley)");
  return lines;
}
