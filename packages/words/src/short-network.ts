/** Networks in one line. */
import { type ActivationName, formatLayers, type InitializerName, type NetworkSpec } from "nndl";
import { activationOf } from "nndl/spec";

/** How a network is written in one line, and what that line leaves out. */
export interface ShortNetwork {
  readonly layers: string;
  /** Of the layers with neurons before the last that do not say another. */
  readonly activation?: ActivationName;
  /** Of the layers that do not say another. */
  readonly initializer?: InitializerName;
  /** The last layer's, where the line does not say it. */
  readonly output?: ActivationName;
}

/** The short notation of a network, with as much as possible left out: "784-30-10" where that is all there is to say. */
export function shorten({ input, layers }: Pick<NetworkSpec, "input" | "layers">): ShortNetwork {
  const initializers = layers.flatMap((layer) => ("initializer" in layer ? [layer.initializer] : []));
  const hidden = layers
    .slice(0, -1)
    .flatMap((layer) => ("initializer" in layer && "activation" in layer ? [layer.activation] : []));
  const usual = {
    ...(hidden[0] === undefined ? {} : { activation: hidden[0] }),
    ...(initializers[0] === undefined ? {} : { initializer: initializers[0] }),
  };
  const sizes = layers.flatMap((layer) => (layer.type === "dense" ? [layer.units] : []));
  const isPlain =
    input.length === 1 &&
    sizes.length === layers.length &&
    new Set(hidden).size <= 1 &&
    new Set(initializers).size === 1;
  if (!isPlain) return { layers: formatLayers({ input, layers }, usual), ...usual };
  return { layers: [input[0], ...sizes].join("-"), ...usual, output: activationOf(layers[layers.length - 1]) };
}
