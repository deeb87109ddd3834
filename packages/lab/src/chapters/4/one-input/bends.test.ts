import { approximateByReLU, goalFunction, measureApproximation } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { bendsOf, distance, pointsOf, sumOfBends } from "./bends.ts";

describe("bends", () => {
  it("are those of the library's network, and add up to the lines", () => {
    const points = pointsOf(goalFunction, 50);
    const { network, start, bends } = bendsOf(points);
    expect(network.sha256()).toBe(approximateByReLU(goalFunction, 50).sha256());
    const line = sumOfBends(start, bends);
    for (const [x, y] of points) expect(line(x)).toBeCloseTo(y, 5);
  });

  it("are as far from the function as the network is", async () => {
    const { network, start, bends } = bendsOf(pointsOf(goalFunction, 50));
    const measured = await measureApproximation(network, goalFunction);
    const { mean, largest } = distance(sumOfBends(start, bends), goalFunction);
    expect(mean).toBeCloseTo(measured.mean, 4);
    expect(largest).toBeCloseTo(measured.largest, 4);
    expect(mean).toBeCloseTo(0.0026, 4);
  });

  it("can be left out one by one", () => {
    const { start, bends } = bendsOf([
      [0, 0.2],
      [0.5, 0.9],
      [1, 0.4],
    ]);
    expect(sumOfBends(start, bends, new Set([1]))(1)).toBeCloseTo(1.6, 6);
    expect(sumOfBends(start, bends, new Set([0, 1]))(1)).toBeCloseTo(0.2, 6);
  });
});
