import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Experiment, findExperiment } from "@nndl/book";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCodes } from "../errors.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { type ReproduceOptions, reproduceAll } from "./reproduce-all.ts";

const member = findExperiment("ch6/fully-connected");
/** Chapter 6's ensemble, of small networks: its program asks for the runs of another experiment, and lets them vote. */
const ensemble: Experiment = {
  ...findExperiment("ch6/ensemble"),
  about: "The vote of three.",
  figures: { alone: { kind: "number", title: "mean accuracy", unit: "%" } },
  async run(bench) {
    let sum = 0;
    for (const seed of [1, 2, 3]) sum += Number((await bench.other(member, seed)).measured.accuracy);
    return { alone: sum / 3 };
  },
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
  test("shows what comes of it; its networks are kept, as their own runs are", async () => {
    const { code, text } = await reproduce([ensemble]);
    expect(code).toBe(exitCodes.success);
    expect(text).toContain("The vote of three.");
    expect(text).toMatch(/mean accuracy +\d\d\.\d\d %/);
    const kept = [1, 2, 3].map((seed) => `ch6-fully-connected-seed-${seed}-epochs-1-limit-500`);
    expect(readdirSync(out).sort()).toEqual(["ch6-ensemble-seed-1-epochs-1-limit-500", ...kept].sort());
    const again = await reproduce([ensemble]);
    expect(again.text.match(/Kept from before/g)).toHaveLength(3);
    const alone = await reproduce([member], { seed: 2 });
    expect(alone.text).toContain("Kept from before");
  });

  test("tells a program about every network and about the vote", async () => {
    const { text } = await reproduce([ensemble], {}, true);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const types = ["start", "epoch", "start", "epoch", "start", "epoch", "run", "summary"];
    expect(lines.map(({ type }) => type)).toEqual(types);
    expect(lines[6]).toMatchObject({ name: "ch6/ensemble", form: "look", measured: { alone: expect.any(Number) } });
    expect(lines[6].trainings).toHaveLength(3);
  });
});

test("several seeds: those that are kept are not run again", async () => {
  const experiment = findExperiment("ch1/no-hidden-layer");
  await reproduce([experiment], { seed: 2 });
  const { text } = await reproduce([experiment], { seeds: 3 });
  expect(text.match(/Kept from before/g)).toHaveLength(1);
  expect(text).toMatch(/seed 1 .*seed 2 .*seed 3 /s);
});
