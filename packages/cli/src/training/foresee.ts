import type { TrainFlags } from "@nndl/words/train-options";
import { checkMemory, forecast, isLarge } from "nndl/analysis";
import { checkOptimizer } from "nndl/spec";
import type { DataSets } from "../data-sets.ts";
import { evaluated, type Setup } from "./setup.ts";

/**
 * What a large network will need, in a sentence, before anything of it is allocated; undefined for one that is not large.
 *
 * @throws NndlError "network.memory", with that sentence, for one that this machine cannot hold
 */
export async function foresee(setup: Setup, data: DataSets, flags: TrainFlags): Promise<string | undefined> {
  const { network, training, monitor } = setup;
  const sets = new Set([data.training, ...Object.values(evaluated(monitor, data))]);
  const use = {
    optimizer: checkOptimizer(training.optimizer ?? "sgd"),
    dataBytes: [...sets].reduce((sum, { features }) => sum + features.byteLength, 0),
    checkpoints: true,
    ...(training.miniBatchSize === undefined ? {} : { miniBatchSize: training.miniBatchSize }),
  };
  if (!isLarge(network, use)) return undefined;
  const expected = await forecast(network, use, { threads: flags.threads ?? "auto" });
  checkMemory(expected);
  return expected.sentence;
}
