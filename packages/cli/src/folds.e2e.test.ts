/** The built command, as people and programs call it: cross-validation. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Network, network, type Remark, train } from "nndl";
import { describe, expect, test } from "vitest";
import { dividedFolds, openWhole } from "./data-sets.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";
import { spreadOf } from "./training/cross-validate.ts";

const data = writeSmallData(temporaryDirectory(), { training: 100, test: 20, sorted: true });
const small = ["train", "--data", data, "--layers", "30-3", "--epochs", "2"];

describe("cross-validation", () => {
  test("measures each example once, keeps nothing, and is the same on any number of threads", async () => {
    const cwd = temporaryDirectory();
    const [one, two] = await Promise.all(
      ["1", "2"].map((threads) => nndl([...small, "--folds", "3", "--threads", threads, "--json"], cwd)),
    );
    expect([one.code, one.stderr]).toEqual([0, ""]);
    const lines = jsonLines(one.stdout);
    const folds = lines.filter(({ type }) => type === "fold");
    expect(folds.map(({ fold, training, count }) => [fold, training, count])).toEqual([
      [1, 66, 34],
      [2, 67, 33],
      [3, 67, 33],
    ]);
    const { accuracy, cost } = lines.at(-1) as Record<string, { mean: number; deviation: number }>;
    expect(accuracy).toEqual(spreadOf(folds.map((fold) => fold.accuracy as number)));
    expect(cost.mean).toBeCloseTo(folds.reduce((sum, fold) => sum + (fold.cost as number), 0) / 3, 12);
    expect(jsonLines(two.stdout).filter(({ type }) => type === "fold")).toEqual(folds);
    expect(new Set(folds.map(({ sha256 }) => sha256)).size).toBe(3);
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("prepares a table for each fold by what its network learns from, and may start from a network", async () => {
    const cwd = temporaryDirectory();
    const table = join(cwd, "table.csv");
    const rows = Array.from({ length: 24 }, (_, i) => [i === 5 ? 1e6 : i % 7, (i * 5) % 11, i % 2 ? "odd" : "even"]);
    writeFileSync(table, ["a,b,kind", ...rows].join("\n"));
    const line = ["train", "--data", table, "--epochs", "2", "--batch", "4", "--lr", "0.5"];
    await nndl([...line, "--layers", "2-3-2", "--out", "first"], cwd);
    const first = await Network.load(join(cwd, "first", "network.safetensors"));
    for (const options of [
      ["--layers", "2-3-2"],
      ["--from", "first"],
    ]) {
      const { stdout, stderr } = await nndl([...line, ...options, "--folds", "3", "--json"], cwd);
      const expected: string[] = [];
      for (const { training } of dividedFolds(await openWhole(table), 3, {})) {
        const start =
          options[0] === "--from" ? Network.fromParameters(first.spec, first.parameters) : network(first.spec);
        const run = train(start, training, { epochs: 2, miniBatchSize: 4, learningRate: 0.5 });
        for await (const _ of run);
        expected.push(run.outcome!.sha256);
      }
      const lines = jsonLines(stdout);
      expect(lines.filter(({ type }) => type === "fold").map(({ sha256 }) => sha256)).toEqual(expected);
      const seen = (lines[0].remarks as Remark[]).filter(({ code }) => code === "folds.seen");
      expect([stderr, seen.length]).toEqual(["", options[0] === "--from" ? 1 : 0]);
    }
  });

  test("is told in lines and a table", async () => {
    const { code, stdout } = await nndl([...small, "--folds", "4", "--patience", "1"], temporaryDirectory());
    expect(code).toBe(0);
    expect(stdout).toMatch(/^fold 4: \d+ of 25 \(\d+\.\d\d %\), cost \S+ after [12] epochs?$/m);
    expect(stdout).toMatch(/^ +mean +\d+\.\d\d % +\S+$/m);
    expect(stdout).toMatch(/^ +± +\d+\.\d\d % +\S+$/m);
  });

  test("refuses what does not go with it", async () => {
    const wrong = [
      ["--folds", "101"],
      ["--folds", "3", "--validation", "10"],
      ["--folds", "3", "--patience", "2", "--watch", "test"],
    ];
    const refused = await Promise.all(wrong.map((each) => nndl([...small, ...each, "--json"], temporaryDirectory())));
    for (const { code, stderr } of refused)
      expect([code, (JSON.parse(stderr) as { error: { code: string } }).error.code]).toEqual([2, "option.folds"]);
  });
});

test("the spread of a sample divides by one less than its size", () => {
  expect(spreadOf([1, 2, 3, 4])).toEqual({ mean: 2.5, deviation: Math.sqrt(5 / 3) });
});
