/** What MNIST's networks are shown of a drawing: fetched with the first stroke. */
import { centerDigit, type ImageSize, inkAsBytes } from "nndl/images";
import { inkOf, type Stroke, side } from "./strokes.ts";

/** The network's inputs for a drawing: centred as MNIST centres, in its steps of 1/256; undefined for an empty pad. */
export function inputsOf(strokes: readonly Stroke[], field: ImageSize): Float32Array | undefined {
  const values = inkOf(strokes);
  if (!values.some((value) => value > 0)) return undefined;
  return inkAsBytes(centerDigit({ width: side, height: side, values }, field).values);
}
