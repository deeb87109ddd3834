/** How fast every neuron of a network's hidden layers learns, by the library's backpropagation, here in the page. */
import { type Dataset, network, parameterName, referenceEngine } from "nndl";
import { type Deep, networkOf, placesOf, width } from "./network.ts";
import { type LayerGradients, lengthOf } from "./speeds.ts";

/**
 * The mean gradient over some examples, before any training. They are one mini-batch: a batch normalization has no averages of
 * its own yet.
 */
export async function gradientsOf(deep: Deep, data: Dataset): Promise<readonly LayerGradients[]> {
  const session = await referenceEngine.open(network(networkOf(deep)), { miniBatchSize: data.count });
  try {
    const all = Uint32Array.from({ length: data.count }, (_, i) => i);
    const { parameters } = session.gradients(session.load(data), all, { training: true });
    return placesOf(deep).map(({ weights, shift }) => ({
      biases: parameters.get(parameterName(shift, deep.normalized ? "shift" : "biases"))!,
      weights: lengthsOfRows(parameters.get(parameterName(weights, "weights"))!),
    }));
  } finally {
    session.close();
  }
}

function lengthsOfRows(values: ArrayLike<number>): Float64Array {
  const size = values.length / width;
  return Float64Array.from({ length: width }, (_, j) =>
    lengthOf(Array.from({ length: size }, (_, k) => values[j * size + k]!)),
  );
}
