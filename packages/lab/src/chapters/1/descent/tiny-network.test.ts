import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { places, solution, TinyNetwork, withTwo } from "./tiny-network.ts";

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
  it("is looked at over two of them", () => {
    expect(withTwo([1, 2, 3, 4], [2, 0], [30, 10])).toEqual([10, 2, 30, 4]);
  });
});
