import type { PlacedLayer } from "../../../network/index.ts";
import { parameterName } from "../../../network/parameter-name.ts";
import type { PackedParameter } from "../parameter.ts";

/** One number for each channel, padded to a multiple of four. */
export function channelParameter(
  layer: PlacedLayer,
  name: string,
  channels: number,
  address: number,
  trained: boolean,
): PackedParameter {
  return {
    key: parameterName(layer.index, name),
    address,
    length: Math.ceil(channels / 4) * 4,
    regularized: false,
    trained,
    pack: (values, into) => into.set(values),
    unpack: (from, values) => values.set(from.subarray(0, channels)),
  };
}

export function biasParameter(
  layer: PlacedLayer,
  channels: number,
  address: number,
  trained: boolean,
): PackedParameter {
  return channelParameter(layer, "biases", channels, address, trained);
}
