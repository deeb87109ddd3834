import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readQuickResults, readResults, resultPath, storeResult } from "../scripts/results.mjs";
import { type Experiment, experiments, findExperiment, readStored, resultsPage, seriesOf, summarize } from "./index.ts";
import { epochRead } from "./trains.ts";

const runs = readResults();

describe("a page", () => {
  test("has a row for each experiment, and a section with its figures", () => {
    const page = resultsPage([findExperiment("ch1/average-darkness")], runs);
    expect(page).toContain("| 22.25 % | 22.25 % | 22.25 % | 22.25 % | agrees | 1 |");
    expect(page).toContain("agrees: It is the book's 22.25 % exactly.");
  });

  test("shows what was not run yet as such", () => {
    const page = resultsPage([{ ...findExperiment("ch3/tuned"), status: "not run yet" }], []);
    expect(page).toContain("| 98.04 % | – | – | – | not run yet | 0 | – |");
    expect(page).toContain("Not run yet.");
  });
});

describe("the stored results", () => {
  test("are on the page as they are stored (if not: npm run docs)", () => {
    const page = readFileSync(new URL("../../../docs/results/experiments.md", import.meta.url), "utf8");
    expect(page).toBe(resultsPage(experiments, runs));
  });

  const ran = ({ name }: Experiment) => runs.filter((run) => run.name === name);
  const wasRun = experiments.filter((experiment) => ran(experiment).length > 0);

  test.each(experiments)("are there of $name, or it says that it was not run yet", (experiment) => {
    const { name, status } = experiment;
    const isRun = ran(experiment).length > 0;
    const what = isRun ? "has results, so it cannot be" : "has no results, so it must be";
    expect(status, `${name} ${what} "not run yet". "npm run results -- --only ${name}" runs it.`).toBe(
      isRun ? undefined : "not run yet",
    );
  });

  test.each(wasRun.filter(({ name }) => !name.startsWith("ch6/")))("$name was run with enough seeds", (experiment) => {
    const seeds = new Set(ran(experiment).map(({ seed }) => seed));
    const command = `npm run results -- --only ${experiment.name}`;
    expect(seeds.size, `too few seeds: "${command}"`).toBeGreaterThanOrEqual(experiment.chance ? 3 : 1);
  });

  // These take hours, so they have not been run with many seeds.
  test.each(wasRun.filter(({ id }) => /^E6\.\d+$/.test(id)))("$name is near the book", (experiment) => {
    const { accuracy } = summarize(experiment, ran(experiment)).figures;
    expect(accuracy.max).toBeGreaterThan((accuracy.book ?? 0) - 0.15);
  });

  test.each(runs)("$name, seed $seed: is whole, in full, of an experiment that there is", (run) => {
    expect(readStored(JSON.stringify(run), "it")).toEqual(run);
    const { training, figures } = findExperiment(run.name);
    expect(run.form).toBe("full");
    for (const [key, { kind }] of Object.entries(figures))
      if (kind !== "claim") expect(run.measured).toHaveProperty(key);
    if (training === undefined) return;
    const { course, validation } = figures;
    const points = seriesOf(run.measured, "course");
    expect(course.kind).toBe("series");
    const read = epochRead(training.reading, points, validation && seriesOf(run.measured, "validation"));
    expect(points[read][1] / 100).toBe(run.measured.accuracy);
  });
});

describe("what is no stored result is refused", () => {
  const [run] = runs;
  test.each([
    ["", "no JSON"],
    ["null", "null"],
    [JSON.stringify(run).slice(0, 200), "no JSON"],
    [JSON.stringify({ ...run, format: "nndl result 2" }), "nndl result 2"],
    [JSON.stringify({ ...run, measured: undefined }), "without some of its fields"],
    [JSON.stringify({ ...run, form: "half" }), "without some of its fields"],
  ])("%#", (text, words) => {
    expect(() => readStored(text, "it")).toThrow(expect.objectContaining({ code: "experiment.stored" }));
    expect(() => readStored(text, "it")).toThrow(words);
  });
});

describe("a folder of results", () => {
  test("has each in its place; what is damaged is named and left alone", () => {
    const base = `${mkdtempSync(join(tmpdir(), "nndl-results-"))}/`;
    const [run] = runs;
    const quick = { ...run, form: "quick" } as const;
    for (const result of [{ ...run, seed: 10 }, { ...run, seed: 9 }, quick]) storeResult(result, base);
    storeResult({ ...quick, seconds: 77 }, base);
    const damaged = resultPath({ ...run, seed: 3 }, base);
    writeFileSync(damaged, "{");
    mkdirSync(`${base}ch1/empty`);
    const complaints: string[] = [];
    const read = (all: typeof readResults) => all(base, (complaint) => complaints.push(complaint));
    expect(read(readResults).map(({ seed }) => seed)).toEqual([9, 10]);
    expect(read(readQuickResults).map(({ seconds }) => seconds)).toEqual([77]);
    expect(complaints).toEqual([expect.stringContaining(`${damaged}: no JSON, or half of it`)]);
    expect(readFileSync(damaged, "utf8")).toBe("{");
    expect(readdirSync(`${base}${run.name}`)).toEqual(["quick.json", "seed-10.json", "seed-3.json", "seed-9.json"]);
  });
});
