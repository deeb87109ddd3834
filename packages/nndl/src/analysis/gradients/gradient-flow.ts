import type { Dataset } from "../../data/index.ts";
import type { ResidentData, Session } from "../../engines/index.ts";
import { checkData } from "../../engines/session-checks.ts";
import { checkFiniteWeights, checkWork, type Work, type WorkOptions } from "../../engines/work.ts";
import { isTrained, type LayerType, type ParameterSpec, type Shape } from "../../layers/index.ts";
import { checkNetwork, type Network, type PlacedLayer, parameterName } from "../../network/index.ts";

/** How fast the layers of a network learn: the gradient of the mean cost of some examples, by layer and by neuron. */
export interface GradientFlow {
  /** The number of examples. */
  readonly count: number;
  /** Their mean unregularized cost. */
  readonly cost: number;
  /** The layers that have something to learn, from the first to the last. */
  readonly layers: readonly LayerGradient[];
  /**
   * How many times as fast as the first layer the last hidden one learns: the quotient of their speeds. Absent where there is
   * no hidden layer with weights, or where the first does not learn at all.
   */
  readonly ratio?: number;
}

/** The gradient of one layer. */
export interface LayerGradient {
  /** The layer's place in the network, from 0. */
  readonly index: number;
  /** The kind of the layer. */
  readonly type: LayerType;
  /** The book's speed of a layer, ‖∂C/∂b‖; of a batch normalization ‖∂C/∂shift‖. */
  readonly speed: number;
  /** The length of its whole gradient, weights and biases together. */
  readonly norm: number;
  /** What it learns, one array after another: "weights" and "biases", of a batch normalization "scale" and "shift". */
  readonly parameters: readonly ParameterGradient[];
}

/** The gradient of one array of parameters. */
export interface ParameterGradient {
  /** "weights", "biases", … */
  readonly name: string;
  /** [units, inputs] of a dense layer's weights, [units] of its biases, … */
  readonly shape: Shape;
  /** ∂C/∂p of each of its numbers, in row-major order. */
  readonly values: Float64Array;
  /** √ Σ (∂C/∂p)². */
  readonly norm: number;
  /** The same for each neuron (filter, channel) by itself; of biases it is |∂C/∂b|. */
  readonly byUnit: Float64Array;
}

/** Examples whose gradients are asked for at once: an engine keeps ∂C/∂x of each. */
const atOnce = 500;

/**
 * The gradient of the mean cost of a data set, by layer and by neuron: how fast each part of a network would learn from these
 * examples now. Backpropagation on the fast engine; the cost is without regularization, and layers behave as in use (dropout
 * drops nothing). The network does not change.
 *
 * δˡ = (1/n) Σₓ ∂Cₓ/∂bˡ, an array of [units]; its length ‖δˡ‖ is the book's speed of layer l.
 *
 * @param data what the gradient is the mean of, all of it: `digits.training.take(1000)` are the book's first thousand images
 * @throws NndlError "network.instance", "dataset.instance", "data.…" for data that do not fit, "network.parameters" for weights
 *   that are not finite, "analysis.options", and what the engine throws where it cannot run; the reason of a signal that was
 *   given
 * @example
 * const { layers } = await gradientFlow(net, digits.training);
 * layers.map(({ speed }) => speed); // one for each layer
 * @see chapter 5, "The vanishing gradient problem"
 */
export async function gradientFlow(network: Network, data: Dataset, options: WorkOptions = {}): Promise<GradientFlow> {
  checkNetwork(network);
  checkData(network, data);
  const work = checkWork(options);
  const { engine, threads } = work;
  checkFiniteWeights(network);
  const session = await engine.open(network, { threads });
  try {
    return await measureGradients(session, session.load(data), work);
  } finally {
    session.close();
  }
}

/** The gradient of all of some data, by the weights that the session has. */
export async function measureGradients(session: Session, resident: ResidentData, work: Work): Promise<GradientFlow> {
  const { count } = resident.data;
  const sums = new Map<string, Float64Array>();
  let cost = 0;
  for (let from = 0; from < count; from += atOnce) {
    const part = Math.min(atOnce, count - from);
    const gradients = session.gradients(
      resident,
      Uint32Array.from({ length: part }, (_, i) => from + i),
    );
    cost += gradients.cost * part;
    for (const [key, values] of gradients.parameters) {
      const sum = sums.get(key) ?? new Float64Array(values.length);
      for (let i = 0; i < sum.length; i++) sum[i] += values[i] * part;
      sums.set(key, sum);
    }
    await work.after(from + part, count);
  }
  const layers = session.network.layers.flatMap((layer) => layerGradient(layer, sums, count));
  return { count, cost: cost / count, layers, ...ratioOf(layers) };
}

function layerGradient(
  { index, spec, parameters: specs }: PlacedLayer,
  sums: ReadonlyMap<string, Float64Array>,
  count: number,
): readonly LayerGradient[] {
  const parameters = specs.filter(isTrained).map((spec) => {
    const sum = sums.get(parameterName(index, spec.name)) as Float64Array;
    return parameterGradient(
      spec,
      sum.map((value) => value / count),
    );
  });
  if (parameters.length === 0) return [];
  const norm = Math.hypot(...parameters.map((each) => each.norm));
  const biases = parameters.find(({ name }) => name === "biases" || name === "shift");
  return [{ index, type: spec.type, speed: biases?.norm ?? norm, norm, parameters }];
}

function parameterGradient({ name, shape }: ParameterSpec, values: Float64Array): ParameterGradient {
  const units = shape[0];
  const size = values.length / units;
  const byUnit = Float64Array.from({ length: units }, (_, j) => lengthOf(values.subarray(j * size, (j + 1) * size)));
  return { name, shape, values, norm: lengthOf(byUnit), byUnit };
}

/** √ Σ v², with nothing lost where all are so small that their squares are 0. */
function lengthOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Of the layers of neurons; a normalization between them is none. */
function ratioOf(layers: readonly LayerGradient[]): { readonly ratio?: number } {
  const hidden = layers.filter(({ parameters }) => parameters.some(({ name }) => name === "weights")).slice(0, -1);
  const ratio = (hidden.at(-1)?.speed ?? 0) / (hidden[0]?.speed ?? 0);
  return Number.isFinite(ratio) ? { ratio } : {};
}
