import { sigmoidPrime } from "@nndl/book/programs/sigmoid";
import fc from "fast-check";
import { widestGrowth as ofTheLibrary } from "nndl/analysis";
import { expect, it } from "vitest";
import { growthRegion, widestGrowth } from "./region.ts";

it("has a factor of 1 all along its outline, and more within", () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), (bias) => {
      for (const outline of growthRegion(bias, 20)) {
        const half = outline.length / 2;
        for (const [i, [w, a]] of outline.entries()) {
          const factor = (at: number) => Math.abs(w * sigmoidPrime(w * at + bias));
          expect(factor(a)).toBeCloseTo(1, 9);
          const [, across] = outline[outline.length - 1 - i]!;
          if (i > 0 && i < half - 1) expect(factor((a + across) / 2)).toBeGreaterThan(1);
        }
      }
    }),
    { numRuns: 20 },
  );
});

it("is widest where the library has it, and the book", () => {
  const [ours, theirs] = [widestGrowth(), ofTheLibrary()];
  expect(ours.weight).toBeCloseTo(theirs.weight, 2);
  expect(ours.width).toBeCloseTo(theirs.width, 7);
  expect([ours.weight.toFixed(1), ours.width.toFixed(2)]).toEqual(["6.9", "0.45"]);
});
