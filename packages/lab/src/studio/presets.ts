/** Where one can start from. */
import { convPool2d, dense } from "nndl";
import type { DataChoice } from "../training/data-choice.ts";
import type { Recipe } from "../training/recipe.ts";

export interface Preset {
  readonly name: string;
  /** What one can see in it, in a sentence. */
  readonly about: string;
  /** The glossary's, of the words in it. */
  readonly terms?: readonly string[];
  readonly recipe: Recipe;
  /** Mini-batches in a second, where one would see nothing at full speed. */
  readonly pace?: number;
}

const digits = { kind: "mnist" } as const;

export const presets: readonly Preset[] = [
  {
    name: "Digits, as in chapter 1",
    about: "The book’s first network: 30 hidden neurons, the quadratic cost, about 95 % right in the end.",
    terms: ["quadratic-cost"],
    recipe: {
      network: {
        input: [784],
        layers: [dense(30), dense(10)],
        cost: "quadratic",
        initializer: "gaussian",
        seed: 1,
      },
      data: digits,
      training: { epochs: 30, miniBatchSize: 10, learningRate: 3 },
    },
  },
  {
    name: "Digits, learned better",
    about: "Cross-entropy, better first weights and L2 regularization: more of the same digits right.",
    terms: ["cross-entropy", "first-weights", "l2"],
    recipe: {
      network: { input: [784], layers: [dense(100), dense(10)], cost: "cross-entropy", seed: 1 },
      data: { kind: "mnist", validation: 10_000 },
      training: { epochs: 30, miniBatchSize: 10, learningRate: 0.5, regularization: { l2: 5 } },
      measured: { training: 10_000, validation: 10_000, test: 10_000 },
    },
  },
  {
    name: "Digits, convolutional",
    about: "Two convolutional layers with pooling and ReLU: look at its filters and at what each of them finds.",
    terms: ["convolution", "pooling", "relu"],
    recipe: {
      network: {
        input: [1, 28, 28],
        layers: [
          convPool2d(20, 5, 2, "relu"),
          convPool2d(40, 5, 2, "relu"),
          dense(100, "relu"),
          dense(10, "softmax", { initializer: "zeros" }),
        ],
        cost: "log-likelihood",
        initializer: "network3",
        seed: 1,
      },
      data: digits,
      // network3 divides its λ of 0.1 by the number of mini-batches, this library by that of images; it never shuffles.
      training: { epochs: 60, miniBatchSize: 10, learningRate: 0.03, regularization: { l2: 1 }, shuffle: false },
    },
  },
  {
    name: "A spiral",
    about: "Two arms that wind around each other: watch the border between them grow.",
    pace: 1000,
    recipe: {
      network: {
        input: [2],
        layers: [dense(8, "tanh"), dense(8, "tanh"), dense(8, "tanh"), dense(2, "softmax")],
        initializer: "gaussian",
        seed: 1,
      },
      data: { kind: "toy", name: "spiral", count: 600, noise: 0.02 },
      // All points are right after about 80 of them.
      training: { epochs: 200, miniBatchSize: 10, learningRate: 0.01, optimizer: "adam" },
      measured: { training: 10_000, test: 10_000 },
    },
  },
  {
    name: "Rings, by one layer",
    about: "No hidden layer: a neuron's border in x² and y² is an ellipse. Leave x² out, and see what is missing.",
    pace: 100,
    recipe: {
      network: { input: [2], layers: [dense(3, "softmax")], seed: 1 },
      data: { kind: "toy", name: "rings", count: 600, noise: 0.02, features: ["x²", "y²"] },
      training: { epochs: 100, miniBatchSize: 10, learningRate: 0.1, optimizer: "adam" },
      measured: { training: 10_000, test: 10_000 },
    },
  },
  {
    name: "A function",
    about: "A curve, learned from 100 of its points. Type another formula, or add noise.",
    pace: 1000,
    recipe: {
      network: {
        input: [1],
        layers: [dense(40, "tanh"), dense(40, "tanh"), dense(1, "linear")],
        initializer: "gaussian",
        seed: 1,
      },
      data: { kind: "function", formula: "0.5 + 0.3*sin(12*x)*(1 - x/2)" },
      training: { epochs: 2000, miniBatchSize: 10, learningRate: 0.003, optimizer: "adam" },
      measured: { training: 10_000, test: 10_000 },
    },
  },
];

/** For points that are painted: two arcs to begin with. */
const paintedRecipe: Recipe = {
  network: {
    input: [2],
    layers: [dense(8, "tanh"), dense(8, "tanh"), dense(2, "softmax")],
    initializer: "gaussian",
    seed: 1,
  },
  data: {
    kind: "painted",
    points: [
      [-80, -20, -72, 8, -56, 32, -34, 48, -8, 52, 18, 44, 36, 26, 46, 2],
      [80, 20, 72, -8, 56, -32, 34, -48, 8, -52, -18, -44, -36, -26, -46, -2],
    ],
  },
  training: { epochs: 500, miniBatchSize: 10, learningRate: 0.01, optimizer: "adam" },
  measured: { training: 10_000, test: 10_000 },
};

/** What the page opens with: small, and there is something to be seen. */
export const firstShown = presets.find(({ recipe }) => recipe.data.kind === "toy")!;

/** For files of the reader's own: a network that learns most of what is small, until it is told what they are. */
const ownRecipe: Recipe = {
  network: { input: [784], layers: [dense(30), dense(10)], cost: "cross-entropy", seed: 1 },
  data: { kind: "files", name: "my files" },
  training: { epochs: 30, miniBatchSize: 10, learningRate: 0.5 },
};

/** What one begins with for data of a kind, and how fast. */
export function usualFor(kind: DataChoice["kind"]): Pick<Preset, "recipe" | "pace"> {
  const preset = presets.find(({ recipe }) => recipe.data.kind === kind);
  return preset ?? (kind === "painted" ? { recipe: paintedRecipe, pace: 1000 } : { recipe: ownRecipe });
}
