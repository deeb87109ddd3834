/** Which hidden neurons dropout leaves out of each mini-batch: drawn as the library draws them when it trains. */
import { dense, dropout, type NetworkInput, network, parameterName } from "nndl";
import { stream } from "nndl/random";
import type { Recipe } from "../../../training/recipe.ts";

export const hidden = 12;
export const miniBatch = 10;
const images = 1000;
const epochs = 20;

export interface Settings {
  /** The share that is left out. */
  readonly rate: number;
  readonly seed: number;
}

/** The dropout layer's place in the network. */
const place = 1;
export const names = { hidden: parameterName(0, "weights"), output: parameterName(2, "weights") } as const;

function networkOf({ rate, seed }: Settings): NetworkInput {
  return {
    input: [784],
    layers: [dense(hidden), dropout(rate, { per: "mini-batch" }), dense(10)],
    cost: "cross-entropy",
    initializer: "scaled-gaussian",
    seed,
  };
}

export function recipeOf(settings: Settings): Recipe {
  return {
    network: networkOf(settings),
    data: { kind: "mnist", training: images, test: 2000 },
    training: { epochs, miniBatchSize: miniBatch, learningRate: 0.5 },
    measured: { test: 2000 },
  };
}

export interface Weights {
  readonly hidden: Float32Array;
  readonly output: Float32Array;
}

/** Before the first mini-batch. */
export function firstWeights(settings: Settings): Weights {
  const { parameters } = network(networkOf(settings));
  return { hidden: parameters.get(names.hidden)!.values, output: parameters.get(names.output)!.values };
}

/** The hidden neurons that are left out of the mini-batch after so many. */
export function droppedAt({ rate, seed }: Settings, step: number): ReadonlySet<number> {
  const order = stream(seed, `dropout/layers.${place}`, step).permutation(hidden);
  return new Set(order.subarray(0, Math.round(rate * hidden)));
}

/** How often each hidden neuron has learned in the first so many mini-batches. */
export function learnedIn(settings: Settings, steps: number): number[] {
  const counts = Array<number>(hidden).fill(steps);
  for (let step = 0; step < steps; step++) for (const unit of droppedAt(settings, step)) counts[unit]!--;
  return counts;
}
