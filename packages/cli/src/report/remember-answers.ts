import { type Network, NndlError } from "nndl";
import type { DataSets } from "../data-sets.ts";
import type { RunConfig, RunFolder } from "../training/run-folder.ts";
import { answersOf } from "./answers.ts";
import { answersKey, keepInRun } from "./kept-answers.ts";

export interface Trained {
  /** In which the network is written already. */
  readonly folder: RunFolder;
  readonly config: RunConfig;
  readonly network: Network;
  readonly data: DataSets;
}

/**
 * Keeps what a network that has just been trained answers to its test data, which are at hand now: a report of a hundred runs would
 * have to open and read them a hundred times.
 */
export async function rememberAnswers({ folder, config, network, data }: Trained): Promise<void> {
  const key = answersKey(folder.network, config);
  if (key === undefined) return;
  try {
    keepInRun(key, await answersOf(network, data.test, `${data.name}, test`), folder);
  } catch (error) {
    // A network of other outputs than the data have classes: a report says so when it is asked.
    if (!(error instanceof NndlError)) throw error;
  }
}
