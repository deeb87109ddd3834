import { expect, test } from "vitest";
import { bitsByCounting } from "./counting.ts";

const text = [..."abababababababab"];

test("without context it is how frequent each character is", () => {
  // Each was seen 8 times of 16, and two kinds share what is left to others: (8 + 2 · 1/2) / 18.
  expect(bitsByCounting(text, [..."ab"], 0)).toBeCloseTo(1, 12);
});

test("with context it knows what follows, but for the first character", () => {
  const bits = bitsByCounting(text, [..."abababab"], 1);
  expect(bits).toBeLessThan(0.35);
  expect(bits).toBeLessThan(bitsByCounting(text, [..."abababab"], 0));
});

test("what was never seen has some probability left", () => {
  const bits = bitsByCounting(text, [..."c"], 3);
  // Three kinds in all: (0 + 2 · 1/3) / 18.
  expect(bits).toBeCloseTo(-Math.log2(2 / 3 / 18), 12);
});

test("the probabilities of all that may follow add up to 1", () => {
  const kinds = [..."abc"];
  const total = kinds.reduce((sum, kind) => {
    const both = 2 * bitsByCounting([...text, "c"], ["b", kind], 1);
    const first = bitsByCounting([...text, "c"], ["b"], 1);
    return sum + 2 ** -(both - first);
  }, 0);
  expect(total).toBeCloseTo(1, 10);
});
