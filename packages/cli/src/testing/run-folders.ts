/** For tests: folders as runs leave them, without the work. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storedFrom } from "@nndl/book";
import { checkNetworkSpec, checkSettings } from "nndl/spec";
import { type RunConfig, RunFolder } from "../training/run-folder.ts";

export interface FakeRun {
  readonly seed?: number;
  readonly lr?: number;
  readonly epochs?: number;
  readonly hidden?: number;
  readonly created?: string;
  /** Of the test images, in each epoch that is done. */
  readonly accuracies?: readonly number[];
  readonly finished?: boolean;
}

/** Writes the folder of a training of 784-30-10 on MNIST, which nobody trained. */
export function writeRun(path: string, run: FakeRun = {}): RunFolder {
  const { seed = 1, lr = 0.5, epochs = 3, hidden = 30, created = "2026-11-20T10:00:00.000Z", finished = true } = run;
  const { accuracies = [0.9, 0.95, 0.94] } = run;
  const network = checkNetworkSpec({
    input: [784],
    layers: [
      { type: "dense", units: hidden },
      { type: "dense", units: 10 },
    ],
    seed,
  });
  const training = checkSettings({ epochs, miniBatchSize: 10, learningRate: lr });
  const folder = new RunFolder(path);
  mkdirSync(folder.checkpoints, { recursive: true });
  const config: RunConfig = {
    format: "nndl run 1",
    created,
    versions: { nndl: "0.1.0", node: "20.20.2" },
    command: `nndl train --layers 784-${hidden}-10 --seed ${seed} --lr ${lr}`,
    flags: { layers: `784-${hidden}-10`, lr },
    seed,
    network,
    training,
    monitor: ["test"],
    data: { source: "mnist", name: "MNIST", training: 50_000, validation: 10_000, test: 10_000, identity: {} },
    checkpointEvery: 5,
  };
  folder.writeConfig(config);
  const lines = accuracies.map((accuracy, epoch) => {
    const cost = 1 - accuracy;
    const test = { count: 10_000, cost, dataCost: cost, correct: Math.round(10_000 * accuracy), accuracy };
    return JSON.stringify({ epoch, learningRate: lr, evaluations: { test }, seconds: 2 });
  });
  writeFileSync(folder.metrics, lines.map((line) => `${line}\n`).join(""));
  if (!finished) return folder;
  writeFileSync(folder.network, "");
  folder.writeCard(`# A network\n\nSHA-256 of the weights: \`${"0123456789abcdef".repeat(4)}\`\n`);
  return folder;
}

/** Makes a folder that of a run of an experiment, with what it came to where that is said. */
export function writeExperiment(
  path: string,
  {
    name,
    seed = 1,
    form = "",
    measured,
  }: { name: string; seed?: number; form?: string; measured?: Record<string, unknown> },
): void {
  mkdirSync(path, { recursive: true });
  const mark = { format: "nndl experiment 1", name, seed, form, nndl: "0.1.0" };
  writeFileSync(join(path, "experiment.json"), JSON.stringify(mark));
  if (measured === undefined) return;
  const result = storedFrom(
    {
      ...{
        name,
        seed,
        form: form === "" ? ("full" as const) : ("quick" as const),
        said: [],
        trainings: [],
        seconds: 7,
      },
      measured: measured as Record<string, number>,
      networks: [],
    },
    {
      data: { training: "", validation: "", test: "" },
      versions: { nndl: "0.1.0", node: "20" },
      machine: "one, one thread",
    },
  );
  writeFileSync(join(path, "result.json"), JSON.stringify(result));
}
