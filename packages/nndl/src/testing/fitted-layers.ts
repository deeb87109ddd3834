/** For tests: a layer of any kind, of given measures, on whatever comes in. */
import type { ActivationName } from "../functions/index.ts";
import type { ConvolutionFields } from "../layers/convolution.ts";
import type { LayerInput, LayerType, Pair, Shape } from "../layers/index.ts";
import { network } from "../network/index.ts";

/** Numbers for any layer; what does not fit is made smaller. */
export interface Measures {
  readonly units: number;
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: "valid" | "same" | number;
  readonly groups: number;
  readonly activation: ActivationName;
  readonly pool: "max" | "average" | "l2";
  readonly window: Pair;
  readonly overlapping: boolean;
  readonly rate: number;
}

type Image = readonly [channels: number, height: number, width: number];

/**
 * The layer that is closest to what was drawn, of those that fit on an input of this shape; none, where none does. `before` are
 * the shapes that go into the layers up to this one.
 */
type Fit = (drawn: Measures, input: Shape, before: readonly Shape[]) => LayerInput | undefined;

const onImages =
  (fit: (drawn: Measures, image: Image) => LayerInput): Fit =>
  (drawn, input) =>
    input.length === 3 ? fit(drawn, [input[0], input[1], input[2]]) : undefined;

const onSequences =
  (fit: (drawn: Measures) => LayerInput): Fit =>
  (drawn, input) =>
    input.length === 2 ? fit(drawn) : undefined;

/** Which way, and whether at every step. */
function reading({ groups, kernel }: Measures) {
  const direction = (["forward", "backward", "both"] as const)[(groups - 1) % 3];
  return { direction, output: kernel[0] > 1 ? "every" : "last" } as const;
}

const within = ([vertical, horizontal]: Pair, [, height, width]: Image): Pair => [
  Math.min(vertical, height),
  Math.min(horizontal, width),
];

const pooling = (type: "maxPool2d" | "averagePool2d" | "l2Pool2d"): Fit =>
  onImages(({ window, overlapping, stride }, image) => ({
    type,
    window: within(window, image),
    ...(overlapping ? { stride } : {}),
  }));

function convolution(drawn: Measures, image: Image) {
  const groups = image[0] % drawn.groups === 0 ? drawn.groups : 1;
  const kernel = within(drawn.kernel, image);
  const most = Math.min(...kernel) - 1;
  return {
    activation: drawn.activation,
    groups,
    kernel,
    filters: Math.ceil(drawn.filters / groups) * groups,
    padding: typeof drawn.padding === "number" ? Math.min(drawn.padding, most) : drawn.padding,
  } satisfies Partial<Record<keyof ConvolutionFields, unknown>>;
}

/** Every kind of layer: one that is missing here is in no random network and in no golden number. */
export const fits: Readonly<Record<LayerType, Fit>> = {
  dense: ({ units, activation }) => ({ type: "dense", units, activation }),
  conv2d: onImages((drawn, image) => ({ type: "conv2d", ...convolution(drawn, image), stride: drawn.stride })),
  convPool2d: onImages((drawn, image) => {
    const layer = convolution(drawn, image);
    // What is left after the convolution may be a single place.
    const left = (axis: 0 | 1) =>
      layer.padding === "same" ? image[axis + 1] : image[axis + 1] - layer.kernel[axis] + 1;
    const window = within(drawn.window, [layer.filters, left(0), left(1)]);
    return {
      type: "convPool2d",
      ...layer,
      pool: drawn.pool,
      window,
      ...(drawn.overlapping ? { windowStride: 1 } : {}),
    };
  }),
  maxPool2d: pooling("maxPool2d"),
  averagePool2d: pooling("averagePool2d"),
  l2Pool2d: pooling("l2Pool2d"),
  dropout: ({ rate, overlapping }) => ({ type: "dropout", rate, form: overlapping ? "inverted" : "book" }),
  batchNorm: ({ activation }, input) => (input.length === 2 ? undefined : { type: "batchNorm", activation }),
  localResponseNorm: onImages(({ filters, rate }) => ({ type: "localResponseNorm", size: filters, alpha: rate })),
  globalAveragePool2d: onImages(() => ({ type: "globalAveragePool2d" })),
  zeroPad2d: onImages(({ stride }) => ({ type: "zeroPad2d", padding: stride })),
  flatten: () => ({ type: "flatten" }),
  recurrent: onSequences((drawn) => ({
    ...{ type: "recurrent", units: drawn.units, nonlinearity: drawn.pool === "max" ? "tanh" : "relu" },
    ...reading(drawn),
  })),
  lstm: onSequences((drawn) => ({
    ...{ type: "lstm", units: drawn.units, gates: drawn.pool === "max" ? "plain" : "peepholes" },
    ...reading(drawn),
  })),
  embedding: ({ units, filters }, input, before) =>
    input.at(-1) === 1 && input.length < 3 && before.length === 1
      ? { type: "embedding", indices: filters, size: units }
      : undefined,
  gru: onSequences((drawn) => ({ type: "gru", units: drawn.units, ...reading(drawn) })),
  add: ({ activation, groups }, input, before) => {
    // As far back as it can reach; by what was drawn not so far, at last to itself.
    const places = before.flatMap((shape, place) => (shape.join() === input.join() ? [place] : []));
    return { type: "add", over: before.length - 1 - places[(groups - 1) % places.length], activation };
  },
};

/** A kind of layer, and what it is to measure. */
export interface Drawn {
  readonly type: LayerType;
  readonly measures: Measures;
}

/** The layers that fit on an input and on one another, of those that are asked for. */
export function layersOf(input: Shape, drawn: readonly Drawn[]): LayerInput[] {
  const layers: LayerInput[] = [];
  const shapes = [input];
  for (const { type, measures } of drawn) {
    const layer = fits[type](measures, shapes[shapes.length - 1], shapes);
    if (layer === undefined) continue;
    layers.push(layer);
    const { layers: placed } = network({ input, layers, initializer: "zeros", cost: "quadratic" });
    shapes.push(placed[placed.length - 1].output);
  }
  return layers;
}

/** Whether layers of these kinds fit on an input of this shape and on one another. */
export function fitOn(input: Shape, types: readonly LayerType[]): boolean {
  const measures: Measures = {
    units: 1,
    filters: 1,
    kernel: [2, 2],
    stride: [1, 1],
    padding: "valid",
    groups: 1,
    activation: "linear",
    pool: "max",
    window: [1, 1],
    overlapping: false,
    rate: 0.5,
  };
  const drawn = types.map((type) => ({ type, measures }));
  return layersOf(input, drawn).length === types.length;
}
