import { knownKeys, oneOf, positiveInteger } from "../check.ts";
import {
  type ActivationName,
  activationNames,
  type InitializerName,
  initializerNames,
  initializers,
} from "../functions/index.ts";
import type { Optional } from "../optional.ts";
import { type LayerKind, sizeOf } from "./layer.ts";

/** A fully connected layer, as plain JSON. */
export interface DenseSpec {
  readonly type: "dense";
  /** How many neurons it has. */
  readonly units: number;
  /** What becomes of the weighted inputs. */
  readonly activation: ActivationName;
  /** How its first weights are drawn. */
  readonly initializer: InitializerName;
}

/** A dense layer as one writes it: what is left out gets the network's default. */
export type DenseInput = Pick<DenseSpec, "type" | "units"> & Optional<DenseSpec>;

/**
 * Describes a fully connected layer, a = f(w·x + b); w_jk is the weight to unit j from input k.
 *
 * @param units the number of units (neurons)
 * @param activation f; "sigmoid" when absent
 * @throws NndlError "layer.units", "layer.activation", "layer.initializer"
 * @example network({ input: [784], layers: [dense(30, "sigmoid"), dense(10, "sigmoid")], cost: "quadratic", seed: 1 })
 * @see chapter 1, equation 22; chapter 2, equation 25
 */
export function dense(
  units: number,
  activation: ActivationName = "sigmoid",
  options: { readonly initializer?: InitializerName | undefined } = {},
): DenseInput {
  const spec: DenseInput = { type: "dense", units, activation, ...options };
  denseLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `dense(${String(units)})`);
  return spec;
}

/** The fully connected layer: z = w·x + b, weights [units, inputs], biases [units]. */
export const denseLayer: LayerKind<DenseSpec> = {
  type: "dense",
  sequences: "each",

  check(fields, defaults, where) {
    knownKeys(fields, ["type", "units", "activation", "initializer"], { code: "layer.field", what: where });
    return {
      type: "dense",
      units: positiveInteger(fields.units, { code: "layer.units", what: `${where}: units` }, 2 ** 24),
      activation: oneOf(fields.activation ?? "sigmoid", activationNames, {
        code: "layer.activation",
        what: `${where}: activation`,
      }),
      initializer: oneOf(fields.initializer ?? defaults.initializer, initializerNames, {
        code: "layer.initializer",
        what: `${where}: initializer`,
      }),
    };
  },

  outputShape: (spec) => [spec.units],

  parameters(spec, input) {
    const inputs = sizeOf(input);
    const fan = { in: inputs, out: spec.units };
    const start = initializers[spec.initializer];
    return [
      { name: "weights", shape: [spec.units, inputs], deviation: start.weights(fan), regularized: true },
      {
        name: "biases",
        shape: [spec.units],
        deviation: start.biases(fan),
        regularized: false,
        ...(start.biasStart === undefined ? {} : { start: start.biasStart }),
      },
    ];
  },

  forward(spec, shape, { weights, biases }, input, z, { count }) {
    const inputs = sizeOf(shape);
    for (let example = 0; example < count; example++) {
      for (let j = 0; j < spec.units; j++) {
        let sum = 0;
        for (let k = 0; k < inputs; k++) sum += weights[j * inputs + k] * input[example * inputs + k];
        z[example * spec.units + j] = sum + biases[j];
      }
    }
  },

  backward(spec, shape, { parameters: { weights }, input, delta, gradients, inputError, pass: { count } }) {
    const inputs = sizeOf(shape);
    inputError.fill(0);
    for (let example = 0; example < count; example++) {
      for (let j = 0; j < spec.units; j++) {
        const error = delta[example * spec.units + j];
        gradients.biases[j] += error;
        for (let k = 0; k < inputs; k++) {
          gradients.weights[j * inputs + k] += error * input[example * inputs + k];
          inputError[example * inputs + k] += error * weights[j * inputs + k];
        }
      }
    }
  },

  describe: (spec) => `dense ${spec.units}, ${spec.activation}`,

  samples: {
    good: [
      { spec: { type: "dense", units: 3 }, input: [4] },
      { spec: { type: "dense", units: 1, activation: "tanh" }, input: [1] },
      { spec: { type: "dense", units: 17, activation: "relu", initializer: "he" }, input: [5] },
      { spec: { type: "dense", units: 5, activation: "linear", initializer: "glorot" }, input: [2, 3, 2] },
      { spec: { type: "dense", units: 6, activation: "softmax", initializer: "gaussian" }, input: [33] },
    ],
    bad: [
      { spec: { type: "dense", units: 0 }, input: [4], code: "layer.units" },
      { spec: { type: "dense", units: -3 }, input: [4], code: "layer.units" },
      { spec: { type: "dense", units: 2.5 }, input: [4], code: "layer.units" },
      { spec: { type: "dense", units: Number.NaN }, input: [4], code: "layer.units" },
      { spec: { type: "dense", units: "30" }, input: [4], code: "layer.units" },
      { spec: { type: "dense" }, input: [4], code: "layer.units" },
      { spec: { type: "dense", units: 3, activation: "sigmoidal" }, input: [4], code: "layer.activation" },
      { spec: { type: "dense", units: 3, activation: "toString" }, input: [4], code: "layer.activation" },
      { spec: { type: "dense", units: 3, initializer: "ones" }, input: [4], code: "layer.initializer" },
      { spec: { type: "dense", units: 3, unit: 4 }, input: [4], code: "layer.field" },
    ],
  },
};
