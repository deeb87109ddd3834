import { tanh } from "../../arithmetic/index.ts";
import { finite, oneOf } from "../../check.ts";
import { logistic } from "../../functions/activations/sigmoid.ts";
import type { Optional } from "../../optional.ts";
import type { LayerKind } from "../layer.ts";
import type { Cell } from "./cell.ts";
import { checkRecurrent, describeRecurrent, type RecurrentFields, type RecurrentOptions } from "./fields.ts";
import { throughTime } from "./through-time.ts";

const gateForms = ["plain", "peepholes"] as const satisfies readonly LstmSpec["gates"][];

/** A layer of long short-term memory, as plain JSON. */
export interface LstmSpec extends RecurrentFields {
  readonly type: "lstm";
  /** Whether the gates see the memory itself, too, each unit's its own: "peepholes". */
  readonly gates: "plain" | "peepholes";
  /** What the biases of the forget gates begin with, beside what the initializer gives: from 1 on they begin by remembering. */
  readonly forgetBias: number;
}

/** A layer of long short-term memory as one writes it. */
export type LstmInput = Pick<LstmSpec, "type" | "units"> & Optional<LstmSpec>;

/**
 * Describes a layer of long short-term memory on inputs [steps, features]. With z = W x_t + U h_{t−1} + b for each of the gates
 *
 *     i = σ(z_i), f = σ(z_f), g = tanh(z_g), o = σ(z_o)
 *     c_t = f c_{t−1} + i g,  h_t = o tanh c_t
 *
 * With peepholes p c_{t−1} is added to z_i and z_f, and p c_t to z_o. Rows of W, U and b are those of the input gates i, then of
 * f, g and o, `units` each, as PyTorch has them; the biases are its two added up.
 *
 * @param units the number of units
 * @param options.gates "plain" when absent, or "peepholes"
 * @param options.forgetBias 1 when absent
 * @param options.output "last" when absent: [units] at the sequence's end; "every": [steps, units]
 * @param options.direction "forward" when absent, "backward", or "both": twice as many outputs
 * @throws NndlError "layer.units", "layer.output", "layer.direction", "layer.gates", "layer.forgetBias"
 * @example network({ input: [28, 28], layers: [lstm(128), dense(10, "softmax")] })
 * @see chapter 6, the section on other approaches; Hochreiter and Schmidhuber, 1997; Gers, Schmidhuber and Cummins, 2000; Gers,
 *   Schraudolph and Schmidhuber, 2002 (peepholes)
 */
export function lstm(
  units: number,
  options: RecurrentOptions & Optional<Pick<LstmSpec, "gates" | "forgetBias">> = {},
): LstmInput {
  const spec: LstmInput = { type: "lstm", units, ...options };
  lstmLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `lstm(${String(units)})`);
  return spec;
}

const none = new Float64Array(0);

export const lstmCell: Cell<LstmSpec> = {
  gates: () => ["input", "forget", "candidate", "output"],

  biasStart: ({ forgetBias }) => [0, forgetBias, 0, 0],

  own: ({ gates, units }) =>
    gates === "peepholes" ? [{ name: "peepholes", shape: [3 * units], deviation: 0, regularized: true }] : [],

  remembers: true,

  forward({ gates: form }, { units: n, own, input, recurrent, memoryBefore, gates, memory, output }) {
    const p = form === "peepholes" ? own.peepholes : none;
    const z = (gate: number, j: number) => input[gate * n + j] + recurrent[gate * n + j];
    const peep = (which: number, c: number, j: number) => (p === none ? 0 : p[which * n + j] * c);
    for (let j = 0; j < n; j++) {
      const before = memoryBefore[j];
      const i = logistic(z(0, j) + peep(0, before, j));
      const f = logistic(z(1, j) + peep(1, before, j));
      const g = tanh(z(2, j));
      memory[j] = f * before + i * g;
      const o = logistic(z(3, j) + peep(2, memory[j], j));
      output[j] = o * tanh(memory[j]);
      [i, f, g, o].forEach((value, gate) => {
        gates[gate * n + j] = value;
      });
    }
  },

  backward({ gates: form }, step) {
    const { units: n, own, ownGradients, memoryBefore, gates, memory, outputError, memoryError } = step;
    const p = form === "peepholes" ? own.peepholes : new Float64Array(3 * n);
    for (let j = 0; j < n; j++) {
      const [i, f, g, o] = [0, 1, 2, 3].map((gate) => gates[gate * n + j]);
      const [before, squashed] = [memoryBefore[j], tanh(memory[j])];
      const zo = outputError[j] * squashed * o * (1 - o);
      const c = memoryError[j] + outputError[j] * o * (1 - squashed * squashed) + p[2 * n + j] * zo;
      const zi = c * g * i * (1 - i);
      const zf = c * before * f * (1 - f);
      const zg = c * i * (1 - g * g);
      [zi, zf, zg, zo].forEach((error, gate) => {
        step.inputError[gate * n + j] = error;
        step.recurrentError[gate * n + j] = error;
      });
      step.memoryBeforeError[j] = c * f + p[j] * zi + p[n + j] * zf;
      if (form === "plain") continue;
      ownGradients.peepholes[j] += zi * before;
      ownGradients.peepholes[n + j] += zf * before;
      ownGradients.peepholes[2 * n + j] += zo * memory[j];
    }
  },
};

export const lstmLayer: LayerKind<LstmSpec> = {
  type: "lstm",
  ...throughTime(lstmCell),

  check(fields, defaults, where) {
    return {
      type: "lstm",
      ...checkRecurrent(fields, defaults, where, ["gates", "forgetBias"]),
      gates: oneOf(fields.gates ?? "plain", gateForms, { code: "layer.gates", what: `${where}: gates` }),
      forgetBias: finite(
        fields.forgetBias ?? 1,
        { code: "layer.forgetBias", what: `${where}: forgetBias` },
        { min: -100, max: 100 },
      ),
    };
  },

  describe: (spec) =>
    `lstm ${spec.units}${spec.gates === "peepholes" ? ", peepholes" : ""}${spec.forgetBias === 1 ? "" : `, forget bias ${spec.forgetBias}`}${describeRecurrent(spec)}`,

  samples: {
    good: [
      { spec: { type: "lstm", units: 3 }, input: [4, 2] },
      { spec: { type: "lstm", units: 4, output: "every", forgetBias: 0, initializer: "glorot" }, input: [3, 3] },
      { spec: { type: "lstm", units: 5, gates: "peepholes", initializer: "he" }, input: [4, 3] },
      {
        spec: { type: "lstm", units: 2, gates: "peepholes", direction: "both", output: "every", forgetBias: 2.5 },
        input: [3, 2],
      },
      { spec: { type: "lstm", units: 17, direction: "backward" }, input: [2, 1] },
      { spec: { type: "lstm", units: 1, direction: "both" }, input: [1, 5] },
    ],
    bad: [
      { spec: { type: "lstm" }, input: [4, 2], code: "layer.units" },
      { spec: { type: "lstm", units: -1 }, input: [4, 2], code: "layer.units" },
      { spec: { type: "lstm", units: 3, output: true }, input: [4, 2], code: "layer.output" },
      { spec: { type: "lstm", units: 3, direction: "up" }, input: [4, 2], code: "layer.direction" },
      { spec: { type: "lstm", units: 3, gates: "none" }, input: [4, 2], code: "layer.gates" },
      { spec: { type: "lstm", units: 3, forgetBias: Number.NaN }, input: [4, 2], code: "layer.forgetBias" },
      { spec: { type: "lstm", units: 3, forgetBias: "1" }, input: [4, 2], code: "layer.forgetBias" },
      { spec: { type: "lstm", units: 3, initializer: "ones" }, input: [4, 2], code: "layer.initializer" },
      { spec: { type: "lstm", units: 3, nonlinearity: "tanh" }, input: [4, 2], code: "layer.field" },
      { spec: { type: "lstm", units: 3 }, input: [8], code: "layer.input" },
    ],
  },
};
