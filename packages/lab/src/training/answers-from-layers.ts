/** Answers about what is in the layers: how weights, activations and gradients are distributed. */
import { type Dataset, type Network, parameterName } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { wholeIn } from "./check.ts";
import type { AskGradients, AskHistogram, GradientNorms, Histograms, LayerHistogram } from "./questions.ts";
import { Turn } from "./turn.ts";
import type { Viewer } from "./viewer.ts";

const code = "question";

export async function histogramsOf(
  network: Network,
  data: () => Promise<Dataset>,
  question: AskHistogram,
): Promise<Histograms> {
  const bins = wholeIn(question.bins ?? 40, 1, 1000, code, "the number of bins");
  const examples = wholeIn(question.examples ?? 50, 1, 500, code, "the number of examples");
  const values = question.of === "weights" ? weightsOf(network) : await activationsOf(network, await data(), examples);
  const layers = network.layers.flatMap(({ index, spec }) =>
    values[index]!.length === 0 ? [] : [{ index, type: spec.type, ...histogram(values[index]!, bins) }],
  );
  return { layers };
}

type Numbers = readonly ArrayLike<number>[];

function weightsOf(network: Network): Numbers {
  return network.layers.map(({ index }) => network.parameters.get(parameterName(index, "weights"))?.values ?? []);
}

async function activationsOf(network: Network, data: Dataset, most: number): Promise<Numbers> {
  const examples = Math.min(most, data.count);
  const values: number[][] = network.layers.map(() => []);
  // A few millions are enough to draw a distribution.
  const perExample = Math.max(1, Math.floor(2_000_000 / examples));
  const turn = new Turn();
  for (let i = 0; i < examples; i++) {
    for (const { index, values: outputs } of layerOutputs(network, data.input(i))) {
      const every = Math.ceil(outputs.length / perExample);
      for (let j = 0; j < outputs.length; j += every) values[index]!.push(outputs[j]!);
    }
    await turn.pass();
  }
  return values;
}

/** Counts in equally wide bins from the smallest value to the largest. */
export function histogram(values: ArrayLike<number>, bins: number): Omit<LayerHistogram, "index" | "type"> {
  let [from, to, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    from = Math.min(from, value);
    to = Math.max(to, value);
    sum += value;
  }
  const mean = sum / values.length;
  // All alike, they get a bin in the middle.
  if (from === to) [from, to] = [from - 0.5, to + 0.5];
  const counts = new Uint32Array(bins);
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    squares += (value - mean) ** 2;
    counts[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]!++;
  }
  return { from, to, counts, mean, deviation: Math.sqrt(squares / values.length) };
}

/** ‖∂C/∂b‖ and ‖∂C/∂w‖ of each layer that has some: chapter 5's measure of how fast a layer learns. */
export async function gradientNorms(
  viewer: Viewer,
  data: Dataset,
  { examples = 100, training = false, byUnit = false }: AskGradients,
): Promise<GradientNorms> {
  const { cost, parameters } = await viewer.gradients(data, wholeIn(examples, 1, 1000, code, "examples"), training);
  const slopes = (layer: number, name: string) => parameters.get(parameterName(layer, name)) ?? new Float32Array();
  const layers = viewer.network.layers
    .filter(({ parameters }) => parameters.length > 0)
    .map(({ index, spec, parameters: [{ shape } = { shape: [1] }] }) => {
      const [weights, biases] =
        spec.type === "batchNorm"
          ? [slopes(index, "scale"), slopes(index, "shift")]
          : [slopes(index, "weights"), slopes(index, "biases")];
      const units = { biases: biases.slice(), weights: lengthsOf(weights, shape[0] ?? 1) };
      return {
        ...{ index, type: spec.type, biases: lengthOf(biases), weights: lengthOf(weights) },
        ...(byUnit ? { units } : {}),
      };
    });
  return { cost, layers };
}

function lengthOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** Of so many rows one after another. */
function lengthsOf(values: Float32Array, rows: number): Float32Array {
  const size = values.length / rows;
  return Float32Array.from({ length: rows }, (_, row) => lengthOf(values.subarray(row * size, (row + 1) * size)));
}
