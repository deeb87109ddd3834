import { describe, expect, it } from "vitest";
import { BoxedDescent } from "./boxed-descent.ts";

/** Goes down a cost until no way is left, or for so many evaluations; what it came to, and how many that took. */
function descended(
  start: number[],
  range: readonly [number, number],
  cost: (x: Float32Array) => { value: number; gradient: number[] },
  most = 200,
) {
  const descent = new BoxedDescent(Float32Array.from(start), range);
  let at = descent.candidate;
  let steps = 0;
  while (!descent.isDone && steps++ < most) {
    const { candidate } = descent;
    expect(candidate.every((x) => x >= range[0] && x <= range[1])).toBe(true);
    const { value, gradient } = cost(candidate);
    if (descent.learn(value, Float64Array.from(gradient))) at = candidate;
  }
  return { at: Array.from(at), steps, isDone: descent.isDone };
}

/** ½ Σ kᵢ (xᵢ − mᵢ)²: its minimum in a box is where each number is as near to its own as it may be. */
const bowl = (curvatures: number[], middle: number[]) => (x: Float32Array) => {
  const off = Array.from(x, (each, i) => each - middle[i]!);
  return {
    value: off.reduce((sum, each, i) => sum + 0.5 * curvatures[i]! * each * each, 0),
    gradient: off.map((each, i) => curvatures[i]! * each),
  };
};

describe("descent in a box", () => {
  it("finds the minimum inside, of a narrow valley too", () => {
    const { at } = descended([0, 0, 0], [-5, 5], bowl([1, 30, 1000], [2, -1, 0.5]));
    for (const [i, x] of [2, -1, 0.5].entries()) expect(at[i]).toBeCloseTo(x, 4);
    // Rosenbrock's valley, along which the gradient says little.
    const valley = ([x, y]: Float32Array) => ({
      value: (1 - x!) ** 2 + 100 * (y! - x! * x!) ** 2,
      gradient: [-2 * (1 - x!) - 400 * x! * (y! - x! * x!), 200 * (y! - x! * x!)],
    });
    const [x, y] = descended([-1.2, 1], [-2, 2], valley).at;
    expect([x, y].map((each) => Math.abs(each! - 1) < 1e-2)).toEqual([true, true]);
  });

  it("stays at the bounds that are in the way, and leaves those that are not", () => {
    const { at, isDone } = descended([1, 1, 0.5, 0], [0, 1], bowl([1, 8, 3, 2], [4, 0.25, -7, 1]));
    expect(isDone).toBe(true);
    for (const [i, x] of [1, 0.25, 0, 1].entries()) expect(at[i]).toBeCloseTo(x, 5);
  });

  it("is done at once where nothing leads down, and gives up where no step does", () => {
    expect(descended([0.5], [0, 1], bowl([1], [0.5]))).toMatchObject({ at: [0.5], steps: 1, isDone: true });
    const liar = (x: Float32Array) => ({ value: Math.abs(x[0]! - 0.5), gradient: [1] });
    expect(descended([0.5], [0, 1], liar)).toMatchObject({ at: [0.5], isDone: true });
    const wild = () => ({ value: Number.POSITIVE_INFINITY, gradient: [0] });
    expect(descended([0.5], [0, 1], wild)).toMatchObject({ steps: 1, isDone: true });
  });
});
