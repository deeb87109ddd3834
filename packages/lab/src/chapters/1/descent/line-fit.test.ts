import { dense, Network, parameterName, referenceEngine, regression } from "nndl";
import { describe, expect, it } from "vitest";
import { bestLine, costOf, gradientOf, miniBatches, noisyLine, oneEpoch } from "./line-fit.ts";

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
