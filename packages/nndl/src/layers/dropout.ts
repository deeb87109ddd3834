import { finite, knownKeys, oneOf, type Where } from "../check.ts";
import type { CodeIn } from "../error-codes.ts";
import type { Optional } from "../optional.ts";
import { type LayerKind, type Pass, type Shape, sizeOf } from "./layer.ts";

const forms = ["book", "inverted"] as const;
const draws = ["example", "mini-batch"] as const;

/** A dropout layer, as plain JSON. */
export interface DropoutSpec {
  readonly type: "dropout";
  /** The share of values that is dropped in training. */
  readonly rate: number;
  /** Where the scale is kept: by the book when the network is used, "inverted" in training. */
  readonly form: "book" | "inverted";
  /** Whether each example is dropped from by itself, or all of a mini-batch alike. */
  readonly per: "example" | "mini-batch";
}

/** A dropout layer as one writes it. */
export type DropoutInput = Pick<DropoutSpec, "type" | "rate"> & Optional<DropoutSpec>;

/**
 * Describes dropout of the values that the next layer gets: in training, some are made 0.
 *
 * - form "book", as the book's programs have it: in training what is kept passes as it is; when the network is used, all
 *   values are multiplied by 1 − rate.
 * - form "inverted", as other libraries have it: in training what is kept is divided by 1 − rate; when the network is
 *   used, all values pass. In expectation the two differ only by the scale of the next layer's weights.
 * - per "example", as in chapter 6: each value of each example is kept by itself with probability 1 − rate.
 * - per "mini-batch", as in chapter 3: exactly ⌊rate · n + ½⌋ of the n values are dropped, the same in the whole
 *   mini-batch.
 *
 * What is dropped depends on the network's seed, on the layer's place and on the number of mini-batches before this one:
 * never the same twice in a run, always the same in the same run.
 *
 * @param rate from 0 (nothing is dropped) up to, not including, 1
 * @throws NndlError "layer.rate", "layer.form", "layer.per"
 * @example network({ input: [784], layers: [dense(100, "relu"), dropout(0.5), dense(10, "softmax")] })
 * @see chapter 3, the section on dropout; chapter 6, the network of E6.13; Hinton et al., 2012
 */
export function dropout(rate: number, options: Omit<DropoutInput, "type" | "rate"> = {}): DropoutInput {
  const spec: DropoutInput = { type: "dropout", rate, ...options };
  dropoutLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `dropout(${String(rate)})`);
  return spec;
}

export const dropoutLayer: LayerKind<DropoutSpec> = {
  type: "dropout",
  sequences: "each",

  check(fields, _, where) {
    knownKeys(fields, ["type", "rate", "form", "per"], { code: "layer.field", what: where });
    const at = (name: CodeIn<"layer">): Where => ({ code: `layer.${name}`, what: `${where}: ${name}` });
    return {
      type: "dropout",
      rate: finite(fields.rate, at("rate"), { min: 0, below: 1 }),
      form: oneOf(fields.form ?? "book", forms, at("form")),
      per: oneOf(fields.per ?? "example", draws, at("per")),
    };
  },

  outputShape: (_, input) => input,

  parameters: () => [],

  forward(spec, shape, _, input, z, pass) {
    const factors = factorsOf(spec, shape, pass);
    for (let i = 0; i < z.length; i++) z[i] = factors[i] * input[i];
  },

  backward(spec, shape, { delta, inputError, pass }) {
    const factors = factorsOf(spec, shape, pass);
    for (let i = 0; i < delta.length; i++) inputError[i] = factors[i] * delta[i];
  },

  describe: ({ rate, form, per }) => `dropout ${rate}, ${form}${per === "mini-batch" ? ", per mini-batch" : ""}`,

  samples: {
    good: [
      { spec: { type: "dropout", rate: 0.5 }, input: [2, 3, 4] },
      { spec: { type: "dropout", rate: 0.5 }, input: [40] },
      { spec: { type: "dropout", rate: 0 }, input: [3] },
      { spec: { type: "dropout", rate: 0.2, form: "inverted" }, input: [3, 2, 4] },
      { spec: { type: "dropout", rate: 0.5, per: "mini-batch" }, input: [7] },
      { spec: { type: "dropout", rate: 0.7, form: "inverted", per: "mini-batch" }, input: [2, 5, 1] },
      { spec: { type: "dropout", rate: 0.99 }, input: [1] },
    ],
    bad: [
      { spec: { type: "dropout" }, input: [4], code: "layer.rate" },
      { spec: { type: "dropout", rate: 1 }, input: [4], code: "layer.rate" },
      { spec: { type: "dropout", rate: -0.1 }, input: [4], code: "layer.rate" },
      { spec: { type: "dropout", rate: Number.NaN }, input: [4], code: "layer.rate" },
      { spec: { type: "dropout", rate: "0.5" }, input: [1, 2, 2], code: "layer.rate" },
      { spec: { type: "dropout", rate: 0.5, form: "outverted" }, input: [4], code: "layer.form" },
      { spec: { type: "dropout", rate: 0.5, per: "epoch" }, input: [4], code: "layer.per" },
      { spec: { type: "dropout", rate: 0.5, seed: 1 }, input: [4], code: "layer.field" },
    ],
  },
};

/** What each value of the mini-batch is multiplied by; scales are float32, as the kernels have them. */
function factorsOf({ rate, form, per }: DropoutSpec, shape: Shape, pass: Pass): Float64Array {
  const size = sizeOf(shape);
  const factors = new Float64Array(pass.count * size);
  if (!pass.training) return factors.fill(form === "book" ? Math.fround(1 - rate) : 1);
  const kept = form === "book" ? 1 : Math.fround(1 / (1 - rate));
  if (per === "example") {
    const mask = pass.stream("dropout").mask(factors.length, 1 - rate);
    return factors.map((_, i) => mask[i] * kept);
  }
  factors.fill(kept);
  for (const dropped of pass
    .stream("dropout")
    .permutation(size)
    .subarray(0, Math.round(rate * size)))
    for (let example = 0; example < pass.count; example++) factors[example * size + dropped] = 0;
  return factors;
}
