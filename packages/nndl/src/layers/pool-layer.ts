/** What the layers that only pool share. */
import { knownKeys } from "../check.ts";
import { NndlError } from "../errors.ts";
import { eachExample } from "./each-example.ts";
import { imageOf, type Pair, type PairInput, placeWindows, readPair, short, times } from "./geometry.ts";
import type { LayerKind, LayerSamples, Shape } from "./layer.ts";
import { type Pooling, pool, poolBack } from "./pooling.ts";

/** A pooling layer, as plain JSON. */
export interface PoolSpec<Type extends string> {
  readonly type: Type;
  readonly window: Pair;
  readonly stride: Pair;
}

/** A pooling layer as one writes it; the stride is the window when absent: windows lie side by side. */
export interface PoolInput<Type extends string> {
  readonly type: Type;
  readonly window: PairInput;
  readonly stride?: PairInput | undefined;
}

/** What a pooling layer need not say. */
export interface PoolOptions {
  /** How far apart windows begin; as the window when absent. */
  readonly stride?: PairInput | undefined;
}

/** The shape of an image once it is pooled, or an error that says what would fit. */
export function pooledShape({ window, stride }: Omit<PoolSpec<string>, "type">, input: Shape, where: string): Shape {
  const [channels, height, width] = imageOf(input, where);
  const { output } = placeWindows(input, window, stride);
  if (output.some((extent) => extent < 1))
    throw new NndlError("layer.window", {
      received: `${times(window)} on ${times([height, width])}`,
      expected: `${where} ${times(window)} on ${times([height, width])}: the window must be no larger than its input`,
      next: `Use a window of at most ${short([height, width])}.`,
    });
  return [channels, ...output];
}

/** The kind of layer that pools in one way. */
export function poolLayer<Type extends string>(
  type: Type,
  pooling: Pooling,
  extraSamples: Partial<LayerSamples> = {},
): LayerKind<PoolSpec<Type>> {
  return {
    type,

    check(fields, _, where) {
      knownKeys(fields, ["type", "window", "stride"], { code: "layer.field", what: where });
      const window = readPair(fields.window, { code: "layer.window", what: `${where}: window` });
      const stride = readPair(fields.stride ?? window, { code: "layer.stride", what: `${where}: stride` });
      return { type, window, stride };
    },

    outputShape: pooledShape,

    parameters: () => [],

    forward(spec, shape, _, input, z, { count }) {
      const windows = placeWindows(shape, spec.window, spec.stride);
      eachExample(count, [input, z], ([x, out]) => pool(pooling, windows, x, out));
    },

    backward(spec, shape, { input, delta, inputError, pass: { count } }) {
      const windows = placeWindows(shape, spec.window, spec.stride);
      eachExample(count, [input, delta, inputError], ([x, error, below]) =>
        poolBack(pooling, windows, x, error, below),
      );
    },

    describe({ window, stride }) {
      return `${type} ${times(window)}${times(window) === times(stride) ? "" : `, stride ${short(stride)}`}`;
    },

    samples: {
      good: [
        { spec: { type, window: 2 }, input: [2, 4, 6] },
        { spec: { type, window: [2, 1] }, input: [1, 5, 3] },
        { spec: { type, window: 3, stride: 2 }, input: [2, 6, 7] },
        { spec: { type, window: [1, 2], stride: [2, 3] }, input: [3, 4, 6] },
        { spec: { type, window: 1 }, input: [1, 1, 1] },
        ...(extraSamples.good ?? []),
      ],
      bad: [
        { spec: { type, window: 5 }, input: [1, 4, 4], code: "layer.window" },
        { spec: { type, window: [1, 5] }, input: [1, 5, 4], code: "layer.window" },
        { spec: { type, window: 0 }, input: [1, 4, 4], code: "layer.window" },
        { spec: { type }, input: [1, 4, 4], code: "layer.window" },
        { spec: { type, window: [2] }, input: [1, 4, 4], code: "layer.window" },
        { spec: { type, window: 2, stride: 0 }, input: [1, 4, 4], code: "layer.stride" },
        { spec: { type, window: 2, stride: -1 }, input: [1, 4, 4], code: "layer.stride" },
        { spec: { type, window: 2 }, input: [16], code: "layer.input" },
        { spec: { type, window: 2, padding: 1 }, input: [1, 4, 4], code: "layer.field" },
        ...(extraSamples.bad ?? []),
      ],
    },
  };
}
