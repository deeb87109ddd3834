/** How chapter 3 builds and trains, where its experiments do not differ. */
import type { NetworkInput } from "nndl";
import { sigmoidLayers } from "../sigmoid-layers.ts";
import type { ExperimentTraining } from "../training-recipe.ts";

/** The cross-entropy, and still chapter 1's first weights. */
export function chapter3Network(...hidden: readonly number[]): Omit<NetworkInput, "seed"> {
  return { ...sigmoidLayers(...hidden), cost: "cross-entropy", initializer: "gaussian" };
}

export const chapter3Training: ExperimentTraining = { epochs: 30, miniBatchSize: 10, learningRate: 0.5 };
