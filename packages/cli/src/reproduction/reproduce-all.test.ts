import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Experiment, findExperiment, type StoredResult } from "@nndl/book";
import { mnist } from "nndl";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { exitCodes } from "../errors.ts";
import { widthOf } from "../terminal/wrap.ts";
import { type FakeOptions, fakeContext } from "../testing/fake-screen.ts";
import { runsHere } from "../testing/runs-here.ts";
import type { ReproduceOptions } from "./options.ts";
import { once, reproduceAll, type Surroundings } from "./reproduce-all.ts";
import type { BookData } from "./run-one.ts";
import { openStored } from "./stored-results.ts";

const member = findExperiment("ch1/no-hidden-layer");
const first = findExperiment("ch1/first-network");
const wider = findExperiment("ch1/wider");
const darkness = findExperiment("ch1/average-darkness");

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
/** One that takes no time, and has a figure that nobody can tell beforehand. */
let turns = 0;
const instant: Experiment = {
  ...darkness,
  name: "ch1/instant",
  quick: "same",
  figures: {
    sum: { kind: "number", title: "the sum", unit: "" },
    curve: { kind: "series", title: "the curve", x: "turn", y: "height" },
    time: { kind: "number", title: "time", unit: "s", machine: true },
  },
  run: (bench) => Promise.resolve({ sum: 1 + bench.seed, curve: [[0, 1]], time: turns++ }),
};
let out: string;

/** The real images, with few of them to measure on: enough to see a run work. */
const data = once(async (): Promise<BookData> => {
  const { training, validation, test } = await mnist();
  return { name: "MNIST", source: "mnist", training, validation: validation.take(100), test: test.take(200) };
});

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "nndl-reproduced-"));
});

afterEach(() => rmSync(out, { recursive: true }));

async function reproduce(
  experiments: readonly Experiment[],
  options: ReproduceOptions = {},
  { json = false, signal, ...rest }: FakeOptions & { json?: boolean; signal?: AbortSignal } & Surroundings = {},
) {
  const { context, out: screen } = fakeContext({ json, noColor: true, ...rest });
  const given = { threads: 1, out, ...options } as const;
  const interrupt = signal ?? new AbortController().signal;
  const code = await reproduceAll(context, experiments, given, interrupt, { runner: runsHere(data), data, ...rest });
  return { code, text: screen.text() };
}

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const few = { epochs: 1, limit: 500 };

describe("an ensemble", () => {
  test("shows what comes of it; its networks are kept, as their own runs are", async () => {
    const { code, text } = await reproduce([ensemble], few);
    expect(code).toBe(exitCodes.success);
    expect(text).toContain("The vote of three.");
    expect(text).toMatch(/^ch1\/no-hidden-layer seed 2: epoch 0: .*test/m);
    expect(text).toMatch(/mean accuracy +\d\d\.\d\d %/);
    const kept = [1, 2, 3].map((seed) => `ch1-no-hidden-layer-seed-${seed}-epochs-1-limit-500`);
    expect(readdirSync(out).sort()).toEqual(["ch6-ensemble-seed-1-epochs-1-limit-500", ...kept].sort());
    const again = await reproduce([ensemble], few);
    expect(again.text).toContain("Kept from before: ");
    expect(again.text).not.toContain("epoch 0");
    const begun = await reproduce([ensemble], { ...few, again: true }, { json: true });
    expect(linesOf(begun.text).map(({ type }) => type)).toEqual(["start", "start", "start", "run", "summary"]);
  });

  test("tells a program about every network and about the vote", async () => {
    const { text } = await reproduce([ensemble], few, { json: true });
    const lines = linesOf(text);
    const types = ["start", "epoch", "start", "epoch", "start", "epoch", "run", "summary"];
    expect(lines.map(({ type }) => type)).toEqual(types);
    expect(lines[1]).toMatchObject({ experiment: "ch6/ensemble", training: "ch1/no-hidden-layer seed 1" });
    expect(lines[6]).toMatchObject({ name: "ch6/ensemble", form: "look", measured: { alone: expect.any(Number) } });
    expect(lines[6].trainings).toHaveLength(3);
  });

  test("that runs beside its networks waits for them, and none is trained twice", async () => {
    const { code, text } = await reproduce([member, ensemble], { ...few, seeds: 3, jobs: 3 }, { json: true });
    expect(code).toBe(exitCodes.success);
    const lines = linesOf(text);
    const epochs = lines.filter(({ type }) => type === "epoch");
    // Three seeds of the ensemble, too, each of which asks for the same three.
    expect(epochs).toHaveLength(3);
    expect(lines.filter(({ type }) => type === "run")).toHaveLength(6);
    expect(lines.filter(({ type }) => type === "summary").map(({ name }) => name)).toEqual([
      "ch1/no-hidden-layer",
      "ch6/ensemble",
    ]);
  });
});

describe("several runs", () => {
  test("say in lines what they do, and in a table what came of it; what is kept is not run again", async () => {
    await reproduce([first], { ...few, seed: 2 });
    const { code, text } = await reproduce([first], { ...few, seeds: 3 });
    expect(code).toBe(exitCodes.success);
    expect(text.match(/ begins$/gm)).toEqual([" begins", " begins"]);
    expect(text).toMatch(/^ch1\/first-network seed 1: \d\d\.\d\d % in .* sha256 [0-9a-f]{12}…$/m);
    expect(text).toMatch(/^ch1\/first-network seed 2: .*, kept$/m);
    expect(text).toMatch(/test accuracy +min \d.* median \d.* max \d/);
  });

  test.each([80, 40])("stand in a table on a terminal of %i columns, and fit into it", async (columns) => {
    const { text } = await reproduce([first, member], { ...few, epochs: 2, seeds: 2 }, { isTTY: true, columns });
    const lines = stripVTControlCharacters(text).split(/[\n\r]/);
    expect(lines.find((line) => line.includes("experiment") && line.includes("figure"))).toBeDefined();
    expect(lines.some((line) => /ch1\/first-\S+ +2 .* \d\d\.\d\d %/.test(line))).toBe(true);
    expect(lines.filter((line) => widthOf(line) >= columns)).toEqual([]);
  });

  test("of which some fail: the others come to their end, and the exit code says so", async () => {
    const wrong = { ...instant, name: "ch1/wrong", run: () => Promise.reject(new TypeError("it is wrong")) };
    const { code, text } = await reproduce([wrong, instant]);
    expect(code).toBe(exitCodes.failure);
    expect(text).toMatch(/^ch1\/wrong failed\nit is wrong$/m);
    expect(text).toContain("1 of 2 runs failed; the same command goes on with what is left.");
    expect(text).toMatch(/^ {2}ch1\/instant +E1\.8 .* 2\.00/m);
    const { text: json } = await reproduce([wrong, instant], {}, { json: true });
    expect(linesOf(json).find(({ type }) => type === "failed")).toMatchObject({
      experiment: "ch1/wrong",
      error: { message: "it is wrong" },
    });
  });

  test("that are interrupted are saved, those that are done are told", async () => {
    const control = new AbortController();
    const stops = {
      ...instant,
      name: "ch1/stops",
      run: (bench: Parameters<Experiment["run"]>[0]) => {
        control.abort();
        return bench.step("never", () => ({ sum: 0, curve: [], time: 0 }));
      },
    };
    const { code, text } = await reproduce([instant, stops, darkness], { jobs: 1 }, { signal: control.signal });
    expect(code).toBe(exitCodes.interrupted);
    expect(text).toContain("Interrupted. 1 of 3 runs are done; the same command goes on with the others.");
    expect(text).not.toContain("average-darkness begins");
  });
});

describe("options that do not go together are refused:", () => {
  test.each([
    [[darkness], { epochs: 3 }, "option.epochs", "ch1/average-darkness"],
    [[first, darkness, instant, instant, instant], { limit: 3 }, "option.limit", "and 1 more"],
    [[first], { epochs: 3, quick: true }, "option.epochs", "--quick"],
    [[first], { limit: 10, verify: true }, "option.verify", "nothing is stored of ch1/first-network seed 1"],
    [[wider], { quick: true, seed: 2, verify: true }, "option.verify", "nothing is stored of ch1/wider seed 2"],
    [[first], { seed: 900, seeds: 2, verify: true }, "option.verify", "seed 900"],
  ] as const)("%#", async (experiments, options, code, words) => {
    const refused = reproduce(experiments, options);
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    expect(readdirSync(out)).toEqual([]);
  });
});

describe("a run that is verified", () => {
  /** The result of a run of `instant`, in a file, changed. */
  async function written(change: (result: StoredResult) => object = (result) => result) {
    const path = join(out, "theirs.json");
    await reproduce([instant], { seed: 1 });
    const result = JSON.parse(readFileSync(join(out, "ch1-instant-seed-1/result.json"), "utf8")) as StoredResult;
    writeFileSync(path, JSON.stringify(change(result)));
    return openStored(path);
  }

  test("is done anew in a folder of its own, and is the same but for what depends on the machine", async () => {
    const against = await written();
    const { code, text } = await reproduce([instant], { seed: 1 }, { against, json: true });
    expect(code).toBe(exitCodes.success);
    const lines = linesOf(text);
    expect(lines.map(({ type }) => type)).toEqual(["run", "recorded", "summary", "verified"]);
    expect(lines[0]).toMatchObject({ wasKept: false, run: join(out, "verify-ch1-instant-seed-1/ch1-instant-seed-1") });
    expect(lines[1]).toMatchObject({ same: true, differences: [] });
    expect(lines[3]).toMatchObject({ same: 1, differ: 0, unverified: 0 });
    // A finished verification is not taken for another.
    const { text: again } = await reproduce([instant], { seed: 1 }, { against });
    expect(again).not.toContain("Kept");
    expect(again).toMatch(/recorded +as recorded, to the bit/);
    expect(again).toContain("Verified: 1 as recorded, to the bit.");
  });

  test("says what differs, and before it begins what is known to; it then ends with 1", async () => {
    const against = await written((result) => ({
      ...result,
      versions: { nndl: "0.0.1", node: "18.0.0" },
      data: { ...result.data, test: "0123456789abcdef0123" },
      measured: { ...result.measured, sum: 5, curve: [[0, 7]] },
    }));
    const { code, text } = await reproduce([instant], { seed: 1 }, { against });
    expect(code).toBe(exitCodes.failure);
    const before = text.slice(0, text.indexOf("Guessing by"));
    expect(before).toContain("is already known to be otherwise:");
    expect(before).toMatch(/the version of nndl: \d.*, recorded 0\.0\.1/);
    expect(before).toContain("recorded 0123456789abcdef…");
    expect(text).toContain("the sum: 2.00, recorded 5.00");
    expect(text).toContain("the curve: first at turn 0: 1, recorded 7");
    expect(text).toMatch(/recorded: nndl 0\.0\.1, Node 18\.0\.0/);
    expect(text).toContain("Verified: 0 as recorded, to the bit, 1 differs.");
  });

  test("goes on where a verification was interrupted; a finished one, or what was kept elsewhere, is not taken", async () => {
    const control = new AbortController();
    const did: string[] = [];
    const inSteps: Experiment = {
      ...instant,
      async run(bench) {
        await bench.step("one", () => did.push("one"));
        if (did.length === 2) control.abort();
        await bench.step("two", () => did.push("two"));
        return { sum: 2, curve: [[0, 1]], time: 0 };
      },
    };
    await reproduce([inSteps]);
    const against = openStored(join(out, "ch1-instant-seed-1/result.json"));
    did.length = 1;
    const { code } = await reproduce([inSteps], {}, { against, signal: control.signal });
    expect([code, did]).toEqual([exitCodes.interrupted, ["one", "one"]]);
    await reproduce([inSteps], {}, { against });
    expect(did).toEqual(["one", "one", "two"]);
    expect((await reproduce([inSteps], {}, { against })).code).toBe(exitCodes.success);
    expect(did).toEqual(["one", "one", "two", "one", "two"]);
  });

  const mnistItself = { data: undefined };

  test("beside others: each that differs is told, each of which nothing is stored is named", async () => {
    const nothing = { ...instant, name: "ch1/nothing" };
    const { code, text } = await reproduce([darkness, nothing], { verify: true }, mnistItself);
    expect(code).toBe(exitCodes.failure);
    expect(text).toContain("Not verified: nothing is stored of ch1/nothing");
    expect(text).toContain("Verified: 1 as recorded, to the bit, 1 not verified.");
    expect(existsSync(join(out, "verify-ch1-average-darkness-seed-1"))).toBe(true);
    const { code: same } = await reproduce([darkness], { verify: true }, mnistItself);
    expect(same).toBe(exitCodes.success);
  });
});
