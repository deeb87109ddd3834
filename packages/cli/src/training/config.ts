import type { SetName } from "@nndl/words/set-names";
import { defaults } from "@nndl/words/train-defaults";
import type { TrainFlags } from "@nndl/words/train-options";
import type { TrainingRun } from "nndl";
import { cutOf, type DataSets } from "../data-sets.ts";
import type { RunConfig } from "./run-folder.ts";
import { commandFor } from "./shell.ts";

export interface ConfigParts {
  readonly run: TrainingRun;
  readonly data: DataSets;
  readonly monitor: readonly SetName[];
  /** Those that decide the outcome. */
  readonly flags: TrainFlags;
  /** A network's file, if it came from one. */
  readonly file?: string | undefined;
  readonly checkpointEvery?: number | undefined;
  readonly version: string;
  readonly now: Date;
}

/** What config.json holds: nothing about the run is left to a default. */
export function configOf({ run, data, monitor, flags, file, checkpointEvery, version, now }: ConfigParts): RunConfig {
  const network = run.network.spec;
  const { validation, limit, expand, layers } = flags;
  const preset = layers === undefined ? flags.preset : undefined;
  const parts = { file, preset, changes: flags, source: data.source, validation, limit, expand };
  return {
    format: "nndl run 1",
    created: now.toISOString(),
    versions: { nndl: version, node: process.versions.node },
    command: commandFor({ network, training: run.settings, monitor }, parts),
    flags,
    ...(file === undefined ? {} : { networkFile: file }),
    seed: network.seed,
    network,
    training: run.settings,
    monitor,
    data: {
      source: data.source,
      name: data.name,
      training: data.training.count,
      validation: data.validation?.count ?? 0,
      test: data.test.count,
      ...cutOf(data),
      identity: run.snapshot().data,
    },
    checkpointEvery: checkpointEvery ?? defaults.checkpointEvery,
  };
}
