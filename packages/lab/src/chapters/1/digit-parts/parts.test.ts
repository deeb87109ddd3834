import { describe, expect, it } from "vitest";
import { firstDigits } from "../../../digits/first-digits.ts";
import { detectorOf, quarterOf, quarters, together, weightedInput } from "./parts.ts";

const zero = firstDigits[0]!;
const parts = quarters.map((_, quarter) => quarterOf(zero.picture, quarter));
const detectors = parts.map(detectorOf);

describe("the quarters of training image 1", () => {
  it("are a 0 again together, and share no pixel", () => {
    expect(zero.index).toBe(1);
    expect(together(parts)).toEqual(zero.picture);
    for (let i = 0; i < 784; i++) expect(parts.filter((part) => part[i]! > 0).length).toBeLessThanOrEqual(1);
    expect(parts[0]!.slice(14 * 28).every((value) => value === 0)).toBe(true);
  });

  it("are each found by their own neuron, in the 0 and alone", () => {
    detectors.forEach((detector, quarter) => {
      expect(weightedInput(detector, zero.picture)).toBeCloseTo(0.5, 5);
      parts.forEach((part, other) => {
        expect(weightedInput(detector, part) > 0).toBe(other === quarter);
      });
    });
  });

  it("are all four in no other of the first digits", () => {
    const all = firstDigits.filter(({ picture }) =>
      detectors.every((detector) => weightedInput(detector, picture) > 0),
    );
    expect(all.map(({ label }) => label)).toEqual([0]);
  });
});
