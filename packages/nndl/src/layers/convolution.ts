/** What the two kinds of convolutional layer share: their fields, and the shapes these lead to. */

import { integer, oneOf, positiveInteger, type Where } from "../check.ts";
import type { CodeIn } from "../error-codes.ts";
import { NndlError } from "../errors.ts";
import {
  type ActivationName,
  activationNames,
  type InitializerName,
  initializerNames,
  initializers,
} from "../functions/index.ts";
import type { Correlation } from "./correlation.ts";
import {
  imageOf,
  largestExtent,
  type Padding,
  type PaddingInput,
  type Pair,
  type PairInput,
  placeWindows,
  readPadding,
  readPair,
  short,
  times,
  type Windows,
} from "./geometry.ts";
import type { LayerDefaults, ParameterSpec, Shape } from "./layer.ts";

/** A convolution, complete: filters of a size, where they are put, and what follows. */
export interface ConvolutionFields {
  readonly filters: number;
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly groups: number;
  readonly activation: ActivationName;
  readonly initializer: InitializerName;
}

/** A convolution as one writes it. */
export interface ConvolutionInput {
  readonly filters: number;
  readonly kernel: PairInput;
  /** 1 when absent. */
  readonly stride?: PairInput | undefined;
  /** "valid" when absent: no zeros around the image. */
  readonly padding?: PaddingInput | undefined;
  /** 1 when absent: every filter sees every channel. */
  readonly groups?: number | undefined;
  /** "sigmoid" when absent. */
  readonly activation?: ActivationName | undefined;
  readonly initializer?: InitializerName | undefined;
}

export const convolutionFields = [
  ...["filters", "kernel", "stride", "padding", "groups"],
  ...["activation", "initializer"],
] as const;

export function checkConvolution(
  fields: Record<string, unknown>,
  defaults: LayerDefaults,
  where: string,
): ConvolutionFields {
  const at = (name: CodeIn<"layer">, what: string = name): Where => ({
    code: `layer.${name}`,
    what: `${where}: ${what}`,
  });
  const filters = positiveInteger(fields.filters, at("filters"), 2 ** 20);
  const kernel = readPair(fields.kernel, at("kernel"));
  const stride = readPair(fields.stride ?? 1, at("stride"));
  const padding = readPadding(fields.padding ?? "valid", at("padding"), kernel);
  const groups = integer(fields.groups ?? 1, at("groups"), { min: 1, max: largestExtent });
  if (filters % groups !== 0)
    throw new NndlError("layer.groups", {
      received: `${groups} groups for ${filters} filters`,
      expected: `${where}: groups must divide the number of filters`,
      next: `Use a number of filters that is a multiple of ${groups}, or other groups.`,
    });
  return {
    ...{ filters, kernel, stride, padding, groups },
    activation: oneOf(fields.activation ?? "sigmoid", activationNames, at("activation")),
    initializer: oneOf(fields.initializer ?? defaults.initializer, initializerNames, at("initializer")),
  };
}

/** Where the filters lie on an image, and which channels they see. */
export function correlationOf(spec: ConvolutionFields, shape: Shape): Correlation {
  return {
    windows: placeWindows(shape, spec.kernel, spec.stride, spec.padding),
    channels: shape[0],
    filters: spec.filters,
    groups: spec.groups,
  };
}

/** The shape after the convolution, or an error that says what would fit. */
export function convolvedShape(spec: ConvolutionFields, input: Shape, where: string): Shape {
  const [channels, height, width] = imageOf(input, where);
  const { filters, kernel, groups } = spec;
  const { windows } = correlationOf(spec, input);
  if (windows.output.some((extent) => extent < 1)) refuseKernel(spec, windows, where);
  if (channels % groups !== 0)
    throw new NndlError("layer.groups", {
      received: `${groups} groups for ${channels} channels`,
      expected: `${where} ${times(kernel)} on ${channels}×${height}×${width}: groups must divide the number of channels`,
      next: `Use a divisor of ${channels}.`,
    });
  return [filters, ...windows.output];
}

function refuseKernel({ kernel, padding }: ConvolutionFields, { height, width }: Windows, where: string): never {
  const [top, right, bottom, left] = Array.isArray(padding) ? padding : [0, 0, 0, 0];
  const room: Pair = [height + top + bottom, width + left + right];
  const padded = padding === "valid" ? "" : `, ${times(room)} with its padding`;
  throw new NndlError("layer.kernel", {
    received: `${times(kernel)} on ${times([height, width])}${padded}`,
    expected: `${where} ${times(kernel)} on ${times([height, width])}: the kernel must be no larger than its input`,
    next: `Use padding 'same' or a kernel of at most ${short(room)}.`,
  });
}

/** Weights [filters, channels of a group, rows, columns] and biases [filters]; `area` is that of pooling after it. */
export function convolutionParameters(spec: ConvolutionFields, input: Shape, area = 1): readonly ParameterSpec[] {
  const { filters, kernel, groups } = spec;
  const taps = kernel[0] * kernel[1];
  const channels = input[0] / groups;
  const start = initializers[spec.initializer];
  const fan = { in: channels * taps, out: (filters * taps) / area };
  return [
    { name: "weights", shape: [filters, channels, ...kernel], deviation: start.weights(fan), regularized: true },
    {
      ...{ name: "biases", shape: [filters], deviation: start.biases(fan), regularized: false },
      ...(start.biasStart === undefined ? {} : { start: start.biasStart }),
    },
  ];
}

/** "20 of 5×5, stride 2, same, in 2 groups": what is not as usual is said. */
export function describeConvolution({ filters, kernel, stride, padding, groups }: ConvolutionFields): string {
  return [
    `${filters} of ${times(kernel)}`,
    ...(stride[0] === 1 && stride[1] === 1 ? [] : [`stride ${short(stride)}`]),
    ...(padding === "valid" ? [] : [padding === "same" ? "same" : `padding ${padding.join(" ")}`]),
    ...(groups === 1 ? [] : [`in ${groups} groups`]),
  ].join(", ");
}
