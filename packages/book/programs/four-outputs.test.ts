import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binaryDigit, demo, forAndAgainst, fourOutputs, onlyFor, outputLayer, worstError } from "./four-outputs.ts";

describe("ten outputs into four", () => {
  test("the worst errors are 1.1e-4 and 0.011", () => {
    expect(worstError(forAndAgainst)).toBeCloseTo(1.1e-4, 5);
    expect(worstError(onlyFor)).toBeCloseTo(0.011, 3);
  });

  test("no old outputs that keep their promise do worse", () => {
    const others = fc.array(fc.double({ min: 0, max: 0.01, noNaN: true }), { minLength: 10, maxLength: 10 });
    const shown = fc.double({ min: 0.99, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), shown, others, (digit, correct, oldOutputs) => {
        const old = oldOutputs.map((a, k) => (k === digit ? correct : a));
        for (const layer of [forAndAgainst, onlyFor])
          fourOutputs(layer, old).forEach((a, j) => {
            expect(Math.abs(a - binaryDigit(digit, j))).toBeLessThanOrEqual(worstError(layer) + 1e-12);
          });
      }),
    );
  });

  test("a layer with too small weights fails", () => {
    expect(worstError(outputLayer(0.1, 0.1, 0))).toBeGreaterThan(0.4);
  });

  test("the demonstration reads 6 as 0110", () => {
    const outputs = demo()[0].match(/\d\.\d{4}/g)!;
    expect(outputs.map((a) => Math.round(Number(a)))).toEqual([0, 1, 1, 0]);
  });
});
