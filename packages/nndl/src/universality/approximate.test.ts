import { describe, expect, it } from "vitest";
import { regression } from "../data/index.ts";
import { wasmEngine } from "../engines/index.ts";
import { logistic } from "../functions/activations/sigmoid.ts";
import { refused } from "../testing/refused.ts";
import { withSession } from "../testing/sessions.ts";
import { bothEngines } from "../testing/universality.ts";
import { train } from "../training/index.ts";
import { approximateByBumps, bumpsFor } from "./approximate.ts";
import { goalFunction, inverseSigmoid } from "./functions.ts";
import { centres, cut } from "./intervals.ts";
import { measureApproximation, unitGrid } from "./measure.ts";

/** Mean |σ⁻¹ error| and mean |g − f| of ideal bumps, as the chapter's facts list them. */
const table: readonly (readonly [bumps: number, inverse: number, error: number])[] = [
  [10, 0.282, 0.054],
  [20, 0.133, 0.025],
  [50, 0.054, 0.0099],
  [100, 0.027, 0.005],
  [200, 0.014, 0.0025],
];

describe.each(table)("%i bumps", (bumps, inverse, error) => {
  it("have the mean errors of the table when their steps are ideal", () => {
    const heights = bumpsFor(goalFunction, { bumps, output: "sigmoid" }).map(({ height }) => height);
    const places = cut(bumps).flatMap((bin, k) => centres(bin, 100).map((x) => ({ x, h: heights[k]! })));
    const mean = (distance: (place: { x: number; h: number }) => number) =>
      places.reduce((sum, place) => sum + distance(place), 0) / places.length;
    // The table has two or three digits: half a unit of the last, and a little for where it was sampled.
    expect(Math.abs(mean(({ x, h }) => Math.abs(inverseSigmoid(goalFunction(x)) - h)) - inverse)).toBeLessThan(6e-4);
    expect(Math.abs(mean(({ x, h }) => Math.abs(logistic(h) - goalFunction(x))) - error)).toBeLessThan(6e-4);
  });

  it.each(bothEngines)("make a network that errs no more, on the engine $name", async (engine) => {
    const net = approximateByBumps(goalFunction, { bumps, output: "sigmoid" });
    const { mean, largest } = await measureApproximation(net, goalFunction, { engine });
    expect(mean).toBeLessThan(error * 1.02);
    expect(mean).toBeGreaterThan(error * 0.9);
    expect(largest).toBeLessThan(error * 8);
  });
});

describe("an approximation by bumps", () => {
  it("has bumps of the height in the middle for one sample, of the median for more", () => {
    expect(bumpsFor((x) => x * x, { bumps: 2, samples: 1 }).map(({ height }) => height)).toEqual([0.0625, 0.5625]);
    expect(bumpsFor((x) => (x < 0.9 ? 0 : 1), { bumps: 1 }).map(({ height }) => height)).toEqual([0]);
  });

  it("has its outermost steps outside, so that it holds at 0 and 1", async () => {
    const net = approximateByBumps(() => 3, { bumps: 4 });
    expect((await measureApproximation(net, () => 3)).largest).toBeLessThan(1e-5);
  });

  it("approximates any function with a linear output", async () => {
    const wave = (x: number) => 5 * Math.sin(7 * x) - 2;
    const { mean } = await measureApproximation(approximateByBumps(wave, { bumps: 200 }), wave);
    expect(mean).toBeLessThan(0.05);
  });

  it("repairs failures: of overlapping approximations only one is amiss near a step", async () => {
    // Weak steps are wide windows of failure: the first bumps are spoilt, laid over one another they are not.
    const steepness = 400;
    const errors = await Promise.all(
      [1, 2, 8].map(async (overlap) => {
        const net = approximateByBumps(goalFunction, { bumps: 10, overlap, steepness });
        return (await measureApproximation(net, goalFunction)).largest;
      }),
    );
    expect(errors[1]).toBeLessThan(0.7 * errors[0]!);
    expect(errors[2]).toBeLessThan(0.5 * errors[0]!);
  });

  it("has M times N bumps, and one more for each shifted row, of heights of f/M", () => {
    const bumps = bumpsFor(() => 6, { bumps: 5, overlap: 3 });
    expect(bumps).toHaveLength(5 + 6 + 6);
    for (const { height } of bumps) expect(height).toBeCloseTo(2, 12);
  });

  it("is trained further", async () => {
    const net = approximateByBumps(goalFunction, { bumps: 10, steepness: 100 });
    const inputs = unitGrid(1, 201);
    const data = regression(
      inputs,
      Array.from(inputs, (x) => goalFunction(x)),
    );
    const cost = () =>
      withSession(wasmEngine, net, { threads: 1 }, (session) => session.evaluate(session.load(data)).cost);
    const before = await cost();
    for await (const _ of train(net, data, { epochs: 20, miniBatchSize: 10, learningRate: 0.01, threads: 1 }));
    expect(await cost()).toBeLessThan(0.9 * before);
  });

  it.each([
    ["a formula", "x * x" as never, { bumps: 2 }, "universality.function"],
    ["no bumps", goalFunction, { bumps: 0 }, "universality.bumps"],
    ["half a bump", goalFunction, { bumps: 2.5 }, "universality.bumps"],
    ["no overlap", goalFunction, { bumps: 2, overlap: 0 }, "universality.bumps"],
    ["no samples", goalFunction, { bumps: 2, samples: 0 }, "universality.bumps"],
    ["a function with a pole", (x: number) => 1 / (x - 0.5), { bumps: 1, samples: 1 }, "universality.values"],
    ["a function that no sigmoid outputs", (x: number) => 2 * x, { bumps: 3, output: "sigmoid" }, "universality.range"],
  ] as const)("refuses %s", (_, f, options, code) => {
    expect(refused(() => approximateByBumps(f, options)).code).toBe(code);
  });
});
