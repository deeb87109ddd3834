/** What layers on images share: pairs of extents as one writes them, padding, and where windows lie. */
import { integer, type Where } from "../check.ts";
import { NndlError, show } from "../errors.ts";
import { type Shape, sizeOf } from "./layer.ts";

/** [vertical, horizontal]. */
export type Pair = readonly [number, number];

/** A pair as one writes it: one number stands for both. */
export type PairInput = number | Pair;

/** Rows and columns of zeros around an image: [top, right, bottom, left]. */
export type Pads = readonly [number, number, number, number];

/** "valid" adds nothing; "same" adds as much as makes the output ⌈input / stride⌉, the odd row or column last. */
export type Padding = "valid" | "same" | Pads;

/** Padding as one writes it: one number for all four sides, or [vertical, horizontal]. */
export type PaddingInput = "valid" | "same" | PadsInput;
/** Zeros around an image as one writes them: one number for all sides, [vertical, horizontal], or all four. */
export type PadsInput = number | Pair | Pads;

/** No kernel, window or stride needs to be larger. */
export const largestExtent = 65_535;

/** Windows over the rows and columns of an image: where they begin, how far apart, how many. */
export interface Windows {
  readonly height: number;
  readonly width: number;
  readonly extent: Pair;
  readonly stride: Pair;
  readonly top: number;
  readonly left: number;
  readonly output: Pair;
}

/** Two whole numbers from `min` up, which may be written as one. */
export function readPair(value: unknown, where: Where, min = 1): Pair {
  const both = Array.isArray(value) ? value : [value, value];
  if (both.length !== 2)
    throw new NndlError(where.code, {
      received: show(value),
      expected: `${where.what} must be a number, or two as [vertical, horizontal]`,
      next: "Write 5 for 5 × 5, or [3, 5] for 3 rows and 5 columns.",
    });
  const [vertical, horizontal] = Array.from(both, (each) => integer(each, where, { min, max: largestExtent }));
  return [vertical, horizontal];
}

/** Zeros around an image, written as one number, as [vertical, horizontal] or as [top, right, bottom, left]. */
export function readPads(value: unknown, where: Where, most: Pair): Pads {
  const given = Array.isArray(value) ? value : [value];
  const four = given.length === 1 ? Array(4).fill(given[0]) : given.length === 2 ? [...given, ...given] : given;
  if (four.length !== 4 || (Array.isArray(value) && value.length === 1))
    throw new NndlError(where.code, {
      received: show(value),
      expected: `${where.what} must be a number, [vertical, horizontal] or [top, right, bottom, left]`,
      next: "Write 1 for one row or column of zeros on every side.",
    });
  const [top, right, bottom, left] = Array.from(four, (pad, side) =>
    integer(pad, where, { min: 0, max: most[side % 2] }),
  );
  return [top, right, bottom, left];
}

/** "valid", "same" or explicit zeros, of which a kernel can use one less than its own extent on each side. */
export function readPadding(value: unknown, where: Where, kernel: Pair): Padding {
  if (value === "valid" || value === "same") return value;
  if (typeof value === "string")
    throw new NndlError(where.code, {
      received: show(value),
      expected: `${where.what} must be "valid", "same" or numbers`,
      next: '"valid" adds no zeros, "same" as many as keep the image\'s size; [1, 2, 1, 2] is top, right, bottom, left.',
    });
  return readPads(value, where, [kernel[0] - 1, kernel[1] - 1]);
}

/** Refuses a shape that is no image. */
export function imageOf(shape: Shape, where: string): readonly [channels: number, height: number, width: number] {
  if (shape.length !== 3)
    throw new NndlError("layer.input", {
      received: `the shape [${shape.join(", ")}]`,
      expected: `${where} works on images, channels × height × width`,
      next: `Give the network images as input, for example ${imageLike(shape)}, and place this layer before any that flattens.`,
    });
  return [shape[0], shape[1], shape[2]];
}

/** The square image of one channel with as many values, or the book's. */
function imageLike(shape: Shape): string {
  const side = Math.sqrt(sizeOf(shape));
  return Number.isInteger(side) && side > 1 ? `[1, ${side}, ${side}]` : "[1, 28, 28]";
}

/** Windows that lie within the padded image; a rest that no window fits into is left out. */
export function placeWindows(shape: Shape, extent: Pair, stride: Pair, padding: Padding = "valid"): Windows {
  const [, height, width] = shape;
  const [top, right, bottom, left] = padsOf(height, width, extent, stride, padding);
  const along = (size: number, axis: 0 | 1) => Math.floor((size - extent[axis]) / stride[axis]) + 1;
  return {
    height,
    width,
    extent,
    stride,
    top,
    left,
    output: [along(height + top + bottom, 0), along(width + left + right, 1)],
  };
}

function padsOf(height: number, width: number, extent: Pair, stride: Pair, padding: Padding): Pads {
  if (padding === "valid") return [0, 0, 0, 0];
  if (padding !== "same") return padding;
  const total = (size: number, axis: 0 | 1) =>
    Math.max((Math.ceil(size / stride[axis]) - 1) * stride[axis] + extent[axis] - size, 0);
  const [vertical, horizontal] = [total(height, 0), total(width, 1)];
  const [top, left] = [Math.floor(vertical / 2), Math.floor(horizontal / 2)];
  return [top, horizontal - left, vertical - top, left];
}

/** "5×5". */
export function times([vertical, horizontal]: Pair): string {
  return `${vertical}×${horizontal}`;
}

/** "5", or "5×7" where they differ. */
export function short([vertical, horizontal]: Pair): string {
  return vertical === horizontal ? String(vertical) : times([vertical, horizontal]);
}

/** The arguments of a call, as they were written, for errors. */
export function shown(...values: readonly unknown[]): string {
  return values.map(show).join(", ");
}
