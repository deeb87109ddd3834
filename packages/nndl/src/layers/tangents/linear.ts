import type { LayerKind, LayerSpecBase } from "../layer.ts";
import type { LayerTangent } from "./tangent.ts";

/** A layer whose output is linear in its input, without parameters: it does with tangents what it does with values. */
export function linear<Spec extends LayerSpecBase>(kind: LayerKind<Spec>): LayerTangent<Spec> {
  return {
    forward(spec, shape, { parameters, inputTangent, earlierTangent, zTangent, pass }) {
      kind.forward(spec, shape, parameters, inputTangent, zTangent, { ...pass, earlier: earlierTangent });
    },
    backward(spec, shape, along) {
      const { parameters, input, deltaTangent, gradientTangents, inputErrorTangent, earlierErrorTangent, pass } = along;
      kind.backward(spec, shape, {
        ...{ parameters, input, pass },
        delta: deltaTangent,
        gradients: gradientTangents,
        inputError: inputErrorTangent,
        earlierError: earlierErrorTangent,
      });
    },
  };
}
