import { findExperiment, type StoredResult, summarize } from "@nndl/book";
import { expect, test } from "vitest";
import { styleFor } from "../terminal/style.ts";
import { RunFolder } from "../training/run-folder.ts";
import { figureRows } from "./rows.ts";
import { storedOf } from "./stored-results.ts";

/** The rows of a stored result in its quick form. */
function quickRowsOf(name: string) {
  const experiment = findExperiment(name);
  const result = storedOf(experiment, 1, "quick")?.result as StoredResult;
  const run = { result, folder: new RunFolder("nowhere"), wasKept: false };
  return figureRows(experiment, [run], summarize(experiment, [result]), styleFor(false)).map((row) => row.join(": "));
}

test("a published number stands beside what was measured alike, and not beside what the quick form has in its place", () => {
  const adding = quickRowsOf("ch6/adding");
  expect(adding.join("\n")).toContain("squared error after 20 steps, LSTM: 0.1439");
  expect(adding.join("\n")).not.toMatch(/the book|600|200/);
  expect(quickRowsOf("ch6/smallest-changes").join("\n")).toContain("the book: 7.40 %");
});
