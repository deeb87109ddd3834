import { finite } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { checkData } from "../../engines/session-checks.ts";
import { checkFiniteWeights, checkWork, type WorkOptions } from "../../engines/work.ts";
import { NndlError } from "../../errors.ts";
import { type ActivationName, activations } from "../../functions/index.ts";
import { activationOf, type LayerType, type Shape, sizeOf } from "../../layers/index.ts";
import { checkNetwork, type Network, type PlacedLayer } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import {
  checkDistribution,
  type Distribution,
  type DistributionOptions,
  distributionFields,
  distributionOf,
  Moments,
} from "./distribution.ts";
import { ownSlopes } from "./own-slopes.ts";
import { eachWeightedInput } from "./weighted-inputs.ts";

/** What is told of activations, and how it is computed. */
export interface ActivationOptions extends DistributionOptions, WorkOptions {
  /** An activation is saturated where |σ′(z)| is below this; 0.01 when absent. */
  readonly saturation?: number | undefined;
}

/** How the activations of one layer are distributed over all examples of some data. */
export interface ActivationStatistics extends Distribution {
  /** The layer's place in the network, from 0. */
  readonly layer: number;
  /** The kind of the layer. */
  readonly type: LayerType;
  /** What it makes of its weighted inputs. */
  readonly activation: ActivationName;
  /** Of one example's activations: [units], or channels × height × width. */
  readonly shape: Shape;
  /** The share of all activations that are saturated: |σ′(z)| is below the bound, so that hardly any gradient gets through. */
  readonly saturated: number;
  /** The same for each unit by itself, or for each filter. */
  readonly saturatedByUnit: Float64Array;
  /** The mean slope σ′(z). */
  readonly slope: number;
  /** The units, or filters, that nothing gets through for any example: σ′(z) is 0 for all, as of a rectified unit that is never on. */
  readonly dead: readonly number[];
}

/** As many activations of a layer are kept for quantiles and the histogram. */
const mostKept = 2 ** 20;

/**
 * How the activations of each layer with an activation are distributed over a data set, how many of them are saturated, and which
 * units are dead: computed by the fast engine as the network is used (dropout drops nothing), in parts, so that memory does not
 * grow with the data.
 *
 * Where a layer has more than a million activations for all examples, quantiles and the histogram are those of some examples,
 * chosen by chance and always the same; all else is of all. The slope of a softmax is a (1 − a), that of a_j by its own z_j.
 *
 * @throws NndlError "network.instance", "dataset.instance", "data.…" for data that do not fit, "network.parameters" for weights that
 *   are not finite, "statistics.saturation", "statistics.quantiles", "statistics.bins", "analysis.options", and what the engine
 *   throws where it cannot run; "statistics.values" for activations beyond all float32 numbers; the reason of a signal that was given
 * @example
 * const [layer] = await activationStatistics(net, digits.test);
 * [layer.activation, layer.count, layer.saturatedByUnit.length]; // ["sigmoid",500,10]
 * @see chapter 3, "The cross-entropy cost function" and "Weight initialization"; chapter 5, "Unstable gradients in more complex
 *   networks"
 */
export async function activationStatistics(
  network: Network,
  data: Dataset,
  options: ActivationOptions = {},
): Promise<readonly ActivationStatistics[]> {
  checkNetwork(network);
  checkData(network, data);
  const work = checkWork(options, [...distributionFields, "saturation"]);
  const wanted = checkDistribution(work.own);
  const bound = finite(
    work.own.saturation ?? 0.01,
    { code: "statistics.saturation", what: "the slope below which an activation is saturated" },
    { min: 0 },
  );
  checkFiniteWeights(network);
  const layers = network.layers.filter(({ spec }) => "activation" in spec);
  const tallies = new Map(layers.map((layer) => [layer, new Tally(layer, data.count, bound)]));
  await eachWeightedInput(network, layers, data, work, (layer, z, from) => tallies.get(layer)!.add(z, from));
  return layers.map((layer) => {
    const { moments, kept, slopes, saturated, isDead } = tallies.get(layer)!;
    if (![moments.mean, moments.min, moments.max].every(Number.isFinite))
      throw new NndlError("statistics.values", {
        problem: `activations of layer ${layer.index + 1} are no finite numbers: its weights, or those before it, are too large`,
        next: "Use the weights of an earlier epoch, or train with a smaller learning rate.",
      });
    const [units] = layer.output as readonly [number];
    const perUnit = moments.count / units;
    return {
      ...{ layer: layer.index, type: layer.spec.type, activation: activationOf(layer.spec), shape: layer.output },
      ...distributionOf(moments, kept, wanted),
      saturated: saturated.reduce((sum, each) => sum + each, 0) / moments.count,
      saturatedByUnit: saturated.map((each) => each / perUnit),
      slope: slopes.mean,
      dead: Array.from({ length: units }, (_, unit) => unit).filter((unit) => isDead[unit] === 1),
    };
  });
}

/** What is counted of one layer while its activations go by. */
class Tally {
  readonly moments = new Moments();
  readonly slopes = new Moments();
  /** Saturated activations of each unit. */
  readonly saturated: Float64Array;
  readonly isDead: Uint8Array;
  readonly kept: Float32Array;
  readonly #layer: PlacedLayer;
  readonly #bound: number;
  /** Of each example, where its activations are kept; −1 for those that are not. */
  readonly #places: Int32Array;

  constructor(layer: PlacedLayer, examples: number, bound: number) {
    const size = sizeOf(layer.output);
    const keep = Math.min(examples, Math.max(1, Math.floor(mostKept / size)));
    this.#layer = layer;
    this.#bound = bound;
    this.#places = new Int32Array(examples).fill(-1);
    const order = keep < examples ? stream(0, "activation statistics", layer.index).permutation(examples) : undefined;
    for (let i = 0; i < keep; i++) this.#places[order?.[i] ?? i] = i;
    this.kept = new Float32Array(keep * size);
    this.saturated = new Float64Array(layer.output[0]!);
    this.isDead = new Uint8Array(layer.output[0]!).fill(1);
  }

  /** Takes the weighted inputs of the examples that begin with `first`. */
  add(weighted: Float32Array, first: number): void {
    const { output, spec } = this.#layer;
    const activation = activations[activationOf(spec)];
    const size = sizeOf(output);
    const units = output[0]!;
    const perUnit = size / units;
    const [z, a, slopes] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (let from = 0; from < weighted.length; from += size) {
      z.set(weighted.subarray(from, from + size));
      activation.value(z, a);
      ownSlopes(activation, z, a, slopes);
      // As an engine has them.
      for (let j = 0; j < size; j++) a[j] = Math.fround(a[j]!);
      this.moments.add(a);
      this.slopes.add(slopes);
      for (let unit = 0, j = 0; unit < units; unit++)
        for (const end = j + perUnit; j < end; j++) {
          const slope = Math.abs(slopes[j]!);
          if (slope < this.#bound) this.saturated[unit]!++;
          if (slope > 0) this.isDead[unit] = 0;
        }
      const place = this.#places[first + from / size]!;
      if (place >= 0) this.kept.set(a, place * size);
    }
  }
}
