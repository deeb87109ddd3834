/** Networks that learn parity from all their inputs, to count how many neurons they need. */
import { Dataset, dense, type Network, NndlError, network, train } from "nndl";

/** Every input of so many bits, and whether an odd number of them is 1. */
export function parityTable(bits: number): Dataset<"values"> {
  const count = 2 ** bits;
  const features = new Float32Array(count * bits);
  const values = new Float32Array(count);
  for (let number = 0; number < count; number++)
    for (let i = 0; i < bits; i++) {
      const bit = (number >> i) & 1;
      features[number * bits + i] = bit;
      values[number] = values[number] === bit ? 0 : 1;
    }
  return new Dataset({
    name: `parity of ${bits} bits`,
    shape: [bits],
    features,
    targets: { kind: "values", values, size: 1 },
  });
}

const epochs = 500;

/** A network with one hidden layer, trained from its first weights on the whole table; undefined where that gets nowhere. */
export async function learnParity(
  table: Dataset<"values">,
  hidden: number,
  seed: number,
  signal?: AbortSignal,
): Promise<Network | undefined> {
  const net = network({
    input: table.shape,
    layers: [dense(hidden, "tanh"), dense(1, "sigmoid")],
    cost: "cross-entropy",
    initializer: "gaussian",
    seed,
  });
  try {
    const run = train(net, table, {
      epochs,
      optimizer: "l-bfgs",
      threads: 1,
      ...(signal === undefined ? {} : { signal }),
    });
    for await (const _ of run) void _;
    signal?.throwIfAborted();
  } catch (error) {
    if (!(error instanceof NndlError) || error.code !== "training.diverged") throw error;
    return undefined;
  }
  return net;
}

/** How many rows of the table a network gets wrong. */
export async function mistakesOf(net: Network, table: Dataset<"values">): Promise<number> {
  const outputs = await net.predict(Array.from({ length: table.count }, (_, row) => table.input(row)));
  return outputs.filter(([a], row) => a > 0.5 !== (table.targets.values[row] === 1)).length;
}

/** What comes out where pairs of values become one, and so on in a tree, until one is left: each pair by the same network. */
export async function throughTree(pair: Network, inputs: readonly (readonly number[])[]): Promise<number[]> {
  let open = inputs;
  while (open[0].length > 1) {
    const pairs = Math.floor(open[0].length / 2);
    const all = open.flatMap((values) => Array.from({ length: pairs }, (_, i) => values.slice(2 * i, 2 * i + 2)));
    const outputs = await pair.predict(all);
    open = open.map((values, row) => [
      ...outputs.slice(row * pairs, (row + 1) * pairs).map(([a]) => a),
      ...values.slice(2 * pairs),
    ]);
  }
  return open.map(([value]) => value);
}
