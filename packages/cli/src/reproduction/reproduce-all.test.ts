import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EnsembleExperiment, type Experiment, findExperiment, type TrainingExperiment } from "@nndl/book";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCodes } from "../errors.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { type ReproduceOptions, reproduceAll } from "./reproduce-all.ts";

/** Chapter 6's ensemble, of small networks. */
const ensemble: EnsembleExperiment = {
  ...(findExperiment("ch6/ensemble") as EnsembleExperiment),
  members: 3,
  member: findExperiment("ch6/fully-connected") as TrainingExperiment,
};
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "nndl-reproduced-"));
});

afterEach(() => rmSync(out, { recursive: true }));

async function reproduce(experiments: readonly Experiment[], options: ReproduceOptions = {}, json = false) {
  const { context, out: screen } = fakeContext({ json, noColor: true });
  const given = { epochs: 1, limit: 500, threads: 1, out, ...options } as const;
  const code = await reproduceAll(context, experiments, given, new AbortController().signal);
  return { code, text: screen.text() };
}

describe("an ensemble", () => {
  test("shows each network, the vote, and what it gets wrong; its networks are kept, as their own runs are", async () => {
    const { code, text } = await reproduce([ensemble]);
    expect(code).toBe(exitCodes.success);
    expect(text).toContain("The vote of 3 × ch6/fully-connected: 784-100-10");
    expect(text).toMatch(/seed 1 .*\n.*seed 2 .*\n.*seed 3 /);
    expect(text).toMatch(/here +\d\d\.\d\d % {2}[\d,]+ of 10,000, by vote/);
    expect(text).toMatch(/alone +seed 1 \d\d\.\d\d %, seed 2 /);
    expect(text).toMatch(/misread +[\d,]+ images \(number: digit → answer\)\n +\d+: \d → \d /);
    expect(readdirSync(out).sort()).toEqual(
      [1, 2, 3].map((seed) => `ch6-fully-connected-seed-${seed}-epochs-1-limit-500`),
    );
    const again = await reproduce([ensemble]);
    expect(again.text.match(/Kept from before/g)).toHaveLength(3);
    const alone = await reproduce([ensemble.member], { seed: 2 });
    expect(alone.text).toContain("Kept from before");
  });

  test("tells a program about every network and about the vote", async () => {
    const { text } = await reproduce([ensemble], { members: 2 }, true);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type, seed }) => `${type} ${seed ?? ""}`)).toEqual([
      ...["start 1", "epoch 1", "run 1", "start 2", "epoch 2", "run 2"],
      ...["run 1", "summary "],
    ]);
    expect(lines[6]).toMatchObject({ name: "ch6/ensemble", members: [{ seed: 1 }, { seed: 2 }], asInBook: false });
    expect(lines[6]).not.toHaveProperty("run");
  });
});

test("several seeds: those that are kept are not run again", async () => {
  const experiment = findExperiment("ch1/no-hidden-layer");
  await reproduce([experiment], { seed: 2 });
  const { text } = await reproduce([experiment], { seeds: 3 });
  expect(text.match(/Kept from before/g)).toHaveLength(1);
  expect(text).toMatch(/seed 1 .*seed 2 .*seed 3 /s);
});
