/** The methods themselves, on costs by a formula. */
import { describe, expect, it } from "vitest";
import { dot, largest } from "../../arithmetic/vectors.ts";
import { checkOptimizer, type FullBatchOptimizerName, type FullBatchOptimizerSpec } from "../../functions/index.ts";
import { expectClose } from "../../testing/close.ts";
import { bowl, type Landscape, pointOf, saddle, valley } from "../../testing/landscapes.ts";
import { cholesky, solve } from "./cholesky.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { lBfgs } from "./l-bfgs.ts";
import { firstMemory } from "./memory.ts";
import type { Memory, Method, Methods, Point } from "./method.ts";
import { newton } from "./newton.ts";

const methods: Methods = { "l-bfgs": lBfgs, "conjugate-gradients": conjugateGradients, newton };

interface Course {
  readonly points: readonly Point[];
  readonly memories: readonly Memory[];
  readonly lengths: readonly number[];
  readonly passes: number;
}

/** Steps until none is found, or the slope is as small as is asked for. */
async function descend(
  landscape: Landscape,
  from: readonly number[],
  optimizer: FullBatchOptimizerName | FullBatchOptimizerSpec,
  { most = 200, learningRate = 1, flat = 1e-5 } = {},
): Promise<Course> {
  const spec = checkOptimizer(optimizer) as FullBatchOptimizerSpec;
  let passes = 0;
  const points = [pointOf(landscape, Float32Array.from(from))];
  const memories = [firstMemory(spec)];
  const lengths: number[] = [];
  while (points.length <= most) {
    const point = points.at(-1)!;
    if (largest(point.gradient) <= flat) break;
    const step = await (methods[spec.type] as Method)(spec, {
      ...{ point, memory: memories.at(-1)!, learningRate },
      evaluate: async (weights) => {
        passes++;
        return pointOf(landscape, weights);
      },
      hessian: async () => Float64Array.from(landscape.hessian(point.weights).flat()),
      rest: async () => {},
    });
    if (step === undefined) break;
    points.push(step.point);
    memories.push(step.memory);
    lengths.push(step.length);
  }
  return { points, memories, lengths, passes };
}

const end = ({ points }: Course) => points.at(-1)!.weights;

describe.each(["l-bfgs", "conjugate-gradients", "newton"] as const)("%s", (type) => {
  it("finds the bottom of bowls and of a bent valley, and the cost falls in every step", async () => {
    for (const [landscape, from, expected] of [
      [bowl([1, 1, 1]), [5, -3, 2], [0, 1, 2]],
      [bowl([0.1, 10, 3, 0.5], 0.04), [5, 5, -5, 5], [0, 1, 2, 3]],
      [valley, [-1.2, 1], [1, 1]],
    ] as const) {
      const course = await descend(landscape, from, type);
      expectClose(end(course), expected, { rtol: 0, atol: 2e-3 });
      for (let k = 1; k < course.points.length; k++)
        expect(course.points[k].cost).toBeLessThanOrEqual(course.points[k - 1].cost);
    }
  });

  it("leaves a saddle towards a minimum", async () => {
    const course = await descend(saddle, [0.05, 1], type);
    expectClose(end(course), [1, 0], { rtol: 0, atol: 1e-4 });
  });

  it("changes nothing that it is given, and makes the same step from the same memory", async () => {
    const { points, memories } = await descend(valley, [-1.2, 1], type, { most: 4 });
    const spec = checkOptimizer(type) as FullBatchOptimizerSpec;
    const [point, memory] = [points[3], memories[3]];
    const before = structuredClone({ point, memory });
    const again = () =>
      (methods[type] as Method)(spec, {
        ...{ point, memory, learningRate: 1 },
        evaluate: async (weights) => pointOf(valley, weights),
        hessian: async () => Float64Array.from(valley.hessian(point.weights).flat()),
        rest: async () => {},
      });
    const [one, two] = [await again(), await again()];
    expect({ point, memory }).toEqual(before);
    expect(one).toEqual(two);
    expect(one?.point).toEqual(points[4]);
    expect(one?.memory).toEqual(memories[4]);
  });

  it("finds no step at a minimum", async () => {
    const course = await descend(bowl([2, 1]), [0, 1], type, { flat: -1 });
    expect(course.points.length).toBe(1);
  });
});

describe("l-bfgs", () => {
  it("remembers as many steps as it is told, the newest first, and what the gradient did along each", async () => {
    const { points, memories } = await descend(
      valley,
      [-1.2, 1],
      { type: "l-bfgs", memory: 3, tolerance: 0 },
      { most: 6 },
    );
    expect(memories.map(({ arrays }) => arrays.size)).toEqual([0, 2, 4, 6, 6, 6, 6]);
    for (let age = 1; age <= 3; age++) {
      const [now, before] = [points[7 - age], points[6 - age]];
      const step = now.weights.map((w, i) => w - before.weights[i]);
      const change = Float32Array.from(now.gradient, (g, i) => g - before.gradient[i]);
      expect(memories[6].arrays.get(`step${age}`)).toEqual(step);
      expect(memories[6].arrays.get(`change${age}`)).toEqual(change);
    }
  });

  it("has, once it has seen every direction of a quadratic, Newton's direction: a last step of length 1", async () => {
    const course = await descend(bowl([1, 4, 9], 0.3), [3, 3, 3], "l-bfgs", { flat: 1e-6 });
    expect(course.points.length).toBeLessThan(14);
    expect(course.lengths.at(-1)).toBe(1);
  });

  it("needs far fewer passes in the valley than the steepest descent", async () => {
    const { passes } = await descend(valley, [-1.2, 1], "l-bfgs");
    expect(passes).toBeLessThan(80);
    // Without a memory to speak of, it is slower.
    const short = await descend(valley, [-1.2, 1], { type: "l-bfgs", memory: 1, tolerance: 0 });
    expect(short.passes).toBeGreaterThan(passes);
  });

  it("begins along the gradient again where what it remembers leads nowhere", async () => {
    const landscape = bowl([1, 1]);
    const point = pointOf(landscape, Float32Array.of(3, 3));
    // A step and a change that say the cost bends upwards where it does not: the direction goes up.
    const arrays = new Map([
      ["step1", Float32Array.of(1e-12, -1)],
      ["change1", Float32Array.of(1e12, 1e-13)],
    ]);
    const step = await lBfgs(checkOptimizer("l-bfgs"), {
      ...{ point, memory: { arrays, numbers: {} }, learningRate: 1 },
      evaluate: async (weights) => pointOf(landscape, weights),
      hessian: async () => new Float64Array(),
      rest: async () => {},
    });
    expect(step?.point.cost).toBeLessThan(point.cost);
  });
});

describe("conjugate-gradients", () => {
  it("ends, on a quadratic, in about as many steps as there are directions", async () => {
    const course = await descend(bowl([1, 4, 9, 16], 0.2), [3, -3, 3, -3], "conjugate-gradients", { flat: 1e-4 });
    expect(course.points.length).toBeLessThan(14);
    expectClose(end(course), [0, 1, 2, 3], { rtol: 0, atol: 1e-4 });
  });

  it("begins anew after as many steps as there are numbers", async () => {
    const { memories } = await descend(valley, [-1.2, 1], "conjugate-gradients", { most: 12 });
    const counted = memories.map(({ numbers }) => numbers.steps);
    expect(Math.max(...counted)).toBe(2);
    for (const [i, steps] of counted.entries()) if (steps === 2 && i < 12) expect(counted[i + 1]).toBe(1);
  });

  it("keeps the direction, the gradient where it began and the length of each step", async () => {
    const { points, memories, lengths } = await descend(valley, [-1.2, 1], "conjugate-gradients", { most: 5 });
    const { arrays, numbers } = memories[5];
    expect(numbers.length).toBe(lengths[4]);
    expect(arrays.get("gradient")).toEqual(Float32Array.from(points[4].gradient));
    expect(dot(arrays.get("direction")!, points[4].gradient)).toBeLessThan(0);
  });
});

describe("newton", () => {
  it("is at the bottom of a quadratic in one step and one pass, and half-way with η = ½", async () => {
    const landscape = bowl([1, 40, 0.02], 0.005);
    const { points, passes } = await descend(landscape, [30, -20, 10], "newton", { most: 1 });
    expect(passes).toBe(1);
    expectClose(points[1].weights, [0, 1, 2], { rtol: 0, atol: 1e-5 });
    const half = await descend(landscape, [30, -20, 10], "newton", { most: 1, learningRate: 0.5 });
    expectClose(end(half), [15, -9.5, 6], { rtol: 0, atol: 1e-5 });
  });

  it("goes (H + μI)⁻¹∇C with a damping of μ, which shrinks where steps keep their promise", async () => {
    const spec = { type: "newton", damping: 3, tolerance: 0 } as const;
    const { points, memories } = await descend(bowl([1, 5]), [4, 9], spec, { most: 1 });
    expectClose(points[1].weights, [4 - 4 / 4, 9 - 40 / 8], { rtol: 1e-6, atol: 0 });
    expect(memories[1].numbers.damping).toBe(3 / 4);
    const more = await descend(bowl([1, 5]), [4, 9], spec, { flat: 0 });
    expect(more.memories.at(-1)!.numbers.damping).toBeLessThan(1e-2);
  });

  it("is damped where the Hessian has a negative direction, and not for longer than that", async () => {
    const { memories, points } = await descend(saddle, [0.05, 1], "newton", { flat: 1e-6 });
    const dampings = memories.map(({ numbers }) => numbers.damping);
    expect(Math.max(...dampings)).toBeGreaterThan(0.2);
    expect(dampings.at(-1)).toBeLessThan(0.05);
    expect(points.length).toBeLessThan(25);
  });

  it("keeps apart from directions that do not bend at all", async () => {
    const flat: Landscape = {
      name: "a gutter",
      size: 2,
      cost: ([x, y]) => (x + y - 3) ** 2,
      gradient: ([x, y]) => [2 * (x + y - 3), 2 * (x + y - 3)],
      hessian: () => [
        [2, 2],
        [2, 2],
      ],
    };
    const { points } = await descend(flat, [10, -4], "newton");
    const { weights } = points.at(-1)!;
    expect(weights[0] + weights[1]).toBeCloseTo(3, 4);
    expect(weights[0] - weights[1]).toBeCloseTo(14, 3);
  });
});

describe("linear systems", () => {
  const factor = (matrix: Float64Array, size: number, damping: number) =>
    cholesky(matrix, size, damping, async () => {});

  it("are solved, where the matrix is positive definite", async () => {
    const matrix = Float64Array.of(4, 99, 99, 2, 5, 99, -1, 0.5, 3);
    const lower = (await factor(matrix, 3, 0))!;
    const x = solve(lower, 3, Float64Array.of(1, -2, 3));
    const rows = [
      [4, 2, -1],
      [2, 5, 0.5],
      [-1, 0.5, 3],
    ];
    expectClose(
      rows.map((row) => dot(Float64Array.from(row), x)),
      [1, -2, 3],
      { rtol: 1e-14, atol: 1e-14 },
    );
    // Only the lower triangle was read, and nothing changed.
    expect([...matrix]).toEqual([4, 99, 99, 2, 5, 99, -1, 0.5, 3]);
  });

  it("are refused where it is not, unless it is damped enough", async () => {
    const indefinite = Float64Array.of(1, 0, 3, 1);
    expect(await factor(indefinite, 2, 0)).toBeUndefined();
    expect(await factor(indefinite, 2, 1.9)).toBeUndefined();
    expect(await factor(indefinite, 2, 2.1)).toBeDefined();
    expect(await factor(Float64Array.of(0), 1, 0)).toBeUndefined();
    expect(await factor(Float64Array.of(Number.NaN), 1, 0)).toBeUndefined();
    // Singular but for rounding.
    expect(await factor(Float64Array.of(1 / 3, 0, 0.1, 0.03 * (1 + 1e-15)), 2, 0)).toBeUndefined();
  });
});
