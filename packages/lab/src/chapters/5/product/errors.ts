/** The error of one digit on its way back through the hidden layers, by the library's product of matrices (equation 124). */
import { network } from "nndl";
import { errorProduct } from "nndl/analysis";
import { type Deep, networkOf } from "../deep/network.ts";
import { lengthOf } from "../deep/speeds.ts";
import { tenDigits } from "../deep/ten-digits.ts";

/** What the matrix Σ′(zˡ)(wˡ⁺¹)ᵀ before a layer does to the error. */
export interface Passage {
  /** The hidden layer that the error comes to, from 1. */
  readonly layer: number;
  /** How many times as long it becomes, and how many times at most an error could. */
  readonly factor: number;
  readonly most: number;
  /** In row-major order, a row for each neuron of the layer. */
  readonly matrix: Float64Array;
  readonly columns: number;
}

export interface WayBack {
  /** ‖δ‖ of each hidden layer, the first one first, and of the outputs. */
  readonly lengths: readonly number[];
  /** The most that there could be there of an error as long as that of the outputs: the matrices' norms, multiplied. */
  readonly bounds: readonly number[];
  /** In the order of the layers: the last of them is passed first. */
  readonly passages: readonly Passage[];
  /** What one passage does on average: the root of what all do. */
  readonly mean: number;
}

/** @param digit which of the ten digits is shown */
export function wayBack(deep: Pick<Deep, "depth" | "activation" | "start" | "seed">, digit: number): WayBack {
  const net = network(networkOf({ ...deep, normalized: false, residual: false }));
  const { factors, errors } = errorProduct(net, tenDigits.input(digit), tenDigits.target(digit));
  const lengths = errors.map(lengthOf);
  const bounds = [...lengths];
  for (let l = factors.length - 1; l >= 0; l--) bounds[l] = bounds[l + 1]! * factors[l]!.norm;
  return {
    ...{ lengths, bounds },
    passages: factors.map(({ norm, values, shape: [, columns] }, l) => ({
      ...{ layer: l + 1, factor: lengths[l]! / lengths[l + 1]!, most: norm },
      ...{ matrix: values, columns: columns! },
    })),
    mean: (lengths[0]! / lengths.at(-1)!) ** (1 / factors.length),
  };
}
