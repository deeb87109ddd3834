import fc from "fast-check";
import { piecesBetween, type Strip, stripOfDigits } from "nndl/images";
import { expect, it } from "vitest";
import { firstDigits } from "../../../digits/first-digits.ts";
import { inkGaps } from "./ink-gaps.ts";

it("cuts digits apart that do not touch, and finds no place among those that do", () => {
  const pictures = [5, 0, 4, 1, 9, 2].map((label) => firstDigits[label]!.picture);
  for (const gap of [1, 2, 6]) {
    const strip = stripOfDigits(pictures, gap);
    expect(piecesBetween(strip, inkGaps(strip))).toHaveLength(6);
  }
  expect(inkGaps(stripOfDigits(pictures, -4))).toEqual([]);
});

it("cuts through no ink, and between all stretches of it", () => {
  const columns = fc.array(fc.boolean(), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(columns, (inked) => {
      const strip: Strip = { width: inked.length, values: Float32Array.from(inked, Number) };
      const cuts = inkGaps(strip);
      const stretches = inked.filter((ink, x) => ink && !inked[x - 1]).length;
      expect(cuts).toHaveLength(Math.max(0, stretches - 1));
      for (const cut of cuts) expect(inked[cut - 1] && inked[cut]).toBe(false);
    }),
  );
});
