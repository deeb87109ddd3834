/** How a network that was built by hand is trained further. */
import type { Network } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";

/** Passes over the points; the learning rate goes down to nothing along half a cosine. */
export const epochs = 300;

/** The more neurons are on at once, the smaller each one's steps must be. */
export function learningRateFor(bumps: number): number {
  return Math.min(0.1, Number((1 / bumps).toPrecision(2)));
}

/** Trains on the function itself, in 201 points; its first weights come from the network. */
export function furtherTraining(network: Network, formula: string, bumps: number): Recipe {
  return {
    network: network.spec,
    data: { kind: "function", formula, samples: 201 },
    training: {
      epochs,
      miniBatchSize: 10,
      learningRate: learningRateFor(bumps),
      optimizer: { type: "adam" },
      schedule: { type: "cosine" },
    },
    threads: 1,
  };
}
