import { experiments, summarize } from "@nndl/book";
import { expect, test } from "vitest";
import { widthOf } from "../terminal/wrap.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { type Overviewed, overview } from "./overview.ts";
import { recordedOf } from "./recorded.ts";
import { storedOf } from "./stored-results.ts";

const entries = experiments.flatMap((experiment): Overviewed[] => {
  const stored = storedOf(experiment, 1, "full");
  if (stored?.result === undefined) return [];
  const other = { ...stored.result, measured: {} };
  const recorded = recordedOf(experiment, { result: experiment.id === "E1.1" ? other : stored.result }, stored);
  return [{ experiment, summary: summarize(experiment, [stored.result]), recorded: recorded ? [recorded] : [] }];
});

function shown(columns: number, shownEntries = entries): string[] {
  const { context, out } = fakeContext({ isTTY: columns > 0, columns, noColor: true });
  overview(context, shownEntries);
  return out.text().split("\n");
}

test("has a row for each experiment: the book, here, the verdict, and whether it came out as recorded", () => {
  const lines = shown(0);
  expect(lines.find((line) => line.includes("ch1/average-darkness"))).toMatch(
    /E1\.8 +22\.25 % +22\.25 % +agrees +as recorded$/,
  );
  expect(lines.find((line) => line.includes("ch1/first-network"))).toMatch(/differs from recorded$/);
});

test("says of several seeds the spread", () => {
  const [{ experiment }] = entries.filter(({ summary }) => summary.name === "ch3/tuned");
  const runs = [1, 2, 3, 4, 5].map((seed) => storedOf(experiment, seed, "full")?.result ?? expect.fail());
  const lines = shown(100, [{ experiment, summary: summarize(experiment, runs), recorded: [] }]);
  expect(lines[1].trim().split(/ {2,}/)).toEqual(["the book", "min", "median", "max"]);
  expect(lines[2]).toMatch(/ch3\/tuned +E3\.12 +98\.04 % .* agrees$/);
});

test.each([40, 60, 80, 100])("fits on a screen of %i columns, and keeps name, figure and verdict", (columns) => {
  const lines = shown(columns);
  expect(lines.filter((line) => widthOf(line) >= columns)).toEqual([]);
  // The longest names are cut where there is no room for them.
  expect(lines.find((line) => /^ *ch1\/av/.test(line))).toMatch(/22\.25 % +agrees/);
});

test("explains what the book has otherwise", () => {
  const [entry] = entries.filter(({ summary }) => summary.name === "ch1/average-darkness");
  const { experiment } = entry;
  const run = storedOf(experiment, 1, "full")?.result ?? expect.fail();
  const summary = summarize(experiment, [{ ...run, measured: { ...run.measured, accuracy: 23 } }]);
  expect(shown(200, [{ experiment, summary, recorded: [] }]).join("\n")).toContain(
    "ch1/average-darkness, test accuracy: It should be the book's 22.25 % exactly, and is 23.00 %.",
  );
});
