import type { SetName } from "@nndl/words/set-names";
import { defaults } from "@nndl/words/train-defaults";
import type { TrainFlags } from "@nndl/words/train-options";
import type { TrainingRun } from "nndl";
import { dataIdentity } from "nndl/spec";
import { cutOf, type DataSets } from "../data-sets.ts";
import type { RunConfig, StartedFrom } from "./run-folder.ts";
import { evaluated } from "./setup.ts";
import { commandFor } from "./shell.ts";

export interface ConfigParts {
  readonly run: TrainingRun;
  readonly data: DataSets;
  readonly monitor: readonly SetName[];
  /** Those that decide the outcome. */
  readonly flags: TrainFlags;
  /** A network's file, if it came from one. */
  readonly file?: string | undefined;
  /** The network whose weights it starts from, if it does. */
  readonly from?: StartedFrom | undefined;
  readonly checkpointEvery?: number | undefined;
  readonly version: string;
  readonly now: Date;
}

/** What tells whether the sets that are measured are still the same ones. */
export function measuredIdentities(monitor: readonly SetName[], data: DataSets): Record<string, string> {
  return Object.fromEntries(
    Object.entries(evaluated(monitor, data)).map(([name, set]) => [name, dataIdentity(set).hash]),
  );
}

/** What config.json holds: nothing about the run is left to a default. */
export function configOf({
  run,
  data,
  monitor,
  flags,
  file,
  from,
  checkpointEvery,
  version,
  now,
}: ConfigParts): RunConfig {
  const network = run.network.spec;
  const identity = run.snapshot().data;
  const preset = flags.layers === undefined ? flags.preset : undefined;
  const parts = { file, preset, from: from?.path, source: data.source, flags };
  return {
    format: "nndl run 1",
    created: now.toISOString(),
    versions: { nndl: version, node: process.versions.node },
    command: commandFor({ network, training: run.settings, monitor }, parts),
    flags,
    ...(file === undefined ? {} : { networkFile: file }),
    ...(from === undefined ? {} : { from }),
    seed: network.seed,
    network,
    training: run.settings,
    monitor,
    data: {
      source: data.source,
      name: data.name,
      // What the run learns from, which may be less than the data have.
      training: identity.training.count,
      validation: data.validation?.count ?? 0,
      test: data.test.count,
      ...cutOf(data),
      identity,
      measured: measuredIdentities(monitor, data),
    },
    checkpointEvery: checkpointEvery ?? defaults.checkpointEvery,
  };
}
