import type { Dataset } from "../../data/index.ts";
import { inputsIn } from "../../data/inputs-in.ts";
import type { Work } from "../../engines/work.ts";
import type { LayerInput } from "../../layers/index.ts";
import { sizeOf } from "../../layers/index.ts";
import { Network, type PlacedLayer, parameterName, type Tensor } from "../../network/index.ts";

/** As many numbers of a layer are asked for at once, and of as many examples at most. */
const numbersAtOnce = 2 ** 21;
const examplesAtOnce = 500;

/**
 * Goes through the weighted inputs z of some layers for all examples of a data set, part by part, as the engine computes them.
 *
 * An engine gives a network's outputs only. So each layer is the output of a network of its own: those before it and itself, with
 * its activation left out. That computes early layers again for each later one, and is still many times as fast as float64, layer
 * by layer, in JavaScript; and one session at a time is all the memory that it takes.
 */
export async function eachWeightedInput(
  network: Network,
  layers: readonly PlacedLayer[],
  data: Dataset,
  work: Work,
  visit: (layer: PlacedLayer, z: Float32Array, from: number) => void,
): Promise<void> {
  for (const [place, layer] of layers.entries()) {
    const session = await work.engine.open(upTo(network, layer), { threads: work.threads });
    try {
      const atOnce = Math.max(1, Math.min(examplesAtOnce, Math.floor(numbersAtOnce / sizeOf(layer.output))));
      for (let from = 0; from < data.count; from += atOnce) {
        const part = data.slice(from, Math.min(from + atOnce, data.count));
        visit(layer, session.predict(inputsIn(part)), from);
        await work.after(place * data.count + from + part.count, layers.length * data.count);
      }
    } finally {
      session.close();
    }
  }
}

/** The network that ends with a layer's weighted inputs. */
function upTo({ spec, parameters, layers }: Network, { index }: PlacedLayer): Network {
  const own = layers.slice(0, index + 1);
  const last = { ...spec.layers[index]!, activation: "linear" } as LayerInput;
  return Network.fromParameters(
    { input: spec.input, layers: [...spec.layers.slice(0, index), last], cost: "quadratic" },
    new Map(
      own.flatMap((layer) =>
        layer.parameters.map(({ name }) => {
          const key = parameterName(layer.index, name);
          return [key, parameters.get(key) as Tensor] as const;
        }),
      ),
    ),
  );
}
