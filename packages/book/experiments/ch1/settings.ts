/** How chapter 1 builds, trains and measures, where its experiments do not differ. */
import type { NetworkInput } from "nndl";
import { sigmoidLayers } from "../sigmoid-layers.ts";
import type { ExperimentTraining } from "../training-recipe.ts";

export const section = "Chapter 1, Implementing our network to classify digits";

/** The quadratic cost, and first weights of the standard normal distribution. */
export function chapter1Network(...hidden: readonly number[]): Omit<NetworkInput, "seed"> {
  return { ...sigmoidLayers(...hidden), cost: "quadratic", initializer: "gaussian" };
}

export function chapter1Training(learningRate: number): ExperimentTraining {
  return { epochs: 30, miniBatchSize: 10, learningRate };
}
