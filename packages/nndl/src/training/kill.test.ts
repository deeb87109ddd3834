/** The proof that a checkpoint survives: programs that train are killed, with no warning, while they train and save. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inRound } from "../../../../testing/thorough.ts";
import { mnist } from "../data/index.ts";
import { idxFilesOf } from "../sources/index.ts";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

let directory: string;
let program: string;
let images: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "nndl-kill-"));
  images = join(directory, "images");
  await mkdir(images);
  const digits = await mnist();
  const few = { training: digits.training.take(2000), validation: digits.validation.take(500) };
  for (const { path, bytes } of idxFilesOf(few)) await writeFile(join(images, path), bytes);
  program = join(directory, "train.mjs");
  await build({
    entryPoints: [path("../testing/train-with-checkpoints.ts")],
    alias: { "#platform": path("../platform/node.ts") },
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
});
afterAll(() => rm(directory, { recursive: true }));

const kills = 3;

/** Runs the program, and kills it a random moment after it has said so many lines; returns what it said. */
async function run(args: readonly string[], killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, [program, images, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (lines.length === killAfter) setTimeout(() => child.kill("SIGKILL"), Math.random() * 8);
  }
  await ended;
  return lines;
}

const thinned = "28x28 conv6x5:relu pool2 dropout0.3 dense20:relu dropout0.5 softmax10";
const expansion = { shift: 2, rotate: 15, elastic: { alpha: 8, sigma: 4 } };
const least = { epochs: 3, miniBatchSize: 10, learningRate: 0.5, miniBatchEvents: 15 };

type Case = [title: string, options: object, layers?: string];
const cases: readonly Case[] = [
  ["plain SGD", least],
  [
    "Adam, halving and early stopping",
    {
      ...least,
      epochs: 6,
      optimizer: "adam",
      learningRate: 0.003,
      schedule: { type: "halving", patience: 2 },
      earlyStopping: { patience: 3, restoreBest: true },
      watch: { measure: "cost" },
    },
  ],
  ["momentum and L2", { ...least, optimizer: "momentum", learningRate: 0.1, regularization: { l2: 5 } }],
  ["Adam and a cosine", { ...least, optimizer: "adam", learningRate: 0.01, schedule: "cosine", miniBatchEvents: 13 }],
  ["images distorted anew in each epoch", { ...least, epochs: 2, expansion }],
  ["convolutions and dropout", { ...least, epochs: 2, learningRate: 0.05 }, thinned],
  [
    "convolutions, dropout, distorted images and two threads",
    { ...least, epochs: 2, optimizer: "momentum", learningRate: 0.01, threads: 2, expansion },
    thinned,
  ],
];

describe.concurrent("kill -9", () => {
  it.each<Case>(inRound(cases))(
    "at random moments does not change what a run with %s ends with",
    async (_title, options, layers = "784 dense12 dense10") => {
      const given = [JSON.stringify(options), layers];
      const straight = (await run(["-", ...given])).at(-1);
      expect(straight).toMatch(/^done (finished|no improvement|learning rate) [0-9a-f]{64}$/);

      const checkpoints = await mkdtemp(join(directory, "run-"));
      let begunAt = 0;
      for (let kill = 0; kill < kills; kill++) {
        const lines = await run([checkpoints, ...given], 2 + Math.floor(Math.random() * 12));
        const [, step, skipped] = /^start (\d+) skipped (\d+)$/.exec(lines[0] ?? "") ?? [];
        // Every run goes on from where the one before it had saved, and finds every checkpoint whole.
        expect(Number(step)).toBeGreaterThanOrEqual(begunAt);
        expect(skipped).toBe("0");
        const saved = lines.flatMap((line) => /^saved (\d+)$/.exec(line)?.[1] ?? []);
        begunAt = Math.max(Number(step), ...saved.map(Number));
        if (!lines.at(-1)?.startsWith("done")) continue;
        // A kill may come late where much else is going on, but not the first one.
        if (kill === 0) throw new Error("it ended before it was killed");
        break;
      }
      expect((await run([checkpoints, ...given])).at(-1)).toBe(straight);
      // Two checkpoints, and nothing that was left half written.
      expect((await readdir(checkpoints)).filter((name) => !/^step-\d{8}\.safetensors$/.test(name))).toEqual([]);
      expect((await readdir(checkpoints)).length).toBe(2);
    },
  );
});
