import { expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { closest } from "./closest.ts";
import { sizes } from "./sizes.ts";

test.each([
  ["784-30-10", [784, 30, 10]],
  ["2-1", [2, 1]],
])("%s", (text, expected) => expect(sizes(text, "--layers")).toEqual(expected));

test.each([
  "",
  "784",
  "784-",
  "-10",
  "784--10",
  "784-0-10",
  "784-3.5-10",
  "784-1e3-10",
  "784,30,10",
  "a-b",
  "9007199254740993-1",
])("refuses %j", (text) => expect(() => sizes(text, "--layers")).toThrow(UsageError));

test.each([
  ["trian", "train"],
  ["evalute", "evaluate"],
  ["Train", "train"],
  ["dta", "data"],
  ["zzz", undefined],
  ["", undefined],
  ["x".repeat(10_000), undefined],
])("what is like %j", (typed, expected) => expect(closest(typed, ["train", "evaluate", "data"])).toBe(expected));
