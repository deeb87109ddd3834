/** The networks of this chapter: as many hidden layers of 30 neurons as one likes, and what was found to help them. */
import {
  type ActivationName,
  add,
  batchNorm,
  dense,
  type InitializerName,
  type LayerInput,
  type NetworkInput,
} from "nndl";

/** How the first weights are called in a choice of them. */
export const startNames = { "scaled-gaussian": "1/√n", gaussian: "wide", glorot: "Glorot’s", he: "He’s" } as const;

/** Neurons of each hidden layer, as in the book. */
export const width = 30;

export const activations = ["sigmoid", "tanh", "relu"] as const satisfies readonly ActivationName[];
export const starts = ["scaled-gaussian", "gaussian", "glorot", "he"] as const satisfies readonly InitializerName[];

export interface Deep {
  /** Hidden layers. */
  readonly depth: number;
  readonly activation: (typeof activations)[number];
  /** How the first weights are drawn. */
  readonly start: (typeof starts)[number];
  /** Batch normalization between each hidden layer's sums and its activation. */
  readonly normalized: boolean;
  /** Each hidden layer but the first, whose inputs are pixels, adds what it got to what it says. */
  readonly residual: boolean;
  readonly seed: number;
}

/** The book's: E5.5 to E5.10, whatever the depth. */
export const ofTheBook = {
  activation: "sigmoid",
  start: "scaled-gaussian",
  normalized: false,
  residual: false,
} as const satisfies Partial<Deep>;

/** What the figures begin with: four hidden layers, the most that the book has. */
export const start: Deep = { ...ofTheBook, depth: 4, seed: 1 };

export function isSame(one: Deep, other: Deep): boolean {
  return (Object.keys(start) as (keyof Deep)[]).every((name) => one[name] === other[name]);
}

export function isOfTheBook(deep: Omit<Deep, "depth" | "seed">): boolean {
  return (Object.keys(ofTheBook) as (keyof typeof ofTheBook)[]).every((name) => deep[name] === ofTheBook[name]);
}

export function networkOf({ depth, activation, start, normalized, residual, seed }: Deep): NetworkInput & {
  readonly seed: number;
} {
  const hidden = Array.from({ length: depth }, (_, l): LayerInput[] => [
    ...(normalized
      ? [dense(width, "linear", { initializer: start }), batchNorm({ activation })]
      : [dense(width, activation, { initializer: start })]),
    ...(residual && l > 0 ? [add(normalized ? 2 : 1)] : []),
  ]);
  const output = dense(10, "sigmoid", { initializer: start });
  return { input: [784], layers: [...hidden.flat(), output], cost: "cross-entropy", seed };
}

/** The places in the network of its hidden layers' weights, and of what shifts their sums: their biases, or a normalization. */
export function placesOf({ depth, normalized, residual }: Deep): readonly { weights: number; shift: number }[] {
  const own = normalized ? 2 : 1;
  return Array.from({ length: depth }, (_, l) => {
    const weights = l * own + (residual ? Math.max(0, l - 1) : 0);
    return { weights, shift: weights + own - 1 };
  });
}
