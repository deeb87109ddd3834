import { expect, it } from "vitest";
import { digits, pointsOf, storedNames, storedRun, storedRuns, valuesOf } from "./stored.ts";

it("reads what is stored, in the order of the seeds", () => {
  const runs = storedRuns("ch1/first-network");
  expect(runs.slice(0, 12).map(({ seed }) => seed)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(storedRun("ch1/first-network", 2)).toEqual(runs[1]);
  expect(valuesOf(runs[0]!, "course")).toHaveLength(30);
  expect(pointsOf(runs[0]!, "course").at(-1)).toEqual([29, 9523]);
  expect(storedNames("ch1")).toContain("ch1/first-network");
  expect(digits(0.123456, 4)).toBe(0.1235);
});

it("says what is not there", () => {
  expect(() => storedRun("ch1/first-network", 4711)).toThrow(/ENOENT/);
  expect(() => storedRuns("ch1/nothing")).toThrow(/ENOENT/);
  expect(() => pointsOf(storedRun("ch1/first-network"), "curse")).toThrow(
    "results/ch1/first-network has no curve that is called curse",
  );
});
