/** Ways to train a network that reads digits well, which the validation images choose from. */
import { convPool2d, type Distortion, dense, dropout, type LayerInput, type NetworkInput } from "nndl";
import type { Plan } from "../bench.ts";
import { affine, bent } from "../distortions.ts";

export interface Recipe {
  readonly title: string;
  readonly network: Omit<NetworkInput, "seed">;
  /** How it is trained, however long. */
  readonly training: Omit<Plan["training"], "epochs">;
}

const same = { padding: "same" } as const;

/** Convolutions with pooling, a layer of 300, of which half is left out in training, and a softmax. */
function reader(...convolutions: readonly LayerInput[]): Recipe["network"] {
  return {
    input: [1, 28, 28],
    layers: [...convolutions, dense(300, "relu"), dropout(0.5), dense(10, "softmax")],
    cost: "log-likelihood",
    initializer: "he",
  };
}

/** Two convolutions of 5 × 5, as chapter 6 has them, with more maps. */
const fives = reader(convPool2d(32, 5, 2, "relu"), convPool2d(64, 5, 2, "relu"));

/** Three of 3 × 3. */
const threes = reader(
  convPool2d(32, 3, 2, "relu", same),
  convPool2d(64, 3, 2, "relu", same),
  convPool2d(128, 3, 2, "relu", same),
);

function training(expansion: Distortion): Recipe["training"] {
  return { miniBatchSize: 100, learningRate: 0.002, optimizer: "adam", schedule: "cosine", expansion };
}

export const recipes: readonly Recipe[] = [
  { title: "two convolutions of 5 × 5, bent images", network: fives, training: training(bent) },
  { title: "three of 3 × 3, bent images", network: threes, training: training(bent) },
  { title: "two of 5 × 5, images moved, turned and skewed", network: fives, training: training(affine) },
];
