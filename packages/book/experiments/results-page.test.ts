import { readFileSync } from "node:fs";
import { mnist } from "nndl";
import { describe, expect, test } from "vitest";
import {
  type Experiment,
  experiments,
  findExperiment,
  resultsPage,
  runExperiment,
  type StoredResult,
  summarize,
} from "./index.ts";

const folder = new URL("../../../docs/results/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const runs = read("experiments.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as StoredResult);

describe("a page", () => {
  const stored: StoredResult = {
    name: "ch6/expanded",
    seed: 1,
    value: 99.5,
    count: 200,
    correct: [197, 199],
    validation: [190, 198],
    bestEpoch: 1,
    asInBook: true,
    seconds: 2345.6,
    secondsPerEpoch: 38.24,
    imagesPerSecond: 6537,
    threads: 1,
    sha256: "ab".repeat(32),
    machine: "here",
  };

  test("tells how long an epoch takes, and which epoch is read", () => {
    const page = resultsPage(experiments, [stored]);
    expect(page).toContain("| 99.37 | 99.50 | 99.50 | 99.50 | not judged | 1 | 2346 | 38 | 6,540 |");
    expect(page).toContain("Read where most validation images are read correctly.");
    expect(page).not.toContain("What the ensembles misread");
  });

  test("shows what was not run yet as such", () => {
    const page = resultsPage([{ ...findExperiment("ch3/tuned"), status: "not run yet" }], []);
    expect(page).toContain("| 98.04 | – | – | – | not run yet | 0 | – | – | – |");
    expect(page).toContain("(E3.12). The book: 98.04 % of the validation images. Not run yet. ");
  });

  test("lists what an ensemble gets wrong", () => {
    const { secondsPerEpoch: _, imagesPerSecond: __, ...rest } = stored;
    const members = [{ seed: 1, correct: 9950, sha256: "cd" }];
    const mistakes = [{ index: 7, label: 6, predicted: 0 }];
    const page = resultsPage(experiments, [{ ...rest, name: "ch6/ensemble", members, mistakes }]);
    expect(page).toContain("1 networks (9,950 right by themselves), 1 wrong: 7: 6→0.");
  });
});

describe("the results in docs", () => {
  test("are on the page as they are in the data (if not: npm run docs)", () => {
    expect(read("experiments.md")).toBe(resultsPage(experiments, runs));
  });

  const ran = (experiment: Experiment) => runs.filter(({ name }) => name === experiment.name);
  const wasRun = experiments.filter((experiment) => ran(experiment).length > 0);

  test.each(experiments)("are there of $name, or it says that it was not run yet", (experiment) => {
    const { name, status } = experiment;
    const isRun = ran(experiment).length > 0;
    const what = isRun ? "has results, so it cannot be" : "has no results, so it must be";
    expect(status, `${name} ${what} "not run yet". "npm run results -- --only ${name}" runs it.`).toBe(
      isRun ? undefined : "not run yet",
    );
  });

  test.each(wasRun.filter(({ name }) => !name.startsWith("ch6/")))(
    "$name was run with enough seeds, and agrees with the book",
    (experiment) => {
      const own = ran(experiment);
      const seeds = new Set(own.map(({ seed }) => seed));
      const enough = experiment.kind === "training" ? 3 : 1;
      const command = `npm run results -- --only ${experiment.name}`;
      expect(seeds.size, `too few seeds: "${command}"`).toBeGreaterThanOrEqual(enough);
      const verdict = experiment.book.value === undefined ? "not judged" : "agrees";
      expect(summarize(experiment, own).verdict).toBe(verdict);
    },
  );

  // These take hours, so they have not been run with many seeds.
  test.each(wasRun.filter(({ name }) => name.startsWith("ch6/")))(
    "$name, as far as it was run, is not below the book",
    (experiment) => {
      const { verdict, max, book = 0 } = summarize(experiment, ran(experiment));
      expect(verdict).not.toBe("ours is lower");
      expect(max).toBeGreaterThan(book - 0.15);
    },
  );

  test("have dropout's network at 99.5 % or better", () => {
    const own = runs.filter(({ name }) => name === "ch6/dropout");
    expect(Math.max(...own.map(({ value }) => value))).toBeGreaterThanOrEqual(99.5);
  });

  test.each(runs)("$name, seed $seed: the figure is the count of the epoch that is read", (run) => {
    const { correct, value, count, bestEpoch, validation } = run;
    const experiment = findExperiment(run.name);
    expect(run.asInBook || experiment.kind === "ensemble").toBe(true);
    const isLast = experiment.kind === "training" && experiment.reading === "final epoch";
    expect((100 * correct[isLast ? correct.length - 1 : bestEpoch]) / count).toBe(value);
    if (validation !== undefined) expect(bestEpoch).toBe(validation.lastIndexOf(Math.max(...validation)));
  });

  test("are what the library computes today: one of them again, to the bit", async () => {
    const stored = runs.find(({ name, seed }) => name === "ch1/first-network" && seed === 1);
    const result = await runExperiment(findExperiment("ch1/first-network"), { seed: 1, data: await mnist() });
    // When this fails, the arithmetic has changed: run `node packages/book/scripts/run-all.mjs --again`.
    expect(result.sha256).toBe(stored?.sha256);
    expect(result.correct).toEqual(stored?.correct);
  });
});
