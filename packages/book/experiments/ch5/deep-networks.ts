/** Networks of any depth that differ in what was found after sigmoids: first weights, activations, normalization, connections. */
import { add, batchNorm, dense, type LayerInput, type NetworkInput } from "nndl";

/** As many neurons as each hidden layer of chapter 5's networks has. */
const width = 30;

/** The hidden layers of a network with so many layers of neurons. */
type Hidden = (depth: number) => readonly LayerInput[];

interface Kind {
  /** What it is, in a few words. */
  readonly title: string;
  readonly hidden: Hidden;
}

export const kinds = {
  sigmoid: {
    title: "sigmoid, N(0, 1/n)",
    hidden: each(() => [dense(width, "sigmoid", { initializer: "scaled-gaussian" })]),
  },
  tanh: { title: "tanh, Glorot", hidden: each(() => [dense(width, "tanh", { initializer: "glorot" })]) },
  relu: { title: "ReLU, He", hidden: each(() => [dense(width, "relu", { initializer: "he" })]) },
  normalized: {
    title: "ReLU, He, batch normalization",
    hidden: each(() => [dense(width, "linear", { initializer: "he" }), batchNorm({ activation: "relu" })]),
  },
  residual: { title: "ReLU, He, residual connections", hidden: residual },
} satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as readonly KindName[];

/** A network on the digits with so many hidden layers of neurons of a kind; the outputs are the book's, whatever comes before. */
export function deepNetwork(kind: KindName, depth: number): Omit<NetworkInput, "seed"> {
  const output = dense(10, "sigmoid", { initializer: "scaled-gaussian" });
  return { input: [784], layers: [...kinds[kind].hidden(depth), output], cost: "cross-entropy" };
}

function each(layers: () => readonly LayerInput[]): Hidden {
  return (depth) => Array.from({ length: depth }, layers).flat();
}

/**
 * One layer, then blocks of two, over each of which a connection leads; of an even depth one layer is left for the last. The
 * layer that a block ends with begins at zero: each block first hands on what it gets, and however many there are, neither
 * values nor errors grow. With He's first weights there, too, each block would make them larger.
 */
function residual(depth: number): readonly LayerInput[] {
  const end = dense(width, "linear", { initializer: "zeros" });
  const layers: LayerInput[] = [dense(width, "relu", { initializer: "he" })];
  for (let done = 1; done < depth; ) {
    const inner = done + 1 < depth ? [dense(width, "relu", { initializer: "he" })] : [];
    layers.push(...inner, end, add(inner.length + 1, { activation: "relu" }));
    done += inner.length + 1;
  }
  return layers;
}
