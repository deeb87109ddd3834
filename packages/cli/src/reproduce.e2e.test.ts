/** `nndl reproduce`, killed and interrupted. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "./testing/small-data.ts";
import { jsonLines, nndl, startNndl, until } from "./testing/spawn.ts";

const command = ["reproduce", "ch6/fully-connected", "--epochs", "8", "--limit", "6000", "--threads", "1", "--json"];

/** The names in a folder, which may not be there yet, or may be made anew at this very moment. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

test("killed or interrupted, the same command goes on, to the same weights and counts", async () => {
  const cwd = temporaryDirectory();
  const whole = await nndl([...command, "--out", "whole"], cwd);
  const wanted = jsonLines(whole.stdout).find(({ type }) => type === "run");
  expect(wanted?.sha256).toMatch(/^[0-9a-f]{64}$/);

  const checkpoints = join(cwd, "runs/ch6-fully-connected-seed-1-epochs-8-limit-6000/checkpoints");
  const steps = () =>
    namesIn(checkpoints)
      .filter((name) => name.startsWith("step-"))
      .sort();
  for (const signal of ["SIGKILL", "SIGINT", "SIGKILL"] as const) {
    const before = steps().at(-1);
    const run = startNndl([...command, "--checkpoint-every", "0.05"], cwd);
    await until(() => steps().at(-1) !== before, run);
    run.process.kill(signal);
    const { code, stdout } = await run.finished;
    expect(code).toBe(signal === "SIGINT" ? 130 : null);
    if (signal === "SIGINT") expect(jsonLines(stdout).at(-1)).toMatchObject({ type: "interrupted" });
  }
  const { code, stdout } = await nndl(command, cwd);
  expect(code).toBe(0);
  const lines = jsonLines(stdout);
  expect(lines[0]).toMatchObject({ type: "start", seed: 1 });
  expect(lines[0].step).toBeGreaterThan(0);
  const { sha256, measured } = lines.find(({ type }) => type === "run") ?? {};
  expect({ sha256, measured }).toEqual({ sha256: wanted?.sha256, measured: wanted?.measured });

  const kept = await nndl(command, cwd);
  expect(jsonLines(kept.stdout).map(({ type }) => type)).toEqual(["start", "run", "summary"]);
  expect(jsonLines(kept.stdout)[1]).toMatchObject({ sha256, wasKept: true });
});

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
