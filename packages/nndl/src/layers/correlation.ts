/** The cross-correlation that convolutional layers are made of, in float64, by its formula. */
import type { Windows } from "./geometry.ts";

/** Filters over the channels of an image; in each of the groups, filters see only that group's channels. */
export interface Correlation {
  readonly windows: Windows;
  readonly channels: number;
  readonly filters: number;
  readonly groups: number;
}

/** Calls `visit` for every product weight × input of one example's output, sums in the order of channel, row, column. */
function eachProduct(
  { windows, channels, filters, groups }: Correlation,
  visit: (output: number, weight: number, input: number) => void,
): void {
  const { height, width, extent, stride, top, left, output } = windows;
  const [rows, columns] = output;
  const perGroup = channels / groups;
  for (let filter = 0; filter < filters; filter++) {
    const firstChannel = Math.floor(filter / (filters / groups)) * perGroup;
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        for (let channel = 0; channel < perGroup; channel++)
          for (let v = 0; v < extent[0]; v++) {
            const y = row * stride[0] + v - top;
            if (y < 0 || y >= height) continue;
            for (let h = 0; h < extent[1]; h++) {
              const x = column * stride[1] + h - left;
              if (x < 0 || x >= width) continue;
              visit(
                (filter * rows + row) * columns + column,
                ((filter * perGroup + channel) * extent[0] + v) * extent[1] + h,
                ((firstChannel + channel) * height + y) * width + x,
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
  eachProduct(correlation, (o, w, i) => {
    output[o] += weights[w] * input[i];
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
  eachProduct(correlation, (o, w, i) => {
    gradient[w] += outputError[o] * input[i];
    inputError[i] += outputError[o] * weights[w];
  });
}
