import { knownKeys, type Where } from "../check.ts";
import { imageOf, largestExtent, type Pads, type PadsInput, readPads, shown } from "./geometry.ts";
import { type LayerKind, type Shape, sizeOf } from "./layer.ts";

/** A layer that puts zeros around an image, as plain JSON. */
export interface ZeroPad2dSpec {
  readonly type: "zeroPad2d";
  /** Rows and columns of zeros: [top, right, bottom, left]. */
  readonly padding: Pads;
}

/** A layer that puts zeros around an image as one writes it; 1 on every side when absent. */
export interface ZeroPad2dInput {
  readonly type: "zeroPad2d";
  readonly padding?: PadsInput | undefined;
}

/**
 * Describes a layer that puts rows and columns of zeros around every channel.
 *
 * @param padding a number for all sides, [vertical, horizontal], or [top, right, bottom, left]; 1 when absent
 * @throws NndlError "layer.padding"
 * @example network({ input: [1, 28, 28], layers: [zeroPad2d(2), conv2d(6, 5, "tanh"), dense(10, "softmax")] })
 */
export function zeroPad2d(padding: PadsInput = 1): ZeroPad2dInput {
  const spec: ZeroPad2dInput = { type: "zeroPad2d", padding };
  zeroPad2dLayer.check({ ...spec }, { initializer: "scaled-gaussian" }, `zeroPad2d(${shown(padding)})`);
  return spec;
}

export const zeroPad2dLayer: LayerKind<ZeroPad2dSpec> = {
  type: "zeroPad2d",

  check(fields, _, where) {
    knownKeys(fields, ["type", "padding"], { code: "layer.field", what: where });
    const at: Where = { code: "layer.padding", what: `${where}: padding` };
    return { type: "zeroPad2d", padding: readPads(fields.padding ?? 1, at, [largestExtent, largestExtent]) };
  },

  outputShape({ padding: [top, right, bottom, left] }, input, where) {
    const [channels, height, width] = imageOf(input, where);
    return [channels, top + height + bottom, left + width + right];
  },

  parameters: () => [],

  forward(spec, shape, _, input, z) {
    z.fill(0);
    eachPlace(spec, shape, input.length, (inside, padded) => {
      z[padded] = input[inside];
    });
  },

  backward(spec, shape, { input, delta, inputError }) {
    eachPlace(spec, shape, input.length, (inside, padded) => {
      inputError[inside] = delta[padded];
    });
  },

  describe: ({ padding }) => `zeroPad2d ${padding.join(" ")}`,

  samples: {
    good: [
      { spec: { type: "zeroPad2d" }, input: [2, 3, 4] },
      { spec: { type: "zeroPad2d", padding: [1, 2, 0, 3] }, input: [2, 2, 3] },
      { spec: { type: "zeroPad2d", padding: [0, 2] }, input: [1, 3, 1] },
      { spec: { type: "zeroPad2d", padding: 0 }, input: [1, 2, 2] },
    ],
    bad: [
      { spec: { type: "zeroPad2d" }, input: [16], code: "layer.input" },
      { spec: { type: "zeroPad2d", padding: -1 }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "zeroPad2d", padding: 0.5 }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "zeroPad2d", padding: [1] }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "zeroPad2d", padding: [1, 1, 1, 1, 1] }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "zeroPad2d", padding: "same" }, input: [1, 4, 4], code: "layer.padding" },
      { spec: { type: "zeroPad2d", padding: 60_000 }, input: [1, 4, 4], code: "network.size" },
      { spec: { type: "zeroPad2d", pad: 1 }, input: [1, 4, 4], code: "layer.field" },
    ],
  },
};

/** Calls `visit` with the place of every value without and with the zeros, over all examples. */
function eachPlace(
  { padding: [top, right, bottom, left] }: ZeroPad2dSpec,
  shape: Shape,
  length: number,
  visit: (inside: number, padded: number) => void,
): void {
  const [, height, width] = shape;
  const images = (length / sizeOf(shape)) * shape[0];
  for (let image = 0; image < images; image++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        visit(
          (image * height + row) * width + column,
          (image * (top + height + bottom) + top + row) * (left + width + right) + left + column,
        );
}
