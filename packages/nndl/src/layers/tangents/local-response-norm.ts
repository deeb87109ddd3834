import { powerOf } from "../../arithmetic/index.ts";
import { divisorsOf, eachNeighbour, type LocalResponseNormSpec } from "../local-response-norm.ts";
import type { LayerTangent } from "./tangent.ts";

/**
 * b_c = a_c D_c^−β with D_c = bias + α Σ a_d²: R{D_c} = 2α Σ a_d R{a_d}, R{b_c} = R{a_c} D_c^−β − β a_c D_c^(−β−1) R{D_c}.
 * On the way back ∂C/∂a_d = δ_d D_d^−β − 2αβ a_d Σ_c δ_c a_c D_c^(−β−1), each factor of which changes.
 */
export const localResponseNormTangent: LayerTangent<LocalResponseNormSpec> = {
  forward(spec, shape, { input, inputTangent, zTangent }) {
    const divisors = divisorsOf(spec, shape, input);
    const divisorTangents = new Float64Array(input.length);
    eachNeighbour(spec, shape, input.length, (i, neighbour) => {
      divisorTangents[i] += 2 * spec.alpha * input[neighbour] * inputTangent[neighbour];
    });
    for (let i = 0; i < zTangent.length; i++)
      zTangent[i] =
        powerOf(divisors[i], -spec.beta) *
        (inputTangent[i] - (spec.beta * input[i] * divisorTangents[i]) / divisors[i]);
  },

  backward(spec, shape, { input, inputTangent, delta, deltaTangent, inputErrorTangent }) {
    const { alpha, beta } = spec;
    const divisors = divisorsOf(spec, shape, input);
    const changes = new Float64Array(input.length);
    eachNeighbour(spec, shape, input.length, (i, neighbour) => {
      changes[i] += (2 * alpha * input[neighbour] * inputTangent[neighbour]) / divisors[i];
    });
    for (let i = 0; i < delta.length; i++)
      inputErrorTangent[i] = powerOf(divisors[i], -beta) * (deltaTangent[i] - beta * delta[i] * changes[i]);
    eachNeighbour(spec, shape, input.length, (i, neighbour) => {
      const power = powerOf(divisors[i], -beta - 1);
      const shared = delta[i] * input[i];
      const change = deltaTangent[i] * input[i] + delta[i] * inputTangent[i] - (beta + 1) * shared * changes[i];
      inputErrorTangent[neighbour] -=
        2 * alpha * beta * power * (change * input[neighbour] + shared * inputTangent[neighbour]);
    });
  },
};
