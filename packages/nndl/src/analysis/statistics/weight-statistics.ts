import { knownKeys, plainObject } from "../../check.ts";
import { checkFiniteWeights } from "../../engines/work.ts";
import type { LayerType, Shape } from "../../layers/index.ts";
import { checkNetwork, type Network, parameterName, type Tensor } from "../../network/index.ts";
import {
  checkDistribution,
  type Distribution,
  type DistributionOptions,
  distributionFields,
  distributionOf,
  Moments,
} from "./distribution.ts";

/** How the numbers of one array of parameters are distributed. Plain JSON. */
export interface WeightStatistics extends Distribution {
  /** The layer's place in the network, from 0. */
  readonly layer: number;
  /** The kind of the layer. */
  readonly type: LayerType;
  /** "weights", "biases", … */
  readonly name: string;
  /** [units, inputs] of a dense layer's weights, [units] of its biases, … */
  readonly shape: Shape;
  /** How many of the numbers are exactly 0. */
  readonly zeros: number;
}

/**
 * How the weights and the biases of each layer are distributed: mean, standard deviation, ends, quantiles and a histogram of
 * each array of parameters, in float64.
 *
 * @throws NndlError "network.instance", "network.parameters" for weights that are not finite, "statistics.options",
 *   "statistics.quantiles", "statistics.bins"
 * @example
 * const [weights] = weightStatistics(net);
 * [weights.name, weights.count, weights.shape]; // ["weights",7840,[10,784]]
 * @see chapter 3, "Weight initialization"
 */
export function weightStatistics(network: Network, options: DistributionOptions = {}): readonly WeightStatistics[] {
  checkNetwork(network);
  const where = { code: "statistics.options", what: "the options of statistics" } as const;
  const fields = plainObject(options, where);
  knownKeys(fields, distributionFields, where);
  const wanted = checkDistribution(fields);
  checkFiniteWeights(network);
  return network.layers.flatMap(({ index, spec, parameters }) =>
    parameters.map(({ name, shape }) => {
      const { values } = network.parameters.get(parameterName(index, name)) as Tensor;
      const moments = new Moments();
      moments.add(values);
      let zeros = 0;
      for (const value of values) if (value === 0) zeros++;
      return { layer: index, type: spec.type, name, shape, ...distributionOf(moments, values, wanted), zeros };
    }),
  );
}
