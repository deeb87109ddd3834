import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ballAt, descend } from "./descent.ts";
import { corners, places, solution, TinyNetwork, withTwo } from "./tiny-network.ts";

let tiny: TinyNetwork;
beforeAll(async () => {
  tiny = await TinyNetwork.open();
});
afterAll(() => tiny.close());

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
/** The same network, written out. */
function outputOf(w: readonly number[], [x, y]: readonly [number, number]): number {
  const hidden = [0, 1].map((j) => sigmoid(w[2 * j]! * x + w[2 * j + 1]! * y + w[4 + j]!));
  return sigmoid(w[6]! * hidden[0]! + w[7]! * hidden[1]! + w[8]!);
}
const costOf = (w: readonly number[]) =>
  (
    [
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 1],
      [1, 1, 0],
    ] as const
  ).reduce((sum, [x, y, t]) => sum + (outputOf(w, [x, y]) - t) ** 2 / 8, 0);

describe("a tiny network", () => {
  const weights = [1, -2, 0.5, 3, -0.25, 1.5, 2, -1, 0.75];

  it("has nine numbers with names of their own", () => {
    expect(places).toHaveLength(9);
    expect(new Set(places.map(({ name }) => name)).size).toBe(9);
  });
  it("has the cost of the network that is written out", () => {
    expect(tiny.cost(weights)).toBeCloseTo(costOf(weights), 6);
    expect(tiny.cost(solution)).toBeLessThan(0.005);
    expect(tiny.outputs(solution).map(Math.round)).toEqual([0, 1, 1, 0]);
  });
  it("has the gradient of its cost", () => {
    for (const [i, slope] of tiny.gradient(weights).entries()) {
      const moved = (by: number) => costOf(weights.map((weight, k) => (k === i ? weight + by : weight)));
      expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 6);
    }
  });
  it("answers anywhere in the plane", () => {
    const there = [0.3, 0.8] as const;
    expect(tiny.outputs(weights, [there])).toEqual([expect.closeTo(outputOf(weights, there), 6)]);
    expect(corners.map(({ wanted }) => wanted)).toEqual([0, 1, 1, 0]);
  });
  it("falls at once from the figure's start, lies on flat ground for long, and falls again", () => {
    let now: readonly number[] = withTwo(solution, [0, 6], [-2, 2]);
    const costs: number[] = [];
    for (let step = 0; step <= 400; step++) {
      costs.push(tiny.cost(now));
      const slopes = tiny.gradient(now).map((slope, i) => (i === 0 || i === 6 ? slope : 0));
      now = descend(ballAt(...now), slopes, { rate: 20 }).v;
    }
    expect(costs[0]).toBeGreaterThan(0.22);
    expect(costs[10]).toBeLessThan(0.13);
    expect(costs[100]! - costs[200]!).toBeLessThan(0.001);
    expect(costs[400]).toBeLessThan(0.001);
  });
  it("is looked at over two of them", () => {
    expect(withTwo([1, 2, 3, 4], [2, 0], [30, 10])).toEqual([10, 2, 30, 4]);
  });
});
