import { tanh } from "../../arithmetic/index.ts";
import { logistic } from "../../functions/activations/sigmoid.ts";
import type { Optional } from "../../optional.ts";
import type { LayerKind } from "../layer.ts";
import type { Cell } from "./cell.ts";
import { checkRecurrent, describeRecurrent, type RecurrentFields, type RecurrentOptions } from "./fields.ts";
import { throughTime } from "./through-time.ts";

/** A layer of gated recurrent units, as plain JSON. */
export interface GruSpec extends RecurrentFields {
  readonly type: "gru";
}

/** A layer of gated recurrent units as one writes it. */
export type GruInput = Pick<GruSpec, "type" | "units"> & Optional<GruSpec>;

/**
 * Describes a layer of gated recurrent units on inputs [steps, features]:
 *
 *     r = σ(W_r x_t + U_r h_{t−1} + b_r),  z = σ(W_z x_t + U_z h_{t−1} + b_z)
 *     n = tanh(W_n x_t + b_n + r (U_n h_{t−1} + d)),  h_t = (1 − z) n + z h_{t−1}
 *
 * The reset gate r is applied after the product, as cuDNN and PyTorch do, so that d, the recurrent biases, have a meaning of
 * their own. Rows of W, U and b are those of r, then of z and n, `units` each.
 *
 * @param units the number of units
 * @param options.output "last" when absent: [units] at the sequence's end; "every": [steps, units]
 * @param options.direction "forward" when absent, "backward", or "both": twice as many outputs
 * @throws NndlError "layer.units", "layer.output", "layer.direction"
 * @example network({ input: [28, 28], layers: [gru(128), dense(10, "softmax")] })
 * @see Cho et al., "Learning phrase representations using RNN encoder-decoder", 2014
 */
export function gru(units: number, options: RecurrentOptions = {}): GruInput {
  const spec: GruInput = { type: "gru", units, ...options };
  gruLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `gru(${String(units)})`);
  return spec;
}

export const gruCell: Cell<GruSpec> = {
  gates: () => ["reset", "update", "candidate"],

  own: ({ units }) => [{ name: "recurrentBiases", shape: [units], deviation: 0, regularized: false }],

  forward(_, { units: n, own: { recurrentBiases }, input, recurrent, outputBefore, gates, output }) {
    for (let j = 0; j < n; j++) {
      const r = logistic(input[j] + recurrent[j]);
      const z = logistic(input[n + j] + recurrent[n + j]);
      const candidate = tanh(input[2 * n + j] + r * (recurrent[2 * n + j] + recurrentBiases[j]));
      output[j] = (1 - z) * candidate + z * outputBefore[j];
      gates[j] = r;
      gates[n + j] = z;
      gates[2 * n + j] = candidate;
    }
  },

  backward(_, step) {
    const { units: n, own, ownGradients, recurrent, outputBefore, gates, outputError, inputError } = step;
    for (let j = 0; j < n; j++) {
      const [r, z, candidate] = [gates[j], gates[n + j], gates[2 * n + j]];
      const error = outputError[j] * (1 - z) * (1 - candidate * candidate);
      inputError[j] = error * (recurrent[2 * n + j] + own.recurrentBiases[j]) * r * (1 - r);
      inputError[n + j] = outputError[j] * (outputBefore[j] - candidate) * z * (1 - z);
      inputError[2 * n + j] = error;
      step.recurrentError[j] = inputError[j];
      step.recurrentError[n + j] = inputError[n + j];
      step.recurrentError[2 * n + j] = error * r;
      ownGradients.recurrentBiases[j] += error * r;
      step.outputBeforeError[j] = outputError[j] * z;
    }
  },
};

export const gruLayer: LayerKind<GruSpec> = {
  type: "gru",
  ...throughTime(gruCell),

  check: (fields, defaults, where) => ({ type: "gru", ...checkRecurrent(fields, defaults, where, []) }),

  describe: (spec) => `gru ${spec.units}${describeRecurrent(spec)}`,

  samples: {
    good: [
      { spec: { type: "gru", units: 3 }, input: [4, 2] },
      { spec: { type: "gru", units: 4, output: "every", initializer: "glorot" }, input: [3, 3] },
      { spec: { type: "gru", units: 5, direction: "backward" }, input: [3, 1] },
      { spec: { type: "gru", units: 18, direction: "both", output: "every" }, input: [2, 2] },
      { spec: { type: "gru", units: 1, direction: "both", initializer: "gaussian" }, input: [1, 4] },
    ],
    bad: [
      { spec: { type: "gru" }, input: [4, 2], code: "layer.units" },
      { spec: { type: "gru", units: "3" }, input: [4, 2], code: "layer.units" },
      { spec: { type: "gru", units: 3, output: 2 }, input: [4, 2], code: "layer.output" },
      { spec: { type: "gru", units: 3, direction: "" }, input: [4, 2], code: "layer.direction" },
      { spec: { type: "gru", units: 3, initializer: "ones" }, input: [4, 2], code: "layer.initializer" },
      { spec: { type: "gru", units: 3, gates: "peepholes" }, input: [4, 2], code: "layer.field" },
      { spec: { type: "gru", units: 3 }, input: [1, 2, 4], code: "layer.input" },
    ],
  },
};
