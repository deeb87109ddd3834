import { tanh } from "../../arithmetic/index.ts";
import { oneOf } from "../../check.ts";
import type { Optional } from "../../optional.ts";
import type { LayerKind } from "../layer.ts";
import type { Cell } from "./cell.ts";
import { checkRecurrent, describeRecurrent, type RecurrentFields, type RecurrentOptions } from "./fields.ts";
import { throughTime } from "./through-time.ts";

const nonlinearities = ["tanh", "relu"] as const satisfies readonly RecurrentSpec["nonlinearity"][];
const starts = ["drawn", "identity"] as const satisfies readonly RecurrentSpec["recurrentStart"][];

/** A layer of plain recurrent neurons, as plain JSON. */
export interface RecurrentSpec extends RecurrentFields {
  readonly type: "recurrent";
  /** What becomes of the weighted inputs. */
  readonly nonlinearity: "tanh" | "relu";
  /** How the weights between its own neurons begin: drawn, or as the identity (each neuron keeps what it had). */
  readonly recurrentStart: "drawn" | "identity";
}

/** A layer of plain recurrent neurons as one writes it. */
export type RecurrentInput = Pick<RecurrentSpec, "type" | "units"> & Optional<RecurrentSpec>;

/**
 * Describes a layer of plain recurrent neurons, h_t = f(W x_t + U h_{t−1} + b), on inputs [steps, features].
 *
 * @param units the number of neurons
 * @param options.nonlinearity f: "tanh" when absent, or "relu"
 * @param options.recurrentStart "drawn" when absent; "identity" begins with U = 1, which with "relu" and zero biases is the
 *   network of Le, Jaitly and Hinton
 * @param options.output "last" when absent: [units] at the sequence's end; "every": [steps, units]
 * @param options.direction "forward" when absent, "backward", or "both": twice as many outputs
 * @throws NndlError "layer.units", "layer.output", "layer.direction", "layer.nonlinearity", "layer.recurrentStart"
 * @example network({ input: [28, 28], layers: [recurrent(100), dense(10, "softmax")] })
 * @see chapter 6, the section on other approaches; Le, Jaitly and Hinton, "A simple way to initialize recurrent networks of
 *   rectified linear units", 2015
 */
export function recurrent(
  units: number,
  options: RecurrentOptions & Optional<Pick<RecurrentSpec, "nonlinearity" | "recurrentStart">> = {},
): RecurrentInput {
  const spec: RecurrentInput = { type: "recurrent", units, ...options };
  recurrentLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `recurrent(${String(units)})`);
  return spec;
}

/** h = f(W x + U h′ + b). */
export const plainCell: Cell<RecurrentSpec> = {
  gates: () => ["neuron"],

  diagonal: ({ recurrentStart }) => (recurrentStart === "identity" ? 1 : undefined),

  forward({ nonlinearity }, { units, input, recurrent, gates, output }) {
    for (let j = 0; j < units; j++) {
      const z = input[j] + recurrent[j];
      gates[j] = nonlinearity === "tanh" ? tanh(z) : Math.max(z, 0);
      output[j] = gates[j];
    }
  },

  backward({ nonlinearity }, { units, output, outputError, inputError, recurrentError }) {
    for (let j = 0; j < units; j++) {
      const slope = nonlinearity === "tanh" ? 1 - output[j] * output[j] : output[j] > 0 ? 1 : 0;
      inputError[j] = outputError[j] * slope;
      recurrentError[j] = inputError[j];
    }
  },
};

export const recurrentLayer: LayerKind<RecurrentSpec> = {
  type: "recurrent",
  ...throughTime(plainCell),

  check(fields, defaults, where) {
    return {
      type: "recurrent",
      ...checkRecurrent(fields, defaults, where, ["nonlinearity", "recurrentStart"]),
      nonlinearity: oneOf(fields.nonlinearity ?? "tanh", nonlinearities, {
        code: "layer.nonlinearity",
        what: `${where}: nonlinearity`,
      }),
      recurrentStart: oneOf(fields.recurrentStart ?? "drawn", starts, {
        code: "layer.recurrentStart",
        what: `${where}: recurrentStart`,
      }),
    };
  },

  describe: (spec) =>
    `recurrent ${spec.units}, ${spec.nonlinearity}${spec.recurrentStart === "identity" ? " from the identity" : ""}${describeRecurrent(spec)}`,

  samples: {
    good: [
      { spec: { type: "recurrent", units: 3 }, input: [4, 2] },
      { spec: { type: "recurrent", units: 5, output: "every", initializer: "glorot" }, input: [3, 3] },
      {
        spec: { type: "recurrent", units: 4, nonlinearity: "relu", recurrentStart: "identity", initializer: "he" },
        input: [5, 2],
      },
      { spec: { type: "recurrent", units: 2, direction: "backward" }, input: [4, 1] },
      { spec: { type: "recurrent", units: 17, direction: "both", output: "every" }, input: [3, 2] },
      { spec: { type: "recurrent", units: 1, direction: "both" }, input: [1, 1] },
    ],
    bad: [
      { spec: { type: "recurrent" }, input: [4, 2], code: "layer.units" },
      { spec: { type: "recurrent", units: 0 }, input: [4, 2], code: "layer.units" },
      { spec: { type: "recurrent", units: 2.5 }, input: [4, 2], code: "layer.units" },
      { spec: { type: "recurrent", units: 3, output: "first" }, input: [4, 2], code: "layer.output" },
      { spec: { type: "recurrent", units: 3, direction: "sideways" }, input: [4, 2], code: "layer.direction" },
      { spec: { type: "recurrent", units: 3, nonlinearity: "sigmoid" }, input: [4, 2], code: "layer.nonlinearity" },
      { spec: { type: "recurrent", units: 3, recurrentStart: 1 }, input: [4, 2], code: "layer.recurrentStart" },
      { spec: { type: "recurrent", units: 3, initializer: "ones" }, input: [4, 2], code: "layer.initializer" },
      { spec: { type: "recurrent", units: 3, activation: "tanh" }, input: [4, 2], code: "layer.field" },
      { spec: { type: "recurrent", units: 3 }, input: [8], code: "layer.input" },
      { spec: { type: "recurrent", units: 3 }, input: [1, 4, 2], code: "layer.input" },
    ],
  },
};
