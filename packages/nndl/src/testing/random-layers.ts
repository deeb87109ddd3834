/** For tests: a layer of any kind, of random measures that fit what comes in. */
import fc from "fast-check";
import type { ActivationName } from "../functions/index.ts";
import type { ConvolutionFields } from "../layers/convolution.ts";
import type { LayerInput, LayerType, Pair, Shape } from "../layers/index.ts";

/** Numbers for any layer; what does not fit is made smaller. */
export interface DrawnNumbers {
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

export function drawnNumbers(activations: readonly ActivationName[]): fc.Arbitrary<DrawnNumbers> {
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const pair = (max: number) => fc.tuple(upTo(max), upTo(max));
  return fc.record({
    units: upTo(12),
    filters: upTo(18),
    kernel: pair(5),
    stride: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([1, 1]) }, { weight: 1, arbitrary: pair(3) }),
    padding: fc.constantFrom<DrawnNumbers["padding"]>("valid", "same", 1, 2),
    groups: upTo(3),
    activation: fc.constantFrom(...activations),
    pool: fc.constantFrom("max", "average", "l2"),
    window: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([2, 2]) }, { weight: 1, arbitrary: pair(3) }),
    overlapping: fc.boolean(),
    rate: fc.constantFrom(0.2, 0.5),
  });
}

type Image = readonly [channels: number, height: number, width: number];

/** The layer that is closest to what was drawn, of those that fit on an input of this shape; none, where none does. */
type Fit = (drawn: DrawnNumbers, input: Shape) => LayerInput | undefined;

const onImages =
  (fit: (drawn: DrawnNumbers, image: Image) => LayerInput): Fit =>
  (drawn, input) =>
    input.length === 3 ? fit(drawn, [input[0], input[1], input[2]]) : undefined;

const within = ([vertical, horizontal]: Pair, [, height, width]: Image): Pair => [
  Math.min(vertical, height),
  Math.min(horizontal, width),
];

const pooling = (type: "maxPool2d" | "averagePool2d" | "l2Pool2d"): Fit =>
  onImages(({ window, overlapping, stride }, image) => ({
    ...{ type, window: within(window, image) },
    ...(overlapping ? { stride } : {}),
  }));

function convolution(drawn: DrawnNumbers, image: Image) {
  const groups = image[0] % drawn.groups === 0 ? drawn.groups : 1;
  const kernel = within(drawn.kernel, image);
  const most = Math.min(...kernel) - 1;
  return {
    ...{ activation: drawn.activation, groups, kernel },
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
      ...{ type: "convPool2d", ...layer, pool: drawn.pool, window },
      ...(drawn.overlapping ? { windowStride: 1 } : {}),
    };
  }),
  maxPool2d: pooling("maxPool2d"),
  averagePool2d: pooling("averagePool2d"),
  l2Pool2d: pooling("l2Pool2d"),
  dropout: ({ rate, overlapping }) => ({ type: "dropout", rate, form: overlapping ? "inverted" : "book" }),
  batchNorm: ({ activation }) => ({ type: "batchNorm", activation }),
  localResponseNorm: onImages(({ filters, rate }) => ({ type: "localResponseNorm", size: filters, alpha: rate })),
  globalAveragePool2d: onImages(() => ({ type: "globalAveragePool2d" })),
  zeroPad2d: onImages(({ stride }) => ({ type: "zeroPad2d", padding: stride })),
  flatten: () => ({ type: "flatten" }),
};
