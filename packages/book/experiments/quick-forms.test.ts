/** The quick form of each experiment is stored, and comes out as it is stored: the bits of the whole path, from images to figures. */
import { existsSync } from "node:fs";
import { mnist } from "nndl";
import { dataIdentity } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { folder, readQuickResults, readResults, resultPath } from "../scripts/results.mjs";
import { compareResults } from "./compare.ts";
import {
  checkMeasured,
  type Experiment,
  experiments,
  findExperiment,
  formOf,
  runExperiment,
  type StoredResult,
  storedFrom,
  summarize,
} from "./index.ts";

/** Seconds of stored time that may be run again: here, and where CI is set. */
const affordable = process.env.CI ? 30 : 2;

const complaints: string[] = [];
const stored = [...readQuickResults(folder, (complaint) => complaints.push(complaint)), ...readResults()];

function storedOf(experiment: Experiment): StoredResult | undefined {
  const form = formOf(experiment, { quick: true }).kind;
  return stored.find((result) => result.name === experiment.name && result.seed === 1 && result.form === form);
}

test("none of the stored results is damaged", () => expect(complaints).toEqual([]));

/** Where the quick form is the full one, it is stored when that has been run. */
const expected = experiments.filter(({ quick, status }) => !(quick === "same" && status === "not run yet"));

test.each(expected)("the quick form of $name is stored", (experiment) => {
  const form = formOf(experiment, { quick: true }).kind;
  const path = resultPath({ name: experiment.name, seed: 1, form });
  const command = `npm run results -- --quick ${experiment.name}`;
  expect(existsSync(path), `there is no ${path}: "${command}" makes it`).toBe(true);
  const { measured } = storedOf(experiment) ?? expect.fail();
  expect(() => checkMeasured(experiment, measured), `it has other figures: "${command} --again"`).not.toThrow();
});

test.each(["ch6/adding", "ch6/copying"])(
  "%s says after how many steps its numbers are, in its quick form too",
  (name) => {
    const experiment = findExperiment(name);
    const result = storedOf(experiment) ?? expect.fail();
    const longest = Math.max(
      ...Object.values(result.measured).flatMap((value) => (typeof value === "number" ? [] : value.map(([x]) => x))),
    );
    const titles = Object.values(summarize(experiment, [result]).figures)
      .filter(({ kind }) => kind === "number")
      .flatMap(({ title }) => /after (\d+) steps/.exec(title)?.[1] ?? []);
    expect(new Set(titles)).toEqual(new Set([String(longest)]));
  },
);

/** The cheapest, as many as one can afford. */
function cheapest(): { name: string; experiment: Experiment; theirs: StoredResult }[] {
  const all = experiments.flatMap((experiment) => {
    const theirs = storedOf(experiment);
    return theirs === undefined ? [] : [{ name: experiment.name, experiment, theirs }];
  });
  let spent = 0;
  return all
    .sort((a, b) => a.theirs.seconds - b.theirs.seconds)
    .filter(({ theirs }) => {
      spent += theirs.seconds;
      return spent <= affordable;
    });
}

describe("comes out as it is stored:", () => {
  test.each(cheapest())("$name", async ({ experiment, theirs }) => {
    const data = await mnist();
    const { training, validation, test: images } = data;
    const result = await runExperiment(experiment, { seed: 1, data, quick: true });
    const hash = (set: typeof training) => dataIdentity(set).hash;
    const ours = storedFrom(result, {
      data: { training: hash(training), validation: hash(validation), test: hash(images) },
      versions: theirs.versions,
      machine: "",
    });
    // When this fails, bits have moved, or the experiment has changed: npm run results -- --quick --again
    expect(compareResults(experiment, JSON.parse(JSON.stringify(ours)), theirs)).toEqual([]);
  });
});
