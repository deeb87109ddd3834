import type { EmbeddingSpec } from "../embedding.ts";
import { embeddingLayer } from "../embedding.ts";
import type { LayerTangent } from "./tangent.ts";

/** An embedding is linear in its rows, and nothing changes with an index: R{z} = R{W}[i], and R{∂C/∂W[i]} is the sum of R{δ}. */
export const lookedUp: LayerTangent<EmbeddingSpec> = {
  forward(spec, shape, { direction, input, zTangent, pass }) {
    embeddingLayer.forward(spec, shape, direction, input, zTangent, pass);
  },

  backward(spec, shape, along) {
    embeddingLayer.backward(spec, shape, {
      ...along,
      delta: along.deltaTangent,
      gradients: along.gradientTangents,
      inputError: along.inputErrorTangent,
      earlierError: along.earlierErrorTangent,
    });
  },
};
