/** For tests: random networks in which residual connections lead everywhere, with data that fit them and ways to train them. */
import fc from "fast-check";
import { kindsWithKernels } from "../engines/wasm/check-kernels.ts";
import type { LayerInput, Shape } from "../layers/index.ts";
import type { RandomCase } from "./random-cases.ts";
import { finished, type ImageCaseLimits, image, surroundings } from "./random-image-cases.ts";

const parts = ["learns", "normalizes", "drops", "pools", "adds", "adds", "adds"] as const;

/** All layers keep the shape, of a row or of images, so that each connection may come from anywhere. */
export function randomResidualCase(limits: ImageCaseLimits = {}): fc.Arbitrary<RandomCase> {
  const allowed = limits.activations ?? kindsWithKernels.activations;
  const part = fc.record({
    part: fc.constantFrom(...parts),
    activation: fc.constantFrom("linear" as const, ...allowed),
    over: fc.nat(6),
    overlapping: fc.boolean(),
  });
  return fc
    .record({
      input: fc.oneof(fc.tuple(fc.integer({ min: 1, max: 40 })), image(5, 7)),
      drawn: fc.array(part, { minLength: 2, maxLength: limits.deepest ?? 7 }),
      asItIs: fc.boolean(),
      flat: fc.boolean(),
      units: fc.integer({ min: 1, max: 12 }),
      ...surroundings(limits, allowed),
    })
    .map(({ input, drawn, asItIs, flat, units, output, ...rest }) => {
      const layers = drawn.map((each, i): LayerInput => layerOf(each, i, input));
      if (flat) layers.push({ type: "flatten" }, { type: "dense", units: sizeOf(input) }, { type: "add", over: 1 });
      if (!asItIs || sizeOf(input) > 60) layers.push({ type: "dense", units, activation: output.activation });
      return finished(input, layers, output.cost, rest);
    });
}

interface Part extends Pick<Extract<LayerInput, { type: "add" }>, "over"> {
  readonly part: (typeof parts)[number];
  readonly activation: NonNullable<Extract<LayerInput, { type: "add" }>["activation"]>;
  readonly overlapping: boolean;
}

/** Layer number `at`: nothing that it does changes the shape. */
function layerOf({ part, activation, over, overlapping }: Part, at: number, input: Shape): LayerInput {
  switch (part) {
    case "learns":
      if (input.length === 1) return { type: "dense", units: input[0], activation };
      return { type: "conv2d", filters: input[0], kernel: overlapping ? 3 : 1, padding: "same", activation };
    case "normalizes":
      return { type: "batchNorm", activation };
    case "drops":
      return { type: "dropout", rate: 0.3, form: overlapping ? "inverted" : "book" };
    case "pools":
      // Windows of one value: a convolution would make such pooling in one go.
      return input.length === 1 ? { type: "flatten" } : { type: "maxPool2d", window: 1 };
    case "adds":
      return { type: "add", over: over % (at + 1), activation };
  }
}

function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
