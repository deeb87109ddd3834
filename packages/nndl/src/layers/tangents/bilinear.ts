import type { LayerKind, LayerSpecBase, Values } from "../layer.ts";
import { isStill, type LayerTangent } from "./tangent.ts";

/**
 * A layer z = w ⋆ x + b, linear in its weights and in its input: R{z} = w ⋆ R{x} + R{w} ⋆ x + R{b}, and on the way back
 * R{∂C/∂w} = R{δ} ⋆ x + δ ⋆ R{x}, R{∂C/∂b} = Σ R{δ}, R{∂C/∂x} = w ⋆ R{δ} + R{w} ⋆ δ.
 */
export function bilinear<Spec extends LayerSpecBase>(kind: LayerKind<Spec>): LayerTangent<Spec> {
  return {
    forward(spec, shape, { parameters, direction, input, inputTangent, zTangent, pass }) {
      zTangent.fill(0);
      if (!isStill(inputTangent)) {
        const biases = new Float64Array(parameters.biases.length);
        kind.forward(spec, shape, { ...parameters, biases }, inputTangent, zTangent, pass);
      }
      if (isStandingStill(direction)) return;
      const moved = new Float64Array(zTangent.length);
      kind.forward(spec, shape, direction, input, moved, pass);
      add(zTangent, moved);
    },

    backward(spec, shape, along) {
      const { parameters, direction, input, inputTangent, delta, deltaTangent, pass } = along;
      const { gradientTangents, inputErrorTangent, earlierErrorTangent: earlierError } = along;
      kind.backward(spec, shape, {
        ...{ parameters, input, earlierError, pass },
        delta: deltaTangent,
        gradients: gradientTangents,
        inputError: inputErrorTangent,
      });
      if (isStandingStill(direction) && isStill(inputTangent)) return;
      const inputError = new Float64Array(inputErrorTangent.length);
      // δ itself is the error of no bias here.
      const biases = new Float64Array(parameters.biases.length);
      kind.backward(spec, shape, {
        ...{ parameters: direction, input: inputTangent, delta, inputError, earlierError, pass },
        gradients: { ...gradientTangents, biases },
      });
      add(inputErrorTangent, inputError);
    },
  };
}

function isStandingStill({ weights, biases }: Values): boolean {
  return isStill(weights) && isStill(biases);
}

function add(sum: Float64Array, values: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += values[i];
}
