/** What a window of an image is made into by pooling: value and derivative side by side, in float64. */
import type { Windows } from "./geometry.ts";

export interface Pooling {
  /** What the values of a window, in raster order, become. */
  value(window: Float64Array): number;
  /** Writes ∂C/∂window given the error ∂C/∂value. */
  derivative(window: Float64Array, value: number, error: number, errors: Float64Array): void;
}

/** How a window is pooled: its largest value, its mean, or the root of its sum of squares. */
export type PoolingName = "max" | "average" | "l2";

/** Every way of pooling by name. */
export const poolings: Readonly<Record<PoolingName, Pooling>> = {
  /** The largest value; of equal ones the first. */
  max: {
    value: (window) => window.reduce((most, x) => Math.max(most, x)),
    derivative(window, value, error, errors) {
      errors.fill(0);
      errors[window.indexOf(value)] = error;
    },
  },
  /** The mean. */
  average: {
    value: (window) => window.reduce((sum, x) => sum + x, 0) / window.length,
    derivative: (window, _, error, errors) => errors.fill(error / window.length),
  },
  /** √Σ x², the book's L2 pooling; where it is 0, its derivative is taken as 0. */
  l2: {
    value: (window) => Math.sqrt(window.reduce((sum, x) => sum + x * x, 0)),
    derivative(window, value, error, errors) {
      for (let i = 0; i < window.length; i++) errors[i] = value === 0 ? 0 : (error * window[i]) / value;
    },
  },
};

export const poolingNames = Object.keys(poolings) as readonly PoolingName[];

/** Pools every channel of one example. */
export function pool(pooling: Pooling, windows: Windows, input: Float64Array, output: Float64Array): void {
  eachWindow(windows, input, (window, _, at) => {
    output[at] = pooling.value(window);
  });
}

/** Writes ∂C/∂input, given one example's ∂C/∂output; where windows overlap, their errors add up. */
export function poolBack(
  pooling: Pooling,
  windows: Windows,
  input: Float64Array,
  outputError: Float64Array,
  inputError: Float64Array,
): void {
  const errors = new Float64Array(windows.extent[0] * windows.extent[1]);
  inputError.fill(0);
  eachWindow(windows, input, (window, places, at) => {
    pooling.derivative(window, pooling.value(window), outputError[at], errors);
    places.forEach((place, i) => {
      inputError[place] += errors[i];
    });
  });
}

/** Calls `visit` with the values of each window, the places they came from, and the place of the output. */
export function eachWindow(
  { height, width, extent, stride, output }: Windows,
  input: Float64Array,
  visit: (window: Float64Array, places: Uint32Array, output: number) => void,
): void {
  const window = new Float64Array(extent[0] * extent[1]);
  const places = new Uint32Array(window.length);
  const channels = input.length / (height * width);
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < output[0]; row++)
      for (let column = 0; column < output[1]; column++) {
        for (let i = 0; i < window.length; i++) {
          const y = row * stride[0] + Math.floor(i / extent[1]);
          const x = column * stride[1] + (i % extent[1]);
          places[i] = (channel * height + y) * width + x;
          window[i] = input[places[i]];
        }
        visit(window, places, (channel * output[0] + row) * output[1] + column);
      }
}
