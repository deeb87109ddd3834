import { readFileSync } from "node:fs";
import { mnist } from "nndl";
import { describe, expect, test } from "vitest";
import { readResults } from "../scripts/results.mjs";
import {
  type Experiment,
  experiments,
  findExperiment,
  readStored,
  resultsPage,
  runExperiment,
  seriesOf,
  summarize,
} from "./index.ts";
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

  test("are what the library computes today: one of them again, to the bit", async () => {
    const stored = runs.find(({ name, seed }) => name === "ch1/first-network" && seed === 1);
    const result = await runExperiment(findExperiment("ch1/first-network"), { seed: 1, data: await mnist() });
    // When this fails, the arithmetic has changed: run `npm run results -- --again`.
    expect(result.sha256).toBe(stored?.sha256);
    expect(result.measured).toEqual(stored?.measured);
    const data = stored?.trainings.map(({ seconds: _, trainingSeconds: __, threads: ___, ...training }) => training);
    expect(result.trainings).toMatchObject(data ?? []);
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
