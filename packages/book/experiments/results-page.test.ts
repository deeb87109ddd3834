import { readFileSync } from "node:fs";
import { mnist } from "nndl";
import { describe, expect, test } from "vitest";
import { experiments, findExperiment, resultsPage, runExperiment, type StoredResult, summarize } from "./index.ts";

const folder = new URL("../../../docs/results/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
const runs = read("experiments.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as StoredResult);

describe("the results in docs", () => {
  test("are on the page as they are in the data", () => {
    expect(read("experiments.md")).toBe(resultsPage(experiments, runs));
  });

  test.each(experiments)("$name was run with enough seeds, and agrees with the book", (experiment) => {
    const own = runs.filter(({ name }) => name === experiment.name);
    expect(summarize(experiment, own).verdict).toBe(experiment.book.value === undefined ? "not judged" : "agrees");
    const seeds = new Set(own.map(({ seed }) => seed));
    expect(seeds.size).toBeGreaterThanOrEqual(experiment.kind === "training" ? 3 : 1);
    for (const { correct, value, asInBook } of own) {
      expect(asInBook).toBe(true);
      expect(correct.map((count) => count / 100)).toContain(value);
    }
  });

  test("are what the library computes today: one of them again, to the bit", async () => {
    const stored = runs.find(({ name, seed }) => name === "ch1/no-hidden-layer" && seed === 1);
    const result = await runExperiment(findExperiment("ch1/no-hidden-layer"), { seed: 1, data: await mnist() });
    // When this fails, the arithmetic has changed: run `node packages/book/scripts/run-all.mjs --again`.
    expect(result.sha256).toBe(stored?.sha256);
    expect(result.correct).toEqual(stored?.correct);
  });
});
