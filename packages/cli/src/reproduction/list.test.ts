import { experiments } from "@nndl/book";
import { expect, test } from "vitest";
import { fakeScreen } from "../testing/fake-screen.ts";
import { listExperiments } from "./list.ts";

test("says of an experiment without results that it was not run yet, in as little room as there is", () => {
  const tuned = experiments.find(({ name }) => name === "ch3/tuned")!;
  const list = (columns: number, status?: "not run yet") =>
    listExperiments([{ ...tuned, ...(status === undefined ? {} : { status }) }], fakeScreen({ columns })).join("\n");
  expect(list(100)).not.toContain("not run yet");
  expect(list(100, "not run yet")).toContain(
    "98.04 %  100 hidden neurons, regularized, slower and longer (not run yet)",
  );
  const narrow = list(60, "not run yet").split("\n");
  expect(narrow.find((line) => line.includes("ch3/tuned"))).toMatch(/100 hidden.*… \(not run yet\)$/);
  expect(Math.max(...narrow.slice(0, -1).map((line) => line.length))).toBeLessThanOrEqual(60);
});
