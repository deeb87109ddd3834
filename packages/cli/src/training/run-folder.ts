/** A run is one folder: config.json, metrics.jsonl, checkpoints/, network.safetensors, card.md, answers.json. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type SetName, setNames } from "@nndl/words/set-names";
import type { TrainFlags } from "@nndl/words/train-options";
import { type EpochEvent, type NetworkSpec, NndlError, type TrainingSettings } from "nndl";
import { systemReason } from "nndl/check";
import { checkNetworkSpec } from "nndl/spec";
import type { Cut } from "../data-sets.ts";
import { appendLine, makeFolder, remove, writeText } from "../files.ts";
import { KeptFolder } from "../kept-folder.ts";
import { runsDirectory } from "../runs-directory.ts";
import { quote, UsageError } from "../usage-error.ts";

/** The network whose weights a run starts from, as config.json keeps it. */
export interface StartedFrom {
  /** Its file. */
  readonly path: string;
  /** SHA-256 of its weights. */
  readonly sha256: string;
  /** The last layer's outputs before it was drawn anew; absent where it was kept. */
  readonly outputs?: number | undefined;
}

/** config.json: everything that the run was started with, with nothing left to defaults. */
export interface RunConfig {
  readonly format: "nndl run 1";
  readonly created: string;
  readonly versions: { readonly nndl: string; readonly node: string };
  /** The command that trains the same network again. */
  readonly command: string;
  /** What was asked for, as it was read from the command line. */
  readonly flags: TrainFlags;
  /** The file that the network was described in, if it was. */
  readonly networkFile?: string;
  /** The network whose weights it started from, if it did. */
  readonly from?: StartedFrom;
  readonly seed: number;
  readonly network: NetworkSpec;
  readonly training: TrainingSettings;
  readonly monitor: readonly SetName[];
  readonly data: {
    readonly source: string;
    readonly name: string;
    readonly training: number;
    readonly validation: number;
    readonly test: number;
    /** How validation and test images were chosen, where they were; absent where in the order of the file. */
    readonly cut?: Cut;
    /** Identifies the images and labels. */
    readonly identity: unknown;
    /** The hash of each set that is measured; absent in runs of earlier versions. */
    readonly measured?: Readonly<Record<string, string>>;
  };
  readonly checkpointEvery: number;
}

export class RunFolder extends KeptFolder {
  get checkpoints(): string {
    return join(this.path, "checkpoints");
  }

  get network(): string {
    return join(this.path, "network.safetensors");
  }

  get card(): string {
    return join(this.path, "card.md");
  }

  /** What the network answers to the test data, for reports. */
  get answers(): string {
    return join(this.path, "answers.json");
  }

  get config(): string {
    return join(this.path, "config.json");
  }

  get metrics(): string {
    return join(this.path, "metrics.jsonl");
  }

  /** Whether a run was begun here, and whether it came to its end. */
  get isBegun(): boolean {
    return existsSync(this.config);
  }

  get isFinished(): boolean {
    return existsSync(this.network);
  }

  /** Makes the folder, empty. */
  make(): void {
    makeFolder(this.checkpoints);
  }

  /** Writes config.json, whose presence means that a run was begun. */
  writeConfig(config: RunConfig): void {
    writeText(this.config, `${JSON.stringify(config, undefined, 2)}\n`);
  }

  /** @throws UsageError "run.config" when config.json is missing or not one of ours */
  readConfig(): RunConfig {
    const text = readText(this.config);
    try {
      return checkConfig(JSON.parse(text));
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof NndlError || error instanceof TypeError)) throw error;
      throw new UsageError(
        "run.config",
        {
          received: error instanceof NndlError ? error.message : quote(error.message),
          expected: `${this.config} must have been written by a training run`,
          next: "Resume another run, or start a new one.",
        },
        { cause: error },
      );
    }
  }

  /** Removes what a run wrote here; the folder stays, for whoever has locked it. */
  clear(): void {
    const { config, metrics, network, card, answers, checkpoints } = this;
    for (const path of [config, metrics, network, card, answers, checkpoints]) remove(path);
    this.make();
  }

  /**
   * Adds a line to metrics.jsonl; `elapsed` are the seconds since the run began, interruptions left out, `watched` what an
   * experiment took beside it.
   */
  append(
    { type: _, index, ...event }: EpochEvent,
    elapsed?: number,
    watched: Readonly<Record<string, number>> = {},
  ): void {
    const line = {
      epoch: index,
      ...event,
      ...(elapsed === undefined ? {} : { elapsed }),
      ...(Object.keys(watched).length === 0 ? {} : { watched }),
    };
    appendLine(this.metrics, JSON.stringify(line));
  }

  /** What was watched in each epoch, where something was. JSON has no word for what is no finite number. */
  watched(): Readonly<Record<string, number>>[] {
    return this.#lines<{ readonly watched?: Readonly<Record<string, number | null>> }>().map(({ watched = {} }) =>
      Object.fromEntries(Object.entries(watched).map(([name, value]) => [name, value ?? Number.NaN])),
    );
  }

  /** Seconds in all epochs, whenever they were: of training alone, and with everything as far as that was written. */
  secondsSpent(): { readonly trainingSeconds: number; readonly seconds: number } {
    const epochs = this.#lines<{ readonly seconds?: number; readonly elapsed?: number }>();
    const trainingSeconds = epochs.reduce((sum, { seconds = 0 }) => sum + seconds, 0);
    return { trainingSeconds, seconds: epochs.at(-1)?.elapsed ?? trainingSeconds };
  }

  #lines<Line>(): Line[] {
    const text = existsSync(this.metrics) ? readFileSync(this.metrics, "utf8") : "";
    const lines = text.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Line);
  }

  /**
   * Drops the lines of epochs that are about to be trained again, and what a crash left of a line.
   * @returns how many of the epochs before have no line
   */
  keepMetrics(epochs: number): number {
    const lines = existsSync(this.metrics) ? readFileSync(this.metrics, "utf8").split("\n") : [];
    const kept = lines.filter((line) => {
      const epoch = epochOf(line);
      return epoch !== undefined && epoch < epochs;
    });
    writeText(this.metrics, kept.map((line) => `${line}\n`).join(""));
    return epochs - new Set(kept.map(epochOf)).size;
  }

  writeCard(text: string): void {
    writeText(this.card, text);
  }
}

/** A folder for a new run: the one that was asked for, or one that is named after the time and the layers. */
export function newRunFolder(out: string | undefined, title: string, now: Date): RunFolder {
  if (out !== undefined) return new RunFolder(resolve(out));
  const time = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const base = resolve(runsDirectory, `${time}-${title}`);
  for (let copy = 1; ; copy++) {
    const path = copy === 1 ? base : `${base}-${copy}`;
    if (!existsSync(path)) return new RunFolder(path);
  }
}

/** The run folders under runs/, the one that was last written to first. */
export function runFolders(): RunFolder[] {
  const base = resolve(runsDirectory);
  const names = existsSync(base) ? readdirSync(base) : [];
  const begun = names.map((name) => new RunFolder(join(base, name))).filter((folder) => folder.isBegun);
  const time = (folder: RunFolder) => statSync(folder.config).mtimeMs;
  return begun.sort((a, b) => time(b) - time(a) || (a.path < b.path ? 1 : -1));
}

/** @throws UsageError "option.out" when the folder already holds something of a run */
export function checkFree(folder: RunFolder): void {
  const taken = [folder.config, folder.network, folder.metrics, folder.card].find((path) => existsSync(path));
  if (taken === undefined) return;
  throw new UsageError("option.out", {
    problem: `a new run needs a folder of its own, but ${folder.name} already has ${relative(folder.path, taken)}`,
    next: folder.isBegun
      ? `Go on with that run (nndl train --resume ${folder.name}), or choose another folder.`
      : "Choose another folder with --out.",
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      "run.config",
      {
        problem: `${path} cannot be read: ${systemReason(error).text}`,
        next: "Give the folder of a run, for example one under runs/.",
      },
      { cause: error },
    );
  }
}

function epochOf(line: string): number | undefined {
  try {
    const { epoch } = JSON.parse(line) as { readonly epoch?: unknown };
    return typeof epoch === "number" ? epoch : undefined;
  } catch {
    return undefined;
  }
}

/** Checks what is read from the file before it is used; the training settings are checked by whoever trains with them. */
function checkConfig(value: unknown): RunConfig {
  const config = value as RunConfig;
  if (config?.format !== "nndl run 1") throw new TypeError(`no format "nndl run 1"`);
  const fields = [config.training, config.flags, config.data, config.versions] as readonly unknown[];
  if (fields.some((field) => typeof field !== "object" || field === null)) throw new TypeError("missing fields");
  if (typeof config.data.source !== "string" || typeof config.checkpointEvery !== "number")
    throw new TypeError("wrong fields");
  if (![undefined, "by class", "in order"].includes(config.data.cut)) throw new TypeError("a wrong cut");
  if (!Array.isArray(config.monitor) || !config.monitor.every((name) => setNames.includes(name)))
    throw new TypeError("a wrong monitor");
  // Earlier versions kept the numbers of units by themselves.
  const { layers } = config.flags as { readonly layers?: unknown };
  const flags = layers === undefined ? config.flags : { ...config.flags, layers: [layers].flat().join("-") };
  return { ...config, flags, network: checkNetworkSpec(config.network) };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
