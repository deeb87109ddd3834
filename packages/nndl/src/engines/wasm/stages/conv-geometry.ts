/** Where the inputs of a convolution's positions lie, and its weights: the numbers that its kernels go by. */
import type { Windows } from "../../../layers/geometry.ts";
import type { Conv2dSpec, ConvPool2dSpec, Pair, Shape } from "../../../layers/index.ts";
import type { Grid } from "../grid.ts";

/** How the taps of a filter are cut into segments: runs of inputs that follow one another. */
export interface Segments {
  /** In bytes, from a position's first input. */
  readonly offsets: readonly number[];
  /** Floats of a segment, and those with the padding to a multiple of four. */
  readonly length: number;
  readonly padded: number;
  /** Where the weight to a channel (of its group) at a row and column of the kernel lies: [segment, place in it]. */
  place(channel: number, row: number, column: number): readonly [number, number];
}

/**
 * Rows of a kernel shorter than this many floats are put one after another in a copy of the input, strip by strip: what
 * the kernels can read in one go is then long enough to be worth it.
 */
const shortRow = 16;

/** Whether a convolution reads strips. */
export function readsStrips(spec: Conv2dSpec | ConvPool2dSpec, input: Grid): boolean {
  return spec.groups === 1 && spec.kernel[0] > 1 && (spec.kernel[1] * input.column) / 4 < shortRow;
}

/** Strips: for each column of positions the inputs under it, row by row. In bytes. */
export interface StripLayout {
  readonly columns: number;
  readonly rows: number;
  /** Floats of one row of the kernel. */
  readonly run: number;
  readonly strip: number;
  readonly stride: number;
}

export function stripLayout(spec: Conv2dSpec | ConvPool2dSpec, input: Grid, windows: Windows): StripLayout {
  const run = (spec.kernel[1] * input.column) / 4;
  const rows = input.height + input.margins.top + input.margins.bottom;
  const strip = rows * run * 4;
  return {
    columns: windows.output[1],
    rows,
    run,
    strip,
    stride: (Math.ceil((strip * windows.output[1] + 64) / 64) | 1) * 64,
  };
}

export function segmentsOf(spec: Conv2dSpec | ConvPool2dSpec, shape: Shape, input: Grid): Segments {
  const [height, width] = spec.kernel;
  const padTo4 = (n: number) => Math.ceil(n / 4) * 4;
  if (readsStrips(spec, input)) {
    const run = (width * input.column) / 4;
    const length = height * run;
    const place = (c: number, y: number, x: number) => [0, y * run + (x * input.column) / 4 + c] as const;
    return { offsets: [0], length, padded: padTo4(length), place };
  }
  if (spec.groups === 1) {
    const length = (width * input.column) / 4;
    const offsets = Array.from({ length: height }, (_, y) => y * input.row);
    return { offsets, length, padded: padTo4(length), place: (c, y, x) => [y, (x * input.column) / 4 + c] };
  }
  const length = shape[0] / spec.groups;
  const offsets = Array.from(
    { length: height * width },
    (_, i) => Math.floor(i / width) * input.row + (i % width) * input.column,
  );
  return { offsets, length, padded: padTo4(length), place: (c, y, x) => [y * width + x, c] };
}

/** Bytes between positions, in the input or in its strips. */
export function steps(spec: Conv2dSpec | ConvPool2dSpec, input: Grid, strips: StripLayout | undefined): Pair {
  if (strips !== undefined) return [spec.stride[0] * strips.run * 4, strips.strip];
  return [spec.stride[0] * input.row, spec.stride[1] * input.column];
}
