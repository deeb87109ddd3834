/** `nndl reproduce`, killed and interrupted. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { temporaryDirectory } from "./testing/small-data.ts";
import { jsonLines, nndl, startNndl, until } from "./testing/spawn.ts";

/** Small enough to be over in a few seconds, long enough to be killed on the way. */
const small = ["--epochs", "120", "--limit", "4000", "--json"];
const oneRun = ["reproduce", "ch1/first-network", ...small, "--threads", "1"];
const twoRuns = ["reproduce", "ch1/first-network", ...small, "--seeds", "2", "--jobs", "2"];
const oftenSaved = ["--checkpoint-every", "0.05"];

/** The names in a folder, which may not be there yet, or may be made anew at this very moment. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function folderOf(cwd: string, seed: number): string {
  return join(cwd, `runs/ch1-first-network-seed-${seed}-epochs-120-limit-4000`);
}

function lastStep(cwd: string, seed: number): string | undefined {
  const names = namesIn(join(folderOf(cwd, seed), "checkpoints")).filter((name) => name.startsWith("step-"));
  return names.sort().at(-1);
}

/** The process that does a run at this moment. */
function ownerOf(cwd: string, seed: number): number | undefined {
  try {
    return (JSON.parse(readFileSync(join(folderOf(cwd, seed), "lock.json"), "utf8")) as { pid: number }).pid;
  } catch {
    return undefined;
  }
}

function isDone(cwd: string, seed: number): boolean {
  return existsSync(join(folderOf(cwd, seed), "result.json"));
}

/** The hash and figures of each run, as they are kept. */
function kept(folder: string): unknown {
  const { sha256, measured } = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
  return { sha256, measured };
}

test("killed or interrupted, the same command goes on, to the same weights and counts", async () => {
  const cwd = temporaryDirectory();
  const whole = await nndl([...oneRun, "--out", "whole"], cwd);
  const wanted = jsonLines(whole.stdout).find(({ type }) => type === "run");
  expect(wanted?.sha256).toMatch(/^[0-9a-f]{64}$/);

  for (const signal of ["SIGKILL", "SIGINT", "SIGKILL"] as const) {
    const before = lastStep(cwd, 1);
    const run = startNndl([...oneRun, ...oftenSaved], cwd);
    await until(() => lastStep(cwd, 1) !== before, run);
    run.process.kill(signal);
    const { code, stdout } = await run.finished;
    expect(code).toBe(signal === "SIGINT" ? 130 : null);
    if (signal === "SIGINT") expect(jsonLines(stdout).at(-1)).toMatchObject({ type: "interrupted" });
  }
  const { code, stdout } = await nndl(oneRun, cwd);
  expect(code).toBe(0);
  const lines = jsonLines(stdout);
  expect(lines[0]).toMatchObject({ type: "start", seed: 1 });
  expect(lines[0].step).toBeGreaterThan(0);
  const { sha256, measured } = lines.find(({ type }) => type === "run") ?? {};
  expect({ sha256, measured }).toEqual({ sha256: wanted?.sha256, measured: wanted?.measured });

  const again = jsonLines((await nndl(oneRun, cwd)).stdout);
  expect(again.map(({ type }) => type)).toEqual(["run", "summary"]);
  expect(again[0]).toMatchObject({ sha256, wasKept: true });
});

test.skipIf(isRound)(
  "of several runs, too, each a process of its own: killed with or without them, or interrupted",
  async () => {
    const cwd = temporaryDirectory();
    expect((await nndl([...twoRuns, "--out", "whole"], cwd)).code).toBe(0);
    const wanted = [1, 2].map((seed) => kept(join(cwd, `whole/ch1-first-network-seed-${seed}-epochs-120-limit-4000`)));

    // Without whom they were started for, they save what they have and end.
    const left = startNndl([...twoRuns, ...oftenSaved], cwd);
    await until(() => lastStep(cwd, 1) !== undefined, left);
    const first = ownerOf(cwd, 1);
    left.process.kill("SIGKILL");

    // At once the same command, which finds them at their end, or waits for it. Of these one is killed; the other is finished.
    const second = startNndl([...twoRuns, ...oftenSaved], cwd);
    await until(() => ![undefined, first].includes(ownerOf(cwd, 1)), second);
    process.kill(ownerOf(cwd, 1) ?? expect.fail(), "SIGKILL");
    const killed = await second.finished;
    expect((await left.finished).code).toBe(null);
    expect(killed.code).toBe(1);
    expect(jsonLines(killed.stdout).find(({ type }) => type === "failed")).toMatchObject({
      experiment: "ch1/first-network",
      seed: 1,
      error: { message: "ch1/first-network seed 1 ended with SIGKILL" },
    });
    expect([isDone(cwd, 1), isDone(cwd, 2)]).toEqual([false, true]);

    // Another seed beside it, so that there are several again.
    const three = [...twoRuns, "--seeds", "3"];
    const third = startNndl([...three, ...oftenSaved], cwd);
    await until(() => lastStep(cwd, 3) !== undefined, third);
    third.process.kill("SIGINT");
    const interrupted = await third.finished;
    expect([interrupted.code, interrupted.stderr]).toEqual([130, ""]);
    expect(jsonLines(interrupted.stdout).at(-1)).toMatchObject({ type: "interrupted", runs: 3 });
    for (const seed of [1, 3]) expect(namesIn(folderOf(cwd, seed))).not.toContain("lock.json");

    const last = await nndl(twoRuns, cwd);
    expect(last.code).toBe(0);
    expect([1, 2].map((seed) => kept(folderOf(cwd, seed)))).toEqual(wanted);
  },
);

test("a preset of train's gives the weights of the experiment", async () => {
  const cwd = temporaryDirectory();
  const few = ["--epochs", "1", "--limit", "500", "--seed", "2", "--threads", "1", "--json"];
  const reproduced = await nndl(["reproduce", "ch6/fully-connected", ...few], cwd);
  const trained = await nndl(["train", "--preset", "book:ch6/fully-connected", ...few], cwd);
  expect([trained.code, trained.stderr]).toEqual([0, ""]);
  expect(jsonLines(trained.stdout).at(-1)?.sha256).toBe(jsonLines(reproduced.stdout).at(-1)?.sha256);
  const resumed = await nndl(
    ["train", "--resume", "runs/ch6-fully-connected-seed-2-epochs-1-limit-500", "--json"],
    cwd,
  );
  expect(jsonLines(resumed.stdout).at(-1)?.sha256).toBe(jsonLines(reproduced.stdout).at(-1)?.sha256);
});
