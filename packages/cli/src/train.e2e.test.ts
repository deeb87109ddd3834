/** The built command, as people and programs call it: training, its folder, its ends. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { describe, expect, test } from "vitest";
import { isRound } from "../../../testing/thorough.ts";
import { nndlHere } from "./testing/in-process.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { jsonLines, nndl, startNndl, until } from "./testing/spawn.ts";

const data = writeSmallData(temporaryDirectory(), { training: 600, test: 60, height: 6, width: 5, classes: 3 });
const small = ["train", "--data", data, "--layers", "30-8-3", "--epochs", "3"];
const hash = /^[0-9a-f]{64}$/;

/** A run that takes long enough to be interrupted, and saves all the time. */
const long = ["train", "--data", data, "--layers", "30-20-3", "--epochs", "1500", "--monitor", "none"];
const often = ["--checkpoint-every", "0.02"];

function lastLine(stdout: string): Record<string, unknown> {
  return jsonLines(stdout).at(-1) ?? {};
}

describe("a run", () => {
  test("is a folder with everything about it, and the same command gives the same weights", async () => {
    const cwd = temporaryDirectory();
    const { code, stdout, stderr } = await nndl([...small, "--out", "first", "--json"], cwd);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = jsonLines(stdout);
    expect(lines.map(({ type }) => type)).toEqual(["start", "epoch", "epoch", "epoch", "end"]);
    const { sha256 } = lines[4];
    expect(sha256).toMatch(hash);

    const folder = join(cwd, "first");
    expect(readdirSync(folder).sort()).toEqual([
      "answers.json",
      "card.md",
      "checkpoints",
      "config.json",
      "metrics.jsonl",
      "network.safetensors",
    ]);
    const metrics = jsonLines(readFileSync(join(folder, "metrics.jsonl"), "utf8"));
    expect(metrics.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    const network = await Network.load(join(folder, "network.safetensors"));
    expect(network.sha256()).toBe(sha256);
    expect(readFileSync(join(folder, "card.md"), "utf8")).toContain(String(sha256));

    const { command } = JSON.parse(readFileSync(join(folder, "config.json"), "utf8")) as { command: string };
    const again = await nndl([...command.split(" ").slice(1), "--json", "--threads", "2"], cwd);
    expect(lastLine(again.stdout)).toMatchObject({ type: "end", sha256 });
    expect(readdirSync(join(cwd, "runs"))).toHaveLength(1);
    const other = await nndl([...small, "--seed", "2", "--json"], cwd);
    expect(lastLine(other.stdout).sha256).not.toBe(sha256);
  });

  test("is told in plain lines where nobody sits at a terminal", async () => {
    const { code, stdout, stderr } = await nndl([...small, "--out", "out"], temporaryDirectory(), {
      COLORTERM: "truecolor",
    });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain("\x1b");
    expect(stdout).not.toContain("\r");
    expect(stdout).toMatch(/^epoch 0: test \d+ of 60 \(\d+\.\d\d %\), cost \S+; \S+ images\/s$/m);
    expect(stdout).toMatch(/sha256 +[0-9a-f]{64}/);
  });

  test("by all images before each step says what each took, ends at a minimum, and refuses mini-batches", async () => {
    const cwd = temporaryDirectory();
    const steps = ["train", "--data", data, "--layers", "30-3", "--lambda", "5", "--optimizer", "l-bfgs:memory=5"];
    const { code, stdout } = await nndl([...steps, "--epochs", "200", "--out", "out"], cwd);
    expect(code).toBe(0);
    expect(stdout).toContain("l-bfgs · η 1 · all images before each step");
    expect(stdout).toMatch(/^epoch 0: test .*; training cost \d\.\d+, \d+ passes; \S+ images\/s$/m);
    expect(stdout).toMatch(/^Trained \d+ epochs, then it was at a minimum, in /m);
    const few = await nndl([...steps, "--batch", "10"], cwd);
    expect(few.code).toBe(2);
    expect(few.stderr).toContain("miniBatchSize must be 600");
  });

  test("can be described by a file", async () => {
    const cwd = temporaryDirectory();
    const spec = { input: [1, 6, 5], layers: [{ type: "dense", units: 3, activation: "softmax" }], seed: 4 };
    writeFileSync(join(cwd, "net.json"), JSON.stringify(spec));
    const options = ["--data", data, "--epochs", "1", "--json"];
    const { code, stdout } = await nndl(["train", "--network", "net.json", ...options], cwd);
    expect(code).toBe(0);
    const asArgument = await nndl(["train", "net.json", ...options], cwd);
    expect(lastLine(asArgument.stdout).sha256).toBe(lastLine(stdout).sha256);
    expect(jsonLines(stdout)[0]).toMatchObject({ type: "start", network: { cost: "log-likelihood", seed: 4 } });
    expect(lastLine(stdout).sha256).toMatch(hash);
  });

  test("of a network in the short notation is named after it, and can be repeated and resumed", async () => {
    const cwd = temporaryDirectory();
    const layers = "6x5 dense8:relu tanh4 softmax3:zeros";
    const { code, stdout } = await nndl(["train", "--data", data, "--layers", layers, "--epochs", "2", "--json"], cwd);
    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({ network: { input: [1, 6, 5], cost: "log-likelihood" } });
    const { sha256 } = lastLine(stdout);
    const [folder, ...others] = readdirSync(join(cwd, "runs"));
    expect([folder, others]).toEqual([expect.stringMatching(/^[\d-]+-6x5-dense8-tanh4-softmax3$/), []]);
    const { command } = JSON.parse(readFileSync(join(cwd, "runs", folder, "config.json"), "utf8")) as {
      command: string;
    };
    expect(command).toContain("--layers '6x5 dense8 tanh4 softmax3:zeros' --activation relu");
    const words = (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));
    const again = await nndl([...words.slice(1), "--out", "again", "--json"], cwd);
    expect(lastLine(again.stdout).sha256).toBe(sha256);
    const same = ["--layers", layers, "--out", join("runs", folder), "--resume", "--json"];
    const resumed = await nndl(["train", "--data", data, ...same], cwd);
    expect([resumed.stderr, lastLine(resumed.stdout).sha256]).toEqual(["", sha256]);
    const card = readFileSync(join(cwd, "runs", folder, "card.md"), "utf8");
    expect(card).toContain("# 6x5 dense8 tanh4 softmax3 · relu · log-likelihood cost");
  });

  test("stops early, with the best weights and their numbers", async () => {
    const options = ["--patience", "2", "--epochs", "200", "--monitor", "validation,test", "--json"];
    const { code, stdout } = await nndl(["train", "--data", data, ...options], temporaryDirectory());
    expect(code).toBe(0);
    const lines = jsonLines(stdout);
    const end = lines.at(-1) ?? {};
    expect(end).toMatchObject({ type: "end", reason: "no improvement" });
    const best = lines.find(({ type, epoch }) => type === "epoch" && epoch === end.bestEpoch);
    expect(end.evaluations).toEqual(best?.evaluations);
  });
});

describe("a run with expansion", () => {
  test("is measured on the validation images that it was stopped by, also when it is resumed", async () => {
    const sorted = writeSmallData(temporaryDirectory(), { training: 240, test: 60, sorted: true });
    const cwd = temporaryDirectory();
    const run = ["train", "--data", sorted, "--layers", "30-3", "--patience", "5", "--out", "run", "--json"];
    const { stdout } = await nndl([...run, "--epochs", "2"], cwd);
    expect(jsonLines(stdout)[0]).toMatchObject({ data: { training: 200, validation: 40, cut: "by class" } });
    const longer = await nndl(["train", "--resume", "run", "--epochs", "3", "--json"], cwd);
    expect(longer.code).toBe(0);
    const evaluated = lastLine(longer.stdout).evaluations as { readonly validation: { readonly dataCost: number } };
    const judged = await nndl(["evaluate", "run", "--set", "validation", "--json"], cwd);
    expect(lastLine(judged.stdout)).toMatchObject({ count: 40, cost: evaluated.validation.dataCost });
    const named = await nndl(["evaluate", "run", "--data", sorted, "--set", "validation", "--json"], cwd);
    expect(lastLine(named.stdout).cost).toBe(evaluated.validation.dataCost);
  });

  test("has five images for one, as the book has, and its command makes it again", async () => {
    const cwd = temporaryDirectory();
    const first = await nndl([...small, "--expand", "book", "--seed", "3", "--out", "first", "--json"], cwd);
    expect([first.code, first.stderr]).toEqual([0, ""]);
    expect(jsonLines(first.stdout)[0]).toMatchObject({ data: { training: 3000, test: 60 } });
    const { command } = JSON.parse(readFileSync(join(cwd, "first/config.json"), "utf8")) as { command: string };
    expect(command).toContain("--expand book");
    const again = await nndl([...command.split(" ").slice(1), "--json"], cwd);
    expect(lastLine(again.stdout)).toMatchObject({ type: "end", sha256: lastLine(first.stdout).sha256 });
    const resumed = await nndl(["train", "--resume", "first", "--epochs", "4", "--json"], cwd);
    expect(lastLine(resumed.stdout)).toMatchObject({ type: "end", epochs: 4 });
  });

  test.skipIf(isRound)(
    "that distorts anew in each epoch, killed at any moment, goes on to the same weights",
    async () => {
      const cwd = temporaryDirectory();
      const distorting = ["train", "--data", data, "--layers", "30-20-3", "--epochs", "300", "--monitor", "none"];
      const options = [...distorting, "--expand", "shift=1,rotate=10,elastic=3:2", "--json"];
      const whole = await nndl([...options, "--out", "whole"], cwd);
      const { sha256 } = lastLine(whole.stdout);
      expect(sha256).toMatch(hash);
      const checkpoints = join(cwd, "killed/checkpoints");
      for (let kills = 0; kills < 3; kills++) {
        const before = kills === 0 ? 0 : newestStep(checkpoints);
        const resume = kills === 0 ? [] : ["--resume"];
        const run = startNndl([...options, ...often, "--out", "killed", ...resume], cwd);
        await until(() => existsSync(checkpoints) && newestStep(checkpoints) > before, run);
        run.process.kill("SIGKILL");
        expect((await run.finished).code).toBeNull();
      }
      const resumed = await nndl(["train", "--resume", "killed", "--json"], cwd);
      expect(lastLine(resumed.stdout)).toMatchObject({ type: "end", sha256, epochs: 300 });
      const other = await nndl([...options, "--expand", "shift=1", "--out", "killed", "--resume"], cwd);
      expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("expansion")]);
    },
  );
});

describe("an interrupted run", () => {
  test.skipIf(isRound)("killed at any moment goes on to the weights of one that was not", async () => {
    const cwd = temporaryDirectory();
    const whole = await nndl([...long, "--out", "whole", "--json"], cwd);
    const { sha256 } = lastLine(whole.stdout);
    expect(sha256).toMatch(hash);

    const checkpoints = join(cwd, "killed/checkpoints");
    for (let kills = 0; kills < 3; kills++) {
      const before = kills === 0 ? 0 : newestStep(checkpoints);
      const resume = kills === 0 ? [] : ["--resume"];
      const run = startNndl([...long, ...often, "--out", "killed", ...resume, "--json"], cwd);
      await until(() => existsSync(checkpoints) && newestStep(checkpoints) > before, run);
      run.process.kill("SIGKILL");
      expect((await run.finished).code).toBeNull();
    }
    const resumed = await nndl(["train", "--resume", "killed", "--json"], cwd);
    expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
    expect(jsonLines(resumed.stdout)[0]).toHaveProperty("resumedFrom");
    expect(lastLine(resumed.stdout)).toMatchObject({ type: "end", sha256, epochs: 1500 });
    const metrics = jsonLines(readFileSync(join(cwd, "killed/metrics.jsonl"), "utf8"));
    expect(metrics.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 1500 }, (_, epoch) => epoch));

    // A run that is finished can be asked for again, and prolonged.
    const finished = await nndl(["train", "--resume", "killed", "--json"], cwd);
    expect(lastLine(finished.stdout)).toMatchObject({ type: "end", sha256 });
    const longer = await nndl(["train", "--resume", "killed", "--epochs", "1502", "--json"], cwd);
    expect(lastLine(longer.stdout)).toMatchObject({ type: "end", epochs: 1502 });
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "by %s is saved, says how to go on, and ends with exit code 130",
    async (signal) => {
      const cwd = temporaryDirectory();
      const run = startNndl([...long, "--epochs", "1000000"], cwd);
      await until(() => newestRun(cwd) !== undefined, run);
      run.process.kill(signal);
      const { code, stdout } = await run.finished;
      expect(code).toBe(130);
      const command = stdout.trimEnd().split("\n").at(-1)?.trim().split(" ") ?? [];
      expect(command.slice(0, 3)).toEqual(["nndl", "train", "--resume"]);
      const folder = join(cwd, command[3]);
      expect(readdirSync(folder)).not.toContain("lock.json");
      expect(readdirSync(join(folder, "checkpoints"))).toHaveLength(1);
      // With fewer epochs, so that it comes to an end.
      const { epoch } = jsonLines(readFileSync(join(folder, "metrics.jsonl"), "utf8")).at(-1) as { epoch: number };
      const resumed = await nndl([...command.slice(1), "--epochs", String(epoch + 3), "--json"], cwd);
      expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
      expect(lastLine(resumed.stdout)).toMatchObject({ type: "end", epochs: epoch + 3 });
    },
  );

  test("by SIGINT tells a program so in its last line", async () => {
    const cwd = temporaryDirectory();
    const run = startNndl([...long, "--epochs", "1000000", "--out", "runs/run", "--json"], cwd);
    await until(() => newestRun(cwd) !== undefined, run);
    run.process.kill("SIGINT");
    const { code, stdout } = await run.finished;
    expect(code).toBe(130);
    expect(lastLine(stdout)).toMatchObject({
      type: "interrupted",
      resume: "nndl train --resume runs/run",
      sha256: expect.stringMatching(hash),
    });
  });

  test("twice, ends at once", async () => {
    const cwd = temporaryDirectory();
    const run = startNndl([...long, "--epochs", "1000000"], cwd);
    await until(() => newestRun(cwd) !== undefined, run);
    const again = setInterval(() => run.process.kill("SIGINT"), 150);
    const { code } = await run.finished;
    clearInterval(again);
    expect(code).toBe(130);
  });

  test("because its reader went away is saved, too", async () => {
    const cwd = temporaryDirectory();
    const run = startNndl([...long, "--epochs", "1000000"], cwd);
    await until(() => newestRun(cwd) !== undefined, run);
    run.process.stdout?.destroy();
    expect(await run.finished).toMatchObject({ code: 130, stderr: "" });
    expect(readdirSync(join(cwd, "runs", newestRun(cwd) ?? "", "checkpoints"))).toHaveLength(1);
  });

  test("that never began, or only just, begins", async () => {
    const cwd = temporaryDirectory();
    const first = await nndl([...small, "--out", "run", "--resume", "--json"], cwd);
    expect(first.code).toBe(0);
    mkdirSync(join(cwd, "half/checkpoints"), { recursive: true });
    writeFileSync(join(cwd, "half/config.json"), readFileSync(join(cwd, "run/config.json")));
    const half = await nndl(["train", "--resume", "half", "--json"], cwd);
    expect(half.code).toBe(0);
    expect(lastLine(half.stdout).sha256).toBe(lastLine(first.stdout).sha256);
  });
});

describe("what cannot be", () => {
  const cwd = temporaryDirectory();
  writeFileSync(join(cwd, "file"), "");
  writeFileSync(join(cwd, "bad.json"), '{"input": [30], "layers": []}');

  test.each([
    [["--layers", "30-3-4"], "option.layers", "--layers 30-3-3"],
    [["--layers", "784-3"], "option.layers", "6 × 5 = 30 pixels and 3 classes"],
    [["--layers", "6x5 pol2 softmax3"], "option.layers", "Did you mean pool2?"],
    [["--layers", "5x6 conv2x3 softmax3"], "option.layers", "--layers '6x5 conv2x3 softmax3'"],
    [["--layers", "6x5 conv2x7 softmax3"], "layer.kernel", "layer 1, conv2d"],
    [["--layers", "6x5 conv2x3g2 softmax3"], "layer.groups", "layer 1, conv2d"],
    [["--layers", "6x5 dropout1 softmax3"], "layer.rate", "layer 1, dropout"],
    [["--layers", "6x5 softmax3", "--output", "sigmoid"], "option.output", "it already has softmax"],
    [["bad.json", "--network", "file"], "option.network", "one file"],
    [["--limit", "601"], "option.limit", "600"],
    [["--expand", "rotate"], "option.expand", "rotate=10"],
    [["--expand", "rotate=10,skew=-1"], "expansion.distortion", "skew"],
    [["--expand", "shift=5"], "expansion.distortion", "6 × 5"],
    [["--out", "file"], "option.out", "not a directory"],
    [["--out", "file/below"], "option.out", "--out"],
    [["--cost", "log-likelihood", "--output", "relu"], "network.cost", "quadratic"],
    [["--schedule", "step:0"], "training.schedule", "every"],
    [["--optimizer", "adam:beta1=2"], "training.optimizer", "beta1"],
    [["nowhere.json"], "network.file", "no such file"],
    [["--network", "784-30-10"], "network.file", "--layers"],
    [["bad.json"], "network.layers", "no layers"],
    [["file"], "network.file", "JSON"],
    [["--resume", "nowhere"], "run.config", "runs/"],
    [["--resume", "a", "--out", "b"], "option.resume", "--out"],
    [["--validation", "0", "--patience", "2"], "option.validation", "--validation"],
  ])("train %j", async (options, code, advice) => {
    const { code: exit, stdout, stderr } = await nndlHere(["train", "--data", data, ...options, "--json"], cwd);
    expect([exit, stdout]).toEqual([2, ""]);
    const { error } = JSON.parse(stderr) as {
      error: { code: string; message: string; received: string; next: string };
    };
    expect(error.code).toBe(code);
    expect(error.message).toContain(advice);
    // Nothing was touched.
    expect(readdirSync(cwd).sort()).toEqual(["bad.json", "file"]);
  });

  test("a folder that has a run is not written over, nor resumed with other settings or other data", async () => {
    const folder = temporaryDirectory();
    const first = await nndl([...small, "--out", "run", "--json"], folder);
    const again = await nndl([...small, "--out", "run"], folder);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("nndl train --resume run")]);
    const changed = await nndl([...small, "--lr", "0.125", "--out", "run", "--resume"], folder);
    expect([changed.code, changed.stderr]).toEqual([2, expect.stringContaining("learningRate 0.5")]);
    const same = await nndl([...small, "--lr", "0.5", "--out", "run", "--resume", "--json"], folder);
    expect(lastLine(same.stdout).sha256).toBe(lastLine(first.stdout).sha256);
    const other = await nndl(
      ["train", "--resume", "run", "--data", writeSmallData(temporaryDirectory(), { training: 601 })],
      folder,
    );
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("Error: ")]);
  });

  test("a cost that is no longer finite ends the run with exit code 1, and leaves no network", async () => {
    const folder = temporaryDirectory();
    const wild = ["--output", "linear", "--activation", "linear", "--lr", "1e12", "--epochs", "50", "--out", "run"];
    const { code, stderr } = await nndl(["train", "--data", data, ...wild], folder);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no longer finite in epoch 0, .*Try a smaller learning rate/);
    expect(readdirSync(join(folder, "run"))).not.toContain("network.safetensors");
  });
});

/** The run under runs/ that has finished an epoch. */
function newestRun(cwd: string): string | undefined {
  const runs = join(cwd, "runs");
  const metrics = (run: string) => join(runs, run, "metrics.jsonl");
  const begun = existsSync(runs) ? readdirSync(runs) : [];
  return begun.find((run) => existsSync(metrics(run)) && readFileSync(metrics(run), "utf8").includes("\n"));
}

function newestStep(checkpoints: string): number {
  const steps = readdirSync(checkpoints).flatMap((name) => name.match(/^step-(\d+)\.safetensors$/)?.[1] ?? []);
  return Math.max(0, ...steps.map(Number));
}
