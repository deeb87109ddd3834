import { integer, knownKeys, oneOf } from "../check.ts";
import { NndlError } from "../errors.ts";
import { type ActivationName, activationNames } from "../functions/index.ts";
import type { Optional } from "../optional.ts";
import type { LayerKind } from "./layer.ts";

/** A residual connection, as plain JSON. */
export interface AddSpec {
  readonly type: "add";
  /** How many of the layers before it the connection leads over: what goes into the first of them is added. */
  readonly over: number;
  readonly activation: ActivationName;
}

/** A residual connection as one writes it. */
export type AddInput = Pick<AddSpec, "type" | "over"> & Optional<AddSpec>;

/**
 * Describes a residual connection: to what comes in, z adds what went into the layer so many places before,
 * z = x + x_earlier. Both must have the same shape. The earlier values then get two errors, which are added up: the one that
 * comes back through the layers between, and the one that comes back over them.
 *
 * After dense(30), `add(1)` makes dense(30) learn what to change about its input rather than all of its output. `add(2)` leads
 * over two layers; one that leads over all layers before it adds the network's own input, and `add(0)` doubles what comes in.
 *
 * @param over how many of the layers before it the connection leads over
 * @param options activation ("linear"), of the sum
 * @throws NndlError "layer.over", also where there are not so many layers before it, or what is to be added has another
 *   shape; "layer.activation"
 * @example
 * const layers = [dense(30, "relu"), dense(30, "relu"), add(1), dense(30, "relu"), add(1), dense(10, "softmax")];
 * network({ input: [784], layers, initializer: "he" });
 * @see He et al., "Deep residual learning for image recognition", 2016
 */
export function add(over: number, options: Omit<AddInput, "type" | "over"> = {}): AddInput {
  const spec: AddInput = { type: "add", over, ...options };
  addLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `add(${String(over)})`);
  return spec;
}

export const addLayer: LayerKind<AddSpec> = {
  type: "add",
  sequences: "each",

  check(fields, _, where) {
    knownKeys(fields, ["type", "over", "activation"], { code: "layer.field", what: where });
    return {
      type: "add",
      over: integer(fields.over, { code: "layer.over", what: `${where}: over` }, { min: 0 }),
      activation: oneOf(fields.activation ?? "linear", activationNames, {
        code: "layer.activation",
        what: `${where}: activation`,
      }),
    };
  },

  reach: ({ over }) => over,

  outputShape({ over }, input, where, before) {
    const places = before.length - 1;
    if (over > places)
      throw new NndlError("layer.over", {
        received: String(over),
        expected: `${where}: over must be at most ${places}, the number of layers before it`,
        next:
          places === 0
            ? "Put it behind the layers that it is to lead over."
            : "Lead over fewer layers; over all of them it adds the network's own input.",
      });
    const earlier = before[places - over];
    if (earlier.join() !== input.join()) {
      const fitting = before.flatMap((shape, place) =>
        place < places && shape.join() === input.join() ? [places - place] : [],
      );
      throw new NndlError("layer.over", {
        received: `${over}, which leads to ${earlier.join(" × ")}`,
        expected: `${where}: over must lead to values of the shape that comes in, ${input.join(" × ")}`,
        next:
          fitting.length > 0
            ? `Here ${fitting.reverse().join(" or ")} would fit.`
            : "Give the layers that it leads over as many outputs as the first of them has inputs.",
      });
    }
    return input;
  },

  parameters: () => [],

  forward(_, __, ___, input, z, { earlier }) {
    for (let i = 0; i < z.length; i++) z[i] = input[i] + earlier[i];
  },

  backward(_, __, { delta, inputError, earlierError }) {
    inputError.set(delta);
    earlierError.set(delta);
  },

  describe: ({ over, activation }) => `add over ${over}${activation === "linear" ? "" : `, ${activation}`}`,

  samples: {
    good: [
      { spec: { type: "add", over: 1 }, input: [4], before: [{ type: "dense", units: 4, activation: "tanh" }] },
      { spec: { type: "add", over: 0, activation: "sigmoid" }, input: [2, 3, 3] },
      {
        spec: { type: "add", over: 2, activation: "relu" },
        input: [5],
        before: [
          { type: "dense", units: 5, activation: "sigmoid" },
          { type: "dropout", rate: 0.4 },
        ],
      },
      {
        spec: { type: "add", over: 1, activation: "softmax" },
        input: [2, 3, 4],
        before: [{ type: "conv2d", filters: 2, kernel: 3, padding: "same", activation: "tanh" }],
      },
    ],
    bad: [
      { spec: { type: "add" }, input: [4], code: "layer.over" },
      { spec: { type: "add", over: -1 }, input: [4], code: "layer.over" },
      { spec: { type: "add", over: 0.5 }, input: [4], code: "layer.over" },
      { spec: { type: "add", over: "1" }, input: [4], code: "layer.over" },
      { spec: { type: "add", over: 2 }, input: [1, 2, 2], code: "layer.over" },
      { spec: { type: "add", over: 0, activation: "no such function" }, input: [4], code: "layer.activation" },
      { spec: { type: "add", from: 1 }, input: [4], code: "layer.field" },
    ],
  },
};
