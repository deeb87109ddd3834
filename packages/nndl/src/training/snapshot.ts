import type { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { sha256Hex } from "../formats/index.ts";
import type { Network, NetworkSpec } from "../network/index.ts";
import type { EpochRecord } from "./events.ts";
import type { Progress } from "./plateau.ts";
import type { TrainingSettings } from "./settings.ts";

/** Where a run stands. Plain JSON. */
export interface Cursor {
  /** The epoch at hand, and how many of its examples are done. */
  readonly epoch: number;
  readonly example: number;
  /** Mini-batches done since the run began. */
  readonly step: number;
  /** Seconds of training so far in this epoch; decides nothing. */
  readonly seconds: number;
  /** Costs added up since the last mini-batch event, and how many examples they are of. */
  readonly costSum: number;
  readonly costCount: number;
}

/** Everything that the next step of a run reads: resuming from it ends in the same bits as never having stopped. */
export interface TrainingSnapshot {
  readonly spec: NetworkSpec;
  readonly settings: TrainingSettings;
  /** Identifies the training data. */
  readonly data: string;
  readonly cursor: Cursor;
  readonly progress: Progress;
  readonly history: readonly EpochRecord[];
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** The optimizer's arrays, keyed "velocity/layers.0.weights". */
  readonly optimizer: ReadonlyMap<string, Float32Array>;
  /** The weights of the best epoch, when early stopping will want them back. */
  readonly best?: ReadonlyMap<string, Float32Array>;
}

/** Copies of a network's parameters. */
export function copyParameters(network: Network): Map<string, Float32Array> {
  return new Map([...network.parameters].map(([key, { values }]) => [key, values.slice()]));
}

export function restoreParameters(network: Network, values: ReadonlyMap<string, Float32Array>): void {
  for (const [key, tensor] of network.parameters) {
    const saved = values.get(key);
    if (saved !== undefined) tensor.values.set(saved);
  }
}

/**
 * Identifies a data set: its shape and a hash of its targets and of one feature in a hundred and one. Enough to notice
 * that a run is being resumed on other data, and quick.
 */
export function fingerprint(data: Dataset): string {
  const { features, targets } = data;
  const sample = new Float32Array(Math.ceil(features.length / 101));
  for (let i = 0; i < sample.length; i++) sample[i] = features[i * 101];
  const array = targets.kind === "classes" ? Float32Array.from(targets.labels) : targets.values;
  const bytes = (values: Float32Array) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const hash = sha256Hex([bytes(sample), bytes(array)]);
  return `${data.count} × [${data.shape.join(", ")}] ${hash.slice(0, 16)}`;
}

/** Refuses to resume another run than the one that was interrupted; more epochs than before are welcome. */
export function checkResume(
  snapshot: TrainingSnapshot,
  network: Network,
  settings: TrainingSettings,
  data: string,
): void {
  const refuse = (what: string, was: string, now: string): never => {
    throw new NndlError("training.resume", {
      received: `${what} ${now}`,
      expected: `the interrupted run had ${what} ${was}`,
      next: "Resume with what the run was started with, or start a new run.",
    });
  };
  const compare = (what: string, was: unknown, now: unknown) => {
    if (JSON.stringify(was) !== JSON.stringify(now)) refuse(what, JSON.stringify(was), JSON.stringify(now));
  };
  compare("the network", snapshot.spec, network.spec);
  compare("the training data", snapshot.data, data);
  for (const key of Object.keys({ ...snapshot.settings, ...settings }) as (keyof TrainingSettings)[])
    if (key !== "epochs") compare(key, snapshot.settings[key], settings[key]);
  // A schedule that spans the whole run would have been another one.
  if (settings.schedule.type === "cosine" || settings.schedule.type === "one-cycle")
    compare("epochs", snapshot.settings.epochs, settings.epochs);
}
