import { placeWindows } from "../../../layers/geometry.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { type Margins, noMargins } from "../grid.ts";
import { isOf } from "./cut.ts";

/** The zeros that a layer wants around its input. */
export function marginsFor(layer: PlacedLayer | undefined): Margins {
  if (layer === undefined || !(isOf(layer, "conv2d") || isOf(layer, "convPool2d"))) return noMargins;
  const { kernel, stride, padding } = layer.spec;
  const { top, left, height, width, output } = placeWindows(layer.input, kernel, stride, padding);
  // Only as much below and to the right as the last positions reach.
  const past = (axis: 0 | 1, size: number) => Math.max(0, (output[axis] - 1) * stride[axis] + kernel[axis] - size);
  return { top, left, bottom: past(0, height + top), right: past(1, width + left) };
}
