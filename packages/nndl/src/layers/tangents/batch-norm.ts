import { type BatchNormSpec, eachValue, momentsFor } from "../batch-norm.ts";
import type { Pass, Shape, Values } from "../layer.ts";
import type { LayerTangent } from "./tangent.ts";

/**
 * z = γ n + β with n = (x − m)/s. In training the mean and the deviation change with the inputs, R{m} = mean R{x} and
 * R{s} = mean of n R{x}; in use neither does. Then R{n} = (R{x} − R{m} − n R{s})/s.
 * On the way back ∂C/∂x = γ E/s with E = δ − mean δ − n mean δn in training, and E = δ in use.
 */
export const batchNormTangent: LayerTangent<BatchNormSpec> = {
  forward(spec, shape, { parameters, direction, input, inputTangent, zTangent, pass }) {
    const { normal, normalTangent } = normalAlong(spec, shape, { parameters, input, inputTangent, pass });
    eachValue(shape, input.length, (i, channel) => {
      zTangent[i] =
        direction.scale[channel] * normal[i] + parameters.scale[channel] * normalTangent[i] + direction.shift[channel];
    });
  },

  backward(spec, shape, along) {
    const { parameters, direction, input, delta, deltaTangent, gradientTangents, inputErrorTangent, pass } = along;
    const { normal, normalTangent, deviation, deviationTangent } = normalAlong(spec, shape, along);
    const channels = shape[0];
    const sums = Array.from({ length: 4 }, () => new Float64Array(channels));
    const [sum, sumTangent, product, productTangent] = sums;
    eachValue(shape, input.length, (i, channel) => {
      sum[channel] += delta[i];
      sumTangent[channel] += deltaTangent[i];
      product[channel] += delta[i] * normal[i];
      productTangent[channel] += deltaTangent[i] * normal[i] + delta[i] * normalTangent[i];
    });
    for (let channel = 0; channel < channels; channel++) {
      gradientTangents.shift[channel] += sumTangent[channel];
      gradientTangents.scale[channel] += productTangent[channel];
    }
    const n = pass.training ? input.length / channels : Number.POSITIVE_INFINITY;
    eachValue(shape, input.length, (i, channel) => {
      const error = delta[i] - sum[channel] / n - (normal[i] * product[channel]) / n;
      const errorTangent =
        deltaTangent[i] -
        sumTangent[channel] / n -
        (normalTangent[i] * product[channel] + normal[i] * productTangent[channel]) / n;
      const scale = parameters.scale[channel];
      inputErrorTangent[i] =
        (direction.scale[channel] * error +
          scale * errorTangent -
          (scale * error * deviationTangent[channel]) / deviation[channel]) /
        deviation[channel];
    });
  },
};

interface NormalAlong {
  readonly parameters: Values;
  readonly input: Float64Array;
  readonly inputTangent: Float64Array;
  readonly pass: Pass;
}

/** The normalized inputs, what they were divided by, and how both change. */
function normalAlong(spec: BatchNormSpec, shape: Shape, { parameters, input, inputTangent, pass }: NormalAlong) {
  const { mean, deviation } = momentsFor(spec, shape, parameters, input, pass);
  const normal = new Float64Array(input.length);
  eachValue(shape, input.length, (i, channel) => {
    normal[i] = (input[i] - mean[channel]) / deviation[channel];
  });
  const [meanTangent, deviationTangent] = [new Float64Array(shape[0]), new Float64Array(shape[0])];
  const n = pass.training ? input.length / shape[0] : Number.POSITIVE_INFINITY;
  eachValue(shape, input.length, (i, channel) => {
    meanTangent[channel] += inputTangent[i] / n;
    deviationTangent[channel] += (normal[i] * inputTangent[i]) / n;
  });
  const normalTangent = new Float64Array(input.length);
  eachValue(shape, input.length, (i, channel) => {
    normalTangent[i] =
      (inputTangent[i] - meanTangent[channel] - normal[i] * deviationTangent[channel]) / deviation[channel];
  });
  return { normal, normalTangent, deviation, deviationTangent };
}
