import { expect, it } from "vitest";
import { roomAtLeft } from "./edges.ts";

it("is the same for all short numbers, and larger where one is longer", () => {
  expect([[], ["0", "1"], ["0.25", "−1.5"]].map((numbers) => roomAtLeft(numbers, true))).toEqual([56, 56, 56]);
  expect(roomAtLeft(["1", "1,000", ""], true)).toBe(63);
  expect(roomAtLeft(["1,000"], false)).toBe(43);
  expect(roomAtLeft(["0.5"], false)).toBe(40);
  expect(roomAtLeft(["50 %", "100 %"], false)).toBe(47);
});
