import fc from "fast-check";
import { expect, test } from "vitest";
import { medianAt, orderStatistic } from "./order.ts";

test("each place has what sorting would put there", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), fc.nat(), (list, any) => {
      const place = any % list.length;
      const sorted = [...list].sort((a, b) => a - b);
      expect(orderStatistic(Float32Array.from(list), place)).toBe(sorted[place]);
    }),
  );
});

test("the median of the values at some places", () => {
  expect(medianAt(Float32Array.of(9, 1, 5, 7, 3), Int32Array.of(1, 2, 4))).toBe(3);
  expect(medianAt(Float32Array.of(9, 1, 5, 7, 3), Int32Array.of(1, 0))).toBe(9);
});
