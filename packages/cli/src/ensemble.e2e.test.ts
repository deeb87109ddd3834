/** The built command, as people and programs call it: several networks together. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { measurePicture } from "nndl/images";
import { beforeAll, describe, expect, test } from "vitest";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl, startNndl, until } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
const data = writeSmallData(join(cwd, "data"), { training: 90, test: 40, height: 6, width: 6, classes: 4 });
const small = ["--data", data, "--layers", "36-6-4", "--limit", "40"];

interface Result {
  readonly type: string;
  readonly members: readonly { readonly correct: number; readonly sha256: string; readonly network: string }[];
  readonly vote: { readonly correct: number; readonly mistakes: readonly object[] };
  readonly agreement: { readonly unanimous: number; readonly divided: readonly number[] };
}

function resultOf(stdout: string): Result {
  return jsonLines(stdout).at(-1) as unknown as Result;
}

describe("training an ensemble", () => {
  test("trains each member as nndl train does by itself, and judges them together", async () => {
    const train = ["ensemble", "--train", "3", ...small, "--epochs", "2", "--seed", "5", "--out", "three", "--json"];
    const { code, stdout, stderr } = await nndl(train, cwd);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = jsonLines(stdout);
    expect(lines[0]).toMatchObject({ type: "start", seeds: [5, 6, 7] });
    expect(lines.filter(({ type }) => type === "epoch")).toHaveLength(6);
    const { members, vote, agreement } = resultOf(stdout);
    expect(vote.mistakes).toHaveLength(40 - vote.correct);
    expect(agreement.unanimous + agreement.divided.length).toBe(40);
    const alone = await nndl(["train", ...small, "--epochs", "2", "--seed", "6", "--json"], cwd);
    expect(jsonLines(alone.stdout).at(-1)).toMatchObject({ type: "end", sha256: members[1].sha256 });

    const again = await nndl(train, cwd);
    expect(resultOf(again.stdout)).toEqual(resultOf(stdout));
    expect(jsonLines(again.stdout).filter(({ type }) => type === "epoch")).toHaveLength(0);
    const other = await nndl([...train.slice(0, -1), "--lr", "9", "--json"], cwd);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("run.settings")]);
  });

  test("goes on after it was interrupted, to the same weights", async () => {
    const options = [...small, "--epochs", "800", "--monitor", "none", "--checkpoint-every", "0.02"];
    const straight = await nndl(["ensemble", "--train", "2", ...options, "--out", "straight", "--json"], cwd);
    const begun = startNndl(["ensemble", "--train", "2", ...options, "--out", "cut", "--jobs", "1", "--json"], cwd);
    await until(() => existsSync(join(cwd, "cut/seed-1/metrics.jsonl")), begun);
    begun.process.kill("SIGINT");
    const { code, stdout } = await begun.finished;
    expect([code, jsonLines(stdout).at(-1)]).toEqual([130, expect.objectContaining({ type: "interrupted" })]);
    expect(existsSync(join(cwd, "cut/seed-2/network.safetensors"))).toBe(false);
    const resumed = await nndl(["ensemble", "--resume", "cut", "--json"], cwd);
    const hashes = ({ members }: Result) => members.map(({ sha256 }) => sha256);
    expect(resumed.code).toBe(0);
    expect(hashes(resultOf(resumed.stdout))).toEqual(hashes(resultOf(straight.stdout)));
  });

  test("ends with what a member complains of", async () => {
    const { code, stderr } = await nndl(["ensemble", "--train", "2", ...small, "--layers", "35-4"], cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Error: member \d: --layers must begin and end with what the data has/);
  });
});

describe("judging networks", () => {
  beforeAll(async () => {
    for (const seed of ["1", "2"])
      await nndl(["train", ...small, "--epochs", "1", "--seed", seed, "--out", `alone-${seed}`], cwd);
  });

  test("takes run folders and files", async () => {
    const { code, stdout } = await nndl(["ensemble", "alone-1", "alone-2/network.safetensors", "--json"], cwd);
    expect(code).toBe(0);
    for (const { network, correct } of resultOf(stdout).members) {
      const { stdout: one } = await nndl(["evaluate", network, "--json"], cwd);
      expect(jsonLines(one)[0].correct).toBe(correct);
      expect((await Network.load(network)).outputSize).toBe(4);
    }
  });

  test("tells people, and draws the misread images, on the screen and in a file", async () => {
    const { code, stdout, stderr } = await nndl(["ensemble", "alone-1", "alone-2", "--png", "wrong.png"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^ {2}vote +\d+\.\d\d % +\d+$/m);
    expect(stdout).toMatch(/\d→\d · \d+/);
    const { width, height } = measurePicture(readFileSync(join(cwd, "wrong.png")), "wrong.png");
    expect(width * height).toBeGreaterThan(1000);
  });

  test.each([
    [[], "ensemble.networks"],
    [["alone-1", "--epochs", "3"], "option.epochs"],
    [["alone-1", "--jobs", "3"], "option.jobs"],
    [["alone-1", "nowhere"], "file.read"],
    [["alone-1", "--set", "validation", "--data", "data"], undefined],
    [["--resume", "alone-1"], "option.resume"],
    [["--train", "0"], "option.train"],
    [["--train", "2", "--epochs", "x"], "option.epochs"],
  ])("nndl ensemble %j", async (argv, code) => {
    const { code: exit, stderr } = await nndlHere(["ensemble", ...argv, "--json"], cwd);
    expect(exit).toBe(code === undefined ? 0 : 2);
    if (code !== undefined) expect((JSON.parse(stderr) as { error: { code: string } }).error.code).toBe(code);
  });
});
