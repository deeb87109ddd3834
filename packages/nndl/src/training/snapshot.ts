import type { Preparation, TargetKind } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { scheduleOf } from "../functions/index.ts";
import type { Network, NetworkSpec } from "../network/index.ts";
import type { Cursor } from "./cursor.ts";
import type { DataIdentity } from "./data-identity.ts";
import type { EpochRecord } from "./events.ts";
import type { EarlyStopping, TrainingSettings } from "./settings.ts";

/** Everything that the next step of a run reads: resuming from it ends in the same bits as never having stopped. */
export interface TrainingSnapshot {
  /** The network that was being trained. */
  readonly spec: NetworkSpec;
  /** All settings of the run. */
  readonly settings: TrainingSettings;
  /** The training data, and the data that is watched, if any is. */
  readonly data: { readonly training: DataIdentity; readonly watched?: DataIdentity | undefined };
  /** How far it was. */
  readonly cursor: Cursor;
  /** One record for each epoch that is over. */
  readonly history: readonly EpochRecord[];
  /** The parameters by their names. */
  readonly parameters: ReadonlyMap<string, Float32Array>;
  /** The optimizer's arrays, keyed "velocity/layers.0.weights"; none before the first mini-batch. */
  readonly optimizer: ReadonlyMap<string, Float32Array>;
  /** Numbers that the optimizer keeps, by their names; absent before the first mini-batch, and where it keeps none. */
  readonly numbers?: Readonly<Record<string, number>> | undefined;
  /** What recurrent layers carry on to the next mini-batch, keyed "output/layers.1"; where they do, after the first mini-batch. */
  readonly carried?: ReadonlyMap<string, Float32Array> | undefined;
  /** The weights of the best epoch, when early stopping will want them back. */
  readonly best?: ReadonlyMap<string, Float32Array> | undefined;
  /** How the inputs of its data were made, where that is known. */
  readonly preparation?: Preparation | undefined;
  /** What the outputs learn to be; absent for classes. */
  readonly targetKind?: TargetKind | undefined;
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

/** Whether two identities of data tell them apart by nothing that says anything to a reader. */
function differByHashAlone(was: unknown, is: unknown): boolean {
  const parts = [was, is].map((one) => (typeof one === "object" && one !== null && "hash" in one ? one : undefined));
  if (parts.includes(undefined)) return false;
  const [before, after] = parts.map((one) => JSON.stringify({ ...one, hash: "" }));
  return before === after;
}

/**
 * Refuses to resume another run than the one that was interrupted; more epochs and more patience than before are welcome.
 * @throws NndlError "training.resume"
 */
export function checkResume(
  snapshot: TrainingSnapshot,
  now: Pick<TrainingSnapshot, "spec" | "settings" | "data">,
): void {
  const refuse = (problem: string): never => {
    throw new NndlError("training.resume", {
      problem,
      next: "Resume with what the run was started with, or start a new run.",
    });
  };
  // More patience only puts off the end.
  const comparePatience = (was: EarlyStopping | undefined, is: EarlyStopping | undefined) => {
    const isLonger = was !== undefined && is !== undefined && is.patience >= was.patience;
    compare("earlyStopping", was, isLonger ? { ...is, patience: was.patience } : is);
  };
  const compare = (what: string, was: unknown, is: unknown) => {
    const [before, after] = [JSON.stringify(was), JSON.stringify(is)];
    if (before === after) return;
    if (differByHashAlone(was, is)) refuse(`${what} are not those of the interrupted run: they have changed since`);
    refuse(`the interrupted run had ${what} ${before ?? "none"}, and this one has ${after ?? "none"}`);
  };
  for (const key of Object.keys(now.spec) as (keyof NetworkSpec)[])
    compare(`the network's ${key}`, snapshot.spec[key], now.spec[key]);
  compare("the training data", snapshot.data.training, now.data.training);
  compare("the watched data", snapshot.data.watched, now.data.watched);
  for (const key of Object.keys({ ...snapshot.settings, ...now.settings }) as (keyof TrainingSettings)[])
    if (!["epochs", "changes", "earlyStopping"].includes(key)) compare(key, snapshot.settings[key], now.settings[key]);
  const done = ({ changes }: TrainingSettings) =>
    changes?.filter(({ atMiniBatch }) => atMiniBatch < snapshot.cursor.step) ?? [];
  compare("changes so far", done(snapshot.settings), done(now.settings));
  comparePatience(snapshot.settings.earlyStopping, now.settings.earlyStopping);
  const { type } = now.settings.schedule;
  const [before, after] = [snapshot.settings.epochs, now.settings.epochs];
  if (scheduleOf(now.settings.schedule).perStep && before !== after)
    throw new NndlError("training.resume", {
      problem:
        `the interrupted run had ${before} epochs, and this one has ${after}: the ${type} schedule spreads its learning ` +
        `rates over the whole run, so that those of the epochs that are done would have been other ones`,
      next: `Resume with ${before} epochs, or begin a run of its own from the network's weights.`,
    });
  const begun = snapshot.history.length + (snapshot.cursor.example > 0 ? 1 : 0);
  if (now.settings.epochs < begun)
    refuse(`the interrupted run is already in epoch ${begun}, and this one has only ${now.settings.epochs}`);
}
