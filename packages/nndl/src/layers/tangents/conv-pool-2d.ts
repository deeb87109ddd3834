import { type ConvPool2dSpec, stepsOf } from "../conv-pool-2d.ts";
import { correlate, correlateBack } from "../correlation.ts";
import { eachExample } from "../each-example.ts";
import { sizeOf } from "../layer.ts";
import { poolBack, poolings } from "../pooling.ts";
import { poolAlong, poolBackAlong } from "./pooling.ts";
import type { LayerTangent } from "./tangent.ts";

/** z = pool(w ⋆ x) + b: the feature maps change by w ⋆ R{x} + R{w} ⋆ x, and pooling as it does by itself. */
export const convPool2dTangent: LayerTangent<ConvPool2dSpec> = {
  forward(spec, shape, { parameters: { weights }, direction, input, inputTangent, zTangent, pass: { count } }) {
    const steps = stepsOf(spec, shape);
    const places = sizeOf(steps.windows.output);
    eachExample(count, [input, inputTangent, zTangent], ([x, tangent, out]) => {
      const { maps, mapTangents } = mapsAlong(steps, weights, direction.weights, x, tangent);
      poolAlong(spec.pool, steps.windows, maps, mapTangents, out);
      for (let i = 0; i < out.length; i++) out[i] += direction.biases[Math.floor(i / places)];
    });
  },

  backward(spec, shape, along) {
    const { parameters, direction, input, inputTangent, delta, deltaTangent, pass } = along;
    const { gradientTangents, inputErrorTangent } = along;
    const steps = stepsOf(spec, shape);
    const { correlation, windows } = steps;
    const places = sizeOf(windows.output);
    for (let i = 0; i < delta.length; i++)
      gradientTangents.biases[Math.floor(i / places) % spec.filters] += deltaTangent[i];
    const arrays = [input, inputTangent, delta, deltaTangent, inputErrorTangent] as const;
    eachExample(pass.count, arrays, ([x, tangent, outputError, outputErrorTangent, below]) => {
      const { maps, mapTangents } = mapsAlong(steps, parameters.weights, direction.weights, x, tangent);
      const [mapErrors, mapErrorTangents] = [new Float64Array(maps.length), new Float64Array(maps.length)];
      poolBack(poolings[spec.pool], windows, maps, outputError, mapErrors);
      poolBackAlong(spec.pool, windows, {
        ...{ input: maps, inputTangent: mapTangents, outputError, outputErrorTangent },
        inputErrorTangent: mapErrorTangents,
      });
      const { weights } = gradientTangents;
      const moved = new Float64Array(below.length);
      correlateBack(correlation, parameters.weights, x, mapErrorTangents, weights, below);
      correlateBack(correlation, direction.weights, tangent, mapErrors, weights, moved);
      for (let i = 0; i < below.length; i++) below[i] += moved[i];
    });
  },
};

/** The feature maps of one example, and how they change. */
function mapsAlong(
  { correlation, maps: { length } }: ReturnType<typeof stepsOf>,
  weights: Float64Array,
  direction: Float64Array,
  input: Float64Array,
  inputTangent: Float64Array,
) {
  const [maps, mapTangents, moved] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
  correlate(correlation, weights, input, maps);
  correlate(correlation, weights, inputTangent, mapTangents);
  correlate(correlation, direction, input, moved);
  for (let i = 0; i < length; i++) mapTangents[i] += moved[i];
  return { maps, mapTangents };
}
