import { dense, Network, parameterName, referenceEngine, regression } from "nndl";
import { describe, expect, it } from "vitest";
import {
  aboveLeast,
  bestLine,
  costOf,
  epochsOf,
  gradientOf,
  miniBatches,
  noisyLine,
  oneEpoch,
  scatterOf,
} from "./line-fit.ts";

const points = noisyLine(200, 0.3, 1);
const all = Uint32Array.from(points.x.keys());

describe("a line through points", () => {
  it("has the cost and the gradient of the library's linear neuron", async () => {
    const line = [-0.5, 0.75] as const;
    const network = Network.fromParameters(
      { input: [1], layers: [dense(1, "linear")], cost: "quadratic" },
      new Map([
        [parameterName(0, "weights"), { shape: [1, 1], values: [line[0]] }],
        [parameterName(0, "biases"), { shape: [1], values: [line[1]] }],
      ]),
    );
    const session = await referenceEngine.open(network);
    const data = session.load(
      regression(
        Array.from(points.x, (x) => [x]),
        Array.from(points.y, (y) => [y]),
      ),
    );
    const batch = Uint32Array.of(3, 1, 4, 15, 92);
    const { parameters } = session.gradients(data, batch);
    const ours = gradientOf(points, line, batch);
    expect(parameters.get("layers.0.weights")![0]).toBeCloseTo(ours[0], 6);
    expect(parameters.get("layers.0.biases")![0]).toBeCloseTo(ours[1], 6);
    expect(session.evaluate(data).cost).toBeCloseTo(costOf(points, line), 6);
    session.close();
  });
  it("is best where the gradient is 0", () => {
    for (const slope of gradientOf(points, bestLine(points), all)) expect(slope).toBeCloseTo(0, 12);
  });
});

describe("mini-batches", () => {
  it("hold every point once, the last may be short", () => {
    const batches = miniBatches(200, 30, 5);
    expect(batches.map(({ length }) => length)).toEqual([30, 30, 30, 30, 30, 30, 20]);
    expect([...batches.flatMap((batch) => [...batch])].sort((a, b) => a - b)).toEqual([...all]);
  });
  it.each([1, 10, 100])("of %i have gradients whose mean is the full gradient", (size) => {
    const gradients = miniBatches(200, size, 2).map((batch) => gradientOf(points, [1, 1], batch));
    const full = gradientOf(points, [1, 1], all);
    for (const k of [0, 1] as const)
      expect(gradients.reduce((sum, gradient) => sum + gradient[k], 0) / gradients.length).toBeCloseTo(full[k], 12);
  });
  it("update once each: 200 times in an epoch of single points, 10 times of twenties", () => {
    const settings = { rate: 0.05, seed: 3 };
    const online = oneEpoch(points, [-1, 1], { ...settings, size: 1 });
    const twenties = oneEpoch(points, [-1, 1], { ...settings, size: 20 });
    expect([online.length, twenties.length]).toEqual([201, 11]);
    expect(costOf(points, online.at(-1)!)).toBeLessThan(costOf(points, twenties.at(-1)!));
    expect(oneEpoch(points, [-1, 1], { ...settings, size: 20, epoch: 1 })).not.toEqual(twenties);
  });
});

describe("what the figure shows of it", () => {
  it("knows how much a line costs above the best one", () => {
    const above = aboveLeast(points);
    const least = costOf(points, bestLine(points));
    for (const line of [
      [0, 0],
      [-1, 0.7],
      [1.6, -1.4],
    ] as const)
      expect(above(line)).toBeCloseTo(costOf(points, line) - least, 9);
    expect(above(bestLine(points))).toBe(0);
  });
  it("goes on with the next epoch where the last one ended", () => {
    const settings = { size: 20, rate: 0.3, seed: 2 };
    const [one, two] = [1, 2].map((epochs) => epochsOf(points, [0, 0], { ...settings, epochs }));
    expect(two!.slice(0, one!.length)).toEqual(one);
    expect(two!.slice(one!.length - 1)).toEqual(oneEpoch(points, one!.at(-1)!, { ...settings, epoch: 1 }));
  });
  it("halves the scatter with four times as many points, and has none with all", () => {
    const full = gradientOf(points, [0, 0], all);
    const scatter = (size: number) =>
      scatterOf(
        [1, 2, 3, 4, 5, 6].flatMap((seed) =>
          miniBatches(200, size, seed).map((batch) => gradientOf(points, [0, 0], batch)),
        ),
        full,
      );
    expect(scatter(1) / scatter(4)).toBeCloseTo(2, 1);
    expect(scatter(200)).toBeCloseTo(0, 12);
  });
});
