/** The cross-correlation that convolutional layers are made of, in float64, by its formula. */
import type { Windows } from "./geometry.ts";

/** Filters over the channels of an image; in each of the groups, filters see only that group's channels. */
export interface Correlation {
  readonly windows: Windows;
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
}

/**
 * Calls `visit` for every row of a filter's window that one output of an example sees, in the order of channel and row:
 * `count` weights from `weight` on meet as many inputs from `input` on.
 */
function eachRow(
  { windows, channels, filters, groups }: Correlation,
  visit: (output: number, weight: number, input: number, count: number) => void,
): void {
  const { height, width, extent, stride, top, left, output } = windows;
  const [rows, columns] = output;
  const perGroup = channels / groups;
  for (let filter = 0; filter < filters; filter++) {
    const firstChannel = Math.floor(filter / (filters / groups)) * perGroup;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const x = column * stride[1] - left;
        const from = Math.max(0, -x);
        const count = Math.min(extent[1], width - x) - from;
        for (let channel = 0; channel < perGroup; channel++)
          for (let v = 0; v < extent[0]; v++) {
            const y = row * stride[0] + v - top;
            if (y < 0 || y >= height) continue;
            visit(
              (filter * rows + row) * columns + column,
              ((filter * perGroup + channel) * extent[0] + v) * extent[1] + from,
              ((firstChannel + channel) * height + y) * width + x + from,
              count,
            );
          }
      }
  }
}

/** output_{f,j,k} = Σ w_{f,c,l,m} · input_{c, sj+l, sk+m} for one example. Chapter 6, equation 125. */
export function correlate(
  correlation: Correlation,
  weights: Float64Array,
  input: Float64Array,
  output: Float64Array,
): void {
  output.fill(0);
  eachRow(correlation, (o, w, i, count) => {
    let sum = output[o];
    for (let k = 0; k < count; k++) sum += weights[w + k] * input[i + k];
    output[o] = sum;
  });
}

/** Adds to the gradient of the weights, and writes ∂C/∂input, given one example's ∂C/∂output. */
export function correlateBack(
  correlation: Correlation,
  weights: Float64Array,
  input: Float64Array,
  outputError: Float64Array,
  gradient: Float64Array,
  inputError: Float64Array,
): void {
  inputError.fill(0);
  eachRow(correlation, (o, w, i, count) => {
    const error = outputError[o];
    for (let k = 0; k < count; k++) {
      gradient[w + k] += error * input[i + k];
      inputError[i + k] += error * weights[w + k];
    }
  });
}
