import fc from "fast-check";
import { describe, expect, it } from "vitest";
import golden from "../../testing/golden/analysis.golden.json" with { type: "json" };
import { type checkDistribution, distributionOf, Moments } from "./distribution.ts";
import { histogramOf } from "./histogram.ts";

function measured(values: readonly number[], wanted: ReturnType<typeof checkDistribution>, parts = 1) {
  const all = Float32Array.from(values);
  const moments = new Moments();
  const each = Math.ceil(all.length / parts);
  for (let from = 0; from < all.length; from += each) moments.add(all.subarray(from, from + each));
  return distributionOf(moments, all, wanted);
}

describe("a distribution", () => {
  it.each(golden.distributions)("is what NumPy says: $name", ({ values, quantiles, histogram, ...wanted }) => {
    const bins = histogram.counts.length;
    const found = measured(values, { quantiles: quantiles.map(([p]) => p), bins }, 3);
    expect(found.count).toBe(values.length);
    for (const name of ["mean", "deviation", "min", "max"] as const) expect(found[name]).toBeCloseTo(wanted[name], 10);
    expect(found.quantiles.map(({ p }) => p)).toEqual(quantiles.map(([p]) => p));
    for (const [i, { value }] of found.quantiles.entries()) expect(value).toBeCloseTo(quantiles[i][1], 10);
    expect(found.histogram.counts).toEqual(histogram.counts);
    for (const [i, edge] of found.histogram.edges.entries()) expect(edge).toBeCloseTo(histogram.edges[i], 10);
  });

  it("has each number in the bin whose edges it lies between, also where it lies on one", () => {
    const ends = fc.tuple(
      fc.double({ min: -10, max: 10, noNaN: true }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
    );
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 200 }), ([low, width], bins) => {
        const { edges } = histogramOf([low, low + width], bins);
        const { counts } = histogramOf(edges, bins);
        // Each edge is the first number of its bin, the last one besides of the last bin.
        expect(counts).toEqual(counts.map((_, i) => (i === bins - 1 ? 2 : 1)));
      }),
    );
  });

  it("is the same however its numbers are cut into parts", () => {
    const numbers = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), (values, parts, bins) => {
        const wanted = { quantiles: [0, 0.3, 1], bins };
        const [whole, cut] = [measured(values, wanted), measured(values, wanted, parts)];
        expect(cut.mean).toBeCloseTo(whole.mean, 8);
        expect(cut.deviation).toBeCloseTo(whole.deviation, 6);
        expect({ ...cut, mean: 0, deviation: 0 }).toEqual({ ...whole, mean: 0, deviation: 0 });
        expect(whole.histogram.counts.reduce((sum, count) => sum + count)).toBe(values.length);
        expect(whole.quantiles.map(({ value }) => value)).toEqual([whole.min + 0, expect.any(Number), whole.max + 0]);
      }),
    );
  });
});
