import { expect, it } from "vitest";
import { powersAround } from "./powers.ts";

it("leaves room for numbers of any size", () => {
  expect(powersAround([0.003, 0.3])).toEqual([0.001, 1]);
  expect(powersAround([1e-21, 0.3])).toEqual([1e-22, 1]);
  expect(powersAround([1])).toEqual([0.1, 10]);
  expect(powersAround([0, Number.NaN])).toEqual([0.1, 1]);
});
