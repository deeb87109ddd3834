import { expect, it } from "vitest";
import { inShort, verdictOn } from "./words.ts";

it("writes numbers of any size in two or three digits", () => {
  expect([104.23, 5.08, 4.73e6, 0.0032, 1.3e-21, -0.25, 0, 12_345, 99.7, 1].map(inShort)).toEqual([
    ...["104", "5.1", "4.7·10⁶", "0.0032", "1.3·10⁻²¹", "−0.25", "0", "12,345", "100", "1"],
  ]);
  expect(inShort(Number.POSITIVE_INFINITY)).toBe("Infinity");
});

it("says which end of a network learns faster, and by how much", () => {
  expect(verdictOn([0.003, 0.02, 0.3])).toBe("The last hidden layer learns 100 times as fast as the first.");
  expect(verdictOn([6.1e-8, 0.29])).toBe("The last hidden layer learns 4.8 million times as fast as the first.");
  expect(verdictOn([50, 3, 0.5])).toBe("The first hidden layer learns 100 times as fast as the last.");
  expect(verdictOn([0.3, 0.2, 0.31])).toBe("The first and the last hidden layer learn about equally fast.");
  expect(verdictOn([0.3])).toMatch(/nothing to compare/);
  expect(verdictOn([0, 1])).toMatch(/does not learn at all/);
  expect(verdictOn([0, 0])).toBe("No layer learns.");
  expect(verdictOn([Number.POSITIVE_INFINITY, 1])).toMatch(/too large/);
});
