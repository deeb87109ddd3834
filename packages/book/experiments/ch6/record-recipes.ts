/** Ways to train a network that reads digits well, which the validation images choose from. */
import {
  batchNorm,
  conv2d,
  convPool2d,
  type Distortion,
  dense,
  dropout,
  type LayerInput,
  maxPool2d,
  type NetworkInput,
} from "nndl";
import type { Plan } from "../bench.ts";
import { affine } from "../distortions.ts";

export interface Recipe {
  readonly title: string;
  readonly network: Omit<NetworkInput, "seed">;
  /** How each network of the committee is trained: as long as two hours allow, whatever an epoch takes. */
  readonly training: Plan["training"];
}

/** Convolutions with pooling, a layer of 300, of which half is left out in training, and a softmax. */
function reader(...convolutions: readonly LayerInput[]): Recipe["network"] {
  return {
    input: [1, 28, 28],
    layers: [...convolutions, dense(300, "relu"), dropout(0.5), dense(10, "softmax")],
    cost: "log-likelihood",
    initializer: "he",
  };
}

/** The largest of each 2 × 2, normalized over the mini-batch, and then rectified: so the normalization has a quarter of the work. */
function normalized(filters: number, side: number): readonly LayerInput[] {
  const convolution = conv2d(filters, side, "linear", { padding: side === 3 ? "same" : "valid" });
  return [convolution, maxPool2d(2), batchNorm({ activation: "relu" })];
}

/** Bent by a third as much as Simard's were, which learn too slowly for so few epochs. */
const bentLess: Distortion = { ...affine, elastic: { alpha: 12, sigma: 4 } };

function training(expansion: Distortion, epochs: number): Recipe["training"] {
  return { epochs, miniBatchSize: 100, learningRate: 0.002, optimizer: "adam", schedule: "cosine", expansion };
}

/** Two convolutions of 5 × 5, as chapter 6 has them, with more maps. */
const plain = reader(convPool2d(32, 5, 2, "relu"), convPool2d(64, 5, 2, "relu"));
const fives = reader(...normalized(32, 5), ...normalized(64, 5));
/** Three of 3 × 3, which take twice as long. */
const threes = reader(...normalized(32, 3), ...normalized(64, 3), ...normalized(128, 3));

export const recipes: readonly Recipe[] = [
  {
    title: "two convolutions of 5 × 5, images moved, turned and skewed",
    network: plain,
    training: training(affine, 30),
  },
  { title: "two of 5 × 5, images bent a little as well", network: plain, training: training(bentLess, 30) },
  {
    title: "two of 5 × 5 with batch normalization, images bent a little",
    network: fives,
    training: training(bentLess, 30),
  },
  {
    title: "three of 3 × 3 with batch normalization, bent a little",
    network: threes,
    training: training(bentLess, 15),
  },
];
