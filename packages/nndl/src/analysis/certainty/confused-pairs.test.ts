import { expect, it } from "vitest";
import { refused } from "../../testing/refused.ts";
import { confusedPairs } from "./confused-pairs.ts";

const confusion = [
  [10, 2, 0],
  [1, 8, 1],
  [3, 0, 5],
];

it("classes are confused either way", () => {
  expect(confusedPairs({ confusion })).toEqual([
    { classes: [0, 1], times: 3, firstAsSecond: 2, secondAsFirst: 1 },
    { classes: [0, 2], times: 3, firstAsSecond: 0, secondAsFirst: 3 },
    { classes: [1, 2], times: 1, firstAsSecond: 1, secondAsFirst: 0 },
  ]);
  expect(confusedPairs({ confusion }, 1)).toHaveLength(1);
});

it("an output that is no class can only be what a class is taken for", () => {
  const wide = confusion.map((row, i) => [...row, i === 1 ? 9 : 0]);
  expect(confusedPairs({ confusion: wide }, 1)).toEqual([
    { classes: [1, 3], times: 9, firstAsSecond: 9, secondAsFirst: 0 },
  ]);
});

it("nothing is confused where all is right", () => {
  expect(confusedPairs({ confusion: [[3, 0], [0, 4]] })).toEqual([]); // biome-ignore format: a matrix
});

it("other things than reports are refused", () => {
  for (const wrong of [{}, { confusion: 3 }, { confusion: [1, 2] }])
    expect(refused(() => confusedPairs(wrong as never)).code).toBe("report.confusion");
  for (const count of [0, 1.5, Number.NaN])
    expect(refused(() => confusedPairs({ confusion }, count)).code).toBe("report.count");
});
