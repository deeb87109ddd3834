/** How pooling changes along a direction. */
import { eachExample } from "../each-example.ts";
import { placeWindows, type Windows } from "../geometry.ts";
import type { PoolSpec } from "../pool-layer.ts";
import { eachWindow, type PoolingName, poolings } from "../pooling.ts";
import type { LayerTangent } from "./tangent.ts";

interface PoolingTangent {
  /** R{value}, given how the values of the window change. */
  value(window: Float64Array, value: number, tangents: Float64Array): number;
  /** Writes R{∂C/∂window}, given the error ∂C/∂value and how that changes. */
  derivative(at: {
    readonly window: Float64Array;
    readonly value: number;
    readonly tangents: Float64Array;
    readonly error: number;
    readonly errorTangent: number;
    readonly errorTangents: Float64Array;
  }): void;
}

export const poolingTangents: Readonly<Record<PoolingName, PoolingTangent>> = {
  /** The value that is the largest stays the largest. */
  max: {
    value: (window, value, tangents) => tangents[window.indexOf(value)],
    derivative({ window, value, errorTangent, errorTangents }) {
      errorTangents.fill(0);
      errorTangents[window.indexOf(value)] = errorTangent;
    },
  },
  average: {
    value: (window, _, tangents) => tangents.reduce((sum, x) => sum + x, 0) / window.length,
    derivative: ({ window, errorTangent, errorTangents }) => errorTangents.fill(errorTangent / window.length),
  },
  /** v = √Σ x²: R{v} = Σ x R{x} / v, and the error e x/v changes by R{e} x/v + e (R{x} − x R{v}/v) / v. */
  l2: {
    value: (window, value, tangents) => (value === 0 ? 0 : along(window, tangents) / value),
    derivative({ window, value, tangents, error, errorTangent, errorTangents }) {
      if (value === 0) {
        errorTangents.fill(0);
        return;
      }
      const change = along(window, tangents) / value;
      for (let i = 0; i < window.length; i++)
        errorTangents[i] = (errorTangent * window[i] + error * (tangents[i] - (window[i] * change) / value)) / value;
    },
  },
};

function along(window: Float64Array, tangents: Float64Array): number {
  return window.reduce((sum, x, i) => sum + x * tangents[i], 0);
}

/** Writes how the pooled values of one example change. */
export function poolAlong(
  name: PoolingName,
  windows: Windows,
  input: Float64Array,
  inputTangent: Float64Array,
  outputTangent: Float64Array,
): void {
  const tangents = new Float64Array(windows.extent[0] * windows.extent[1]);
  eachWindow(windows, input, (window, places, at) => {
    for (let i = 0; i < places.length; i++) tangents[i] = inputTangent[places[i]];
    outputTangent[at] = poolingTangents[name].value(window, poolings[name].value(window), tangents);
  });
}

/** One example on the way back through pooling. */
export interface PoolBackAlong {
  readonly input: Float64Array;
  readonly inputTangent: Float64Array;
  readonly outputError: Float64Array;
  readonly outputErrorTangent: Float64Array;
  /** To be written. */
  readonly inputErrorTangent: Float64Array;
}

/** Writes how ∂C/∂input of one example changes. */
export function poolBackAlong(name: PoolingName, windows: Windows, example: PoolBackAlong): void {
  const { input, inputTangent, outputError, outputErrorTangent, inputErrorTangent } = example;
  const size = windows.extent[0] * windows.extent[1];
  const [tangents, errorTangents] = [new Float64Array(size), new Float64Array(size)];
  inputErrorTangent.fill(0);
  eachWindow(windows, input, (window, places, at) => {
    for (let i = 0; i < size; i++) tangents[i] = inputTangent[places[i]];
    poolingTangents[name].derivative({
      ...{ window, value: poolings[name].value(window), tangents },
      ...{ error: outputError[at], errorTangent: outputErrorTangent[at], errorTangents },
    });
    for (let i = 0; i < size; i++) inputErrorTangent[places[i]] += errorTangents[i];
  });
}

/** A layer that only pools. */
export function pooled<Type extends string>(name: PoolingName): LayerTangent<PoolSpec<Type>> {
  return {
    forward(spec, shape, { input, inputTangent, zTangent, pass: { count } }) {
      const windows = placeWindows(shape, spec.window, spec.stride);
      eachExample(count, [input, inputTangent, zTangent], ([x, tangent, out]) => {
        poolAlong(name, windows, x, tangent, out);
      });
    },

    backward(spec, shape, { input, inputTangent, delta, deltaTangent, inputErrorTangent, pass: { count } }) {
      const windows = placeWindows(shape, spec.window, spec.stride);
      const arrays = [input, inputTangent, delta, deltaTangent, inputErrorTangent] as const;
      eachExample(count, arrays, ([x, tangent, outputError, outputErrorTangent, below]) => {
        poolBackAlong(name, windows, {
          ...{ input: x, inputTangent: tangent, outputError, outputErrorTangent },
          inputErrorTangent: below,
        });
      });
    },
  };
}
