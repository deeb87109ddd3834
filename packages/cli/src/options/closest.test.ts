import { expect, test } from "vitest";
import { closest } from "./closest.ts";

test.each([
  ["trian", "train"],
  ["evalute", "evaluate"],
  ["Train", "train"],
  ["dta", "data"],
  ["zzz", undefined],
  ["", undefined],
  ["x".repeat(10_000), undefined],
])("what is like %j", (typed, expected) => expect(closest(typed, ["train", "evaluate", "data"])).toBe(expected));
