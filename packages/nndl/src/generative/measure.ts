/** What can be said of a machine after an epoch, by the engine of networks: going up and down again is a network of two layers. */
import type { Dataset } from "../data/index.ts";
import { wasmEngine } from "../engines/index.ts";
import { Network } from "../network/index.ts";
import type { BoltzmannMachine } from "./machine.ts";

/** One data set, measured after an epoch. Plain JSON. */
export interface MachineMeasurement {
  /** The number of examples. */
  readonly count: number;
  /**
   * The squared error of an example against what the machine makes of it, up to the hidden units' means and down again, summed
   * over the visible units: no likelihood, but soon computed and soon understood.
   */
  readonly reconstruction: number;
}

/** The layer that goes from a machine's visible units to its hidden ones: P(h | v) as a network. */
export function upward(machine: BoltzmannMachine): Network {
  const { visible, hidden, seed } = machine.spec;
  return Network.fromParameters(
    { input: [visible], layers: [{ type: "dense", units: hidden, activation: "sigmoid" }], cost: "quadratic", seed },
    new Map([
      ["layers.0.weights", { shape: [hidden, visible], values: machine.weights }],
      ["layers.0.biases", { shape: [hidden], values: machine.hiddenBiases }],
    ]),
  );
}

/** From the hidden units to the visible ones. */
export function downward(machine: BoltzmannMachine): Network {
  const { visible, hidden, seed, units } = machine.spec;
  const activation = units === "gaussian" ? "linear" : "sigmoid";
  return Network.fromParameters(
    { input: [hidden], layers: [{ type: "dense", units: visible, activation }], cost: "quadratic", seed },
    new Map([
      ["layers.0.weights", { shape: [visible, hidden], values: transposed(machine.weights, hidden, visible) }],
      ["layers.0.biases", { shape: [visible], values: machine.visibleBiases }],
    ]),
  );
}

/** A matrix of so many rows and columns, the other way round. */
export function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const other = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) other[column * rows + row] = values[row * columns + column];
  return other;
}

/** The outputs of a network for all of a data set's examples, one after another. */
export async function outputsOf(
  network: Network,
  data: Dataset,
  threads: number | "auto" = "auto",
): Promise<Float32Array> {
  const session = await wasmEngine.open(network, { threads });
  try {
    const { outputSize } = network;
    const outputs = new Float32Array(data.count * outputSize);
    const piece = 2048;
    for (let from = 0; from < data.count; from += piece) {
      const to = Math.min(data.count, from + piece);
      outputs.set(session.predict(inputsOf(data, from, to)), from * outputSize);
    }
    return outputs;
  } finally {
    session.close();
  }
}

/** Examples as rows of float32, each stored feature × the data's scale. */
export function inputsOf({ features, scale, size }: Dataset, from: number, to: number): Float32Array {
  const inputs = Float32Array.from(features.subarray(from * size, to * size));
  if (scale !== 1) for (let i = 0; i < inputs.length; i++) inputs[i] *= scale;
  return inputs;
}

/** How near a machine's reconstructions come. Units of classes are left out: they are not made, but chosen. */
export async function measureMachine(
  machine: BoltzmannMachine,
  data: Dataset,
  threads: number | "auto" = "auto",
): Promise<MachineMeasurement> {
  const { visible, classes } = machine.spec;
  const [up, down] = [upward(machine), downward(machine)];
  const both = Network.fromParameters(
    { ...up.spec, layers: [...up.spec.layers, ...down.spec.layers] },
    new Map([
      ...up.parameters,
      ...[...down.parameters].map(([key, tensor]) => [key.replace("layers.0", "layers.1"), tensor] as const),
    ]),
  );
  let error = 0;
  const piece = 2048;
  const session = await wasmEngine.open(both, { threads });
  try {
    for (let from = 0; from < data.count; from += piece) {
      const inputs = inputsOf(data, from, Math.min(data.count, from + piece));
      const made = session.predict(inputs);
      for (let i = 0; i < inputs.length; i++) {
        if (i % visible >= visible - classes) continue;
        const apart = inputs[i] - made[i];
        error += apart * apart;
      }
    }
  } finally {
    session.close();
  }
  return { count: data.count, reconstruction: error / data.count };
}
