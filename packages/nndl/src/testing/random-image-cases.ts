/** For tests: random networks of images, with data that fit them and ways to train them. */
import fc from "fast-check";
import { type ActivationName, activationNames, optimizerNames } from "../functions/index.ts";
import type { LayerInput, LayerType, Pair } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { type CaseLimits, caseOf, circumstances, featureKinds, outputKinds, type RandomCase } from "./random-cases.ts";

/** Layers that take an image and give one. */
const imageLayers = [
  ...["conv2d", "convPool2d", "maxPool2d", "averagePool2d", "l2Pool2d"],
  ...["batchNorm", "localResponseNorm", "zeroPad2d", "dropout"],
] as const satisfies readonly LayerType[];

/** What may stand between images and a dense layer. */
const ends = ["nothing", "flatten", "globalAveragePool2d", "dense"] as const;

export interface ImageCaseLimits extends Pick<CaseLimits, "activations" | "features" | "optimizers"> {
  readonly layers?: readonly (typeof imageLayers)[number][];
  readonly ends?: readonly (typeof ends)[number][];
  readonly deepest?: number;
}

/** Numbers for any layer; what does not fit an image is made smaller. */
interface DrawnLayer {
  readonly type: (typeof imageLayers)[number];
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

/** A random network of images, data set, and way to train; small ones first. */
export function randomImageCase(limits: ImageCaseLimits = {}): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? activationNames;
  const upTo = (max: number) => fc.integer({ min: 1, max });
  const pair = (max: number) => fc.tuple(upTo(max), upTo(max));
  const layer: fc.Arbitrary<DrawnLayer> = fc.record({
    type: fc.constantFrom(...(limits.layers ?? imageLayers)),
    filters: upTo(18),
    kernel: pair(5),
    stride: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([1, 1]) }, { weight: 1, arbitrary: pair(3) }),
    padding: fc.constantFrom<DrawnLayer["padding"]>("valid", "same", 1, 2),
    groups: upTo(3),
    activation: fc.constantFrom(...allowed),
    pool: fc.constantFrom("max", "average", "l2"),
    window: fc.oneof({ weight: 2, arbitrary: fc.constant<Pair>([2, 2]) }, { weight: 1, arbitrary: pair(3) }),
    overlapping: fc.boolean(),
    rate: fc.constantFrom(0.2, 0.5),
  });
  return fc
    .record({
      input: fc.tuple(upTo(5), upTo(20), upTo(20)),
      drawn: fc.array(layer, { minLength: 1, maxLength: limits.deepest ?? 4 }),
      end: fc.constantFrom(...(limits.ends ?? ends)),
      units: upTo(12),
      output: fc.constantFrom(...outputKinds.filter(({ activation }) => allowed.includes(activation))),
      ...circumstances(limits.features ?? featureKinds, limits.optimizers ?? optimizerNames),
    })
    .map(({ input, drawn, end, units, output, ...rest }) => {
      const layers: LayerInput[] = [];
      let shape: readonly number[] = input;
      for (const each of drawn) {
        layers.push(fitted(each, shape));
        shape = network({ input, layers, initializer: "zeros" }).layers.at(-1)?.output ?? shape;
      }
      if (end === "dense") layers.push({ type: "dense", units: 5, activation: "tanh" });
      else if (end !== "nothing") layers.push({ type: end });
      layers.push({ type: "dense", units, activation: output.activation });
      return caseOf({ input, layers, cost: output.cost }, units, rest);
    });
}

/** The layer that is closest to what was drawn, of those that fit on an image. */
function fitted(drawn: DrawnLayer, [channels, height, width]: readonly number[]): LayerInput {
  const { type, activation, rate } = drawn;
  const within = ([vertical, horizontal]: Pair): Pair => [Math.min(vertical, height), Math.min(horizontal, width)];
  const window = within(drawn.window);
  switch (type) {
    case "conv2d":
    case "convPool2d": {
      const groups = channels % drawn.groups === 0 ? drawn.groups : 1;
      const kernel = within(drawn.kernel);
      const most = Math.min(...kernel) - 1;
      const convolution = {
        ...{ activation, groups, kernel },
        filters: Math.ceil(drawn.filters / groups) * groups,
        padding: typeof drawn.padding === "number" ? Math.min(drawn.padding, most) : drawn.padding,
      };
      if (type === "conv2d") return { type, ...convolution, stride: drawn.stride };
      // What is left after the convolution may be a single place.
      const left = (extent: number, axis: 0 | 1) =>
        convolution.padding === "same" ? extent : extent - kernel[axis] + 1;
      const room: Pair = [left(height, 0), left(width, 1)];
      return {
        ...{ type, ...convolution, pool: drawn.pool },
        window: [Math.min(window[0], room[0]), Math.min(window[1], room[1])],
        ...(drawn.overlapping ? { windowStride: 1 } : {}),
      };
    }
    case "maxPool2d":
    case "averagePool2d":
    case "l2Pool2d":
      return { type, window, ...(drawn.overlapping ? { stride: drawn.stride } : {}) };
    case "dropout":
      return { type, rate, form: drawn.overlapping ? "inverted" : "book" };
    case "batchNorm":
      return { type, activation };
    case "localResponseNorm":
      return { type, size: drawn.filters, alpha: rate };
    case "zeroPad2d":
      return { type, padding: drawn.stride };
  }
}
