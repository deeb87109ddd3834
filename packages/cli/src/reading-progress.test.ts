import { expect, test } from "vitest";
import { partsOf } from "./reading-progress.ts";

test("reading tells how long it will take, once that can be told", () => {
  const half = { done: 50e6, of: 100e6, unit: "bytes" } as const;
  expect(partsOf(half, 4)).toEqual(["Reading the data: 50.00 %", "4.0 s left", "50.0 MB of 100.0 MB"]);
  expect(partsOf(half, 0.4)).toEqual(["Reading the data: 50.00 %", "50.0 MB of 100.0 MB"]);
  expect(partsOf({ done: 999, of: 1000, unit: "files" }, 30)).toHaveLength(2);
  expect(partsOf({ done: 0, of: 1000, unit: "files" }, 30)).toHaveLength(2);
});
