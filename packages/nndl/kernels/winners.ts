// Max-pooling as the end of a convolution: of each window the largest, and where it was.
import { activate, activated } from "./activations.ts";
import { ConvOp } from "./conv-op.ts";
import { RELU } from "./generated/codes.ts";

/** Stores the first `lanes` of four numbers; what lies behind belongs to others. */
// @inline
export function storeLanes(at: usize, value: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, value);
    return;
  }
  v128.store_lane<f32>(at, value, 0);
  if (lanes > 1) v128.store_lane<f32>(at, value, 1, 4);
  if (lanes > 2) v128.store_lane<f32>(at, value, 2, 8);
}

/** Of some rows of windows, the largest of each, plus the bias, activated; and where it was. */
export function pool(op: ConvOp, example: i32, channel: i32, filters: i32, room: usize, first: i32, rows: i32): void {
  const shape = op.shape;
  const quads = (filters + 3) >> 2;
  const pixel = (<usize>quads) << 4;
  const row = pixel * shape.width;
  const biases = op.biases + ((<usize>channel) << 2);
  const base = <usize>example * shape.outputStride + ((<usize>channel) << 2);
  const columns = shape.windowColumns;
  const rowStep = shape.rowStep;
  const columnStep = shape.columnStep;
  const byTwo = shape.windowHeight === 2 && shape.windowWidth === 2 && (filters & 3) === 0;
  for (let y = first, end = first + rows; y < end; y++) {
    let from = room + <usize>((y - first) * shape.windowRowStep) * row;
    let origin = y * shape.windowRowStep * rowStep;
    let to = base + <usize>(y * shape.outputRow);
    for (let x = 0; x < columns; x++) {
      if (byTwo) poolByTwo(op, from, row, pixel, origin, rowStep, columnStep, biases, to);
      else poolWindow(op, from, row, filters, origin, biases, to);
      from += <usize>shape.windowColumnStep * pixel;
      origin += shape.windowColumnStep * columnStep;
      to += shape.outputColumn;
    }
    // What takes many operations goes faster by itself, many numbers one after another.
    if (byTwo && op.activation > 0 && op.activation !== RELU) {
      const start = op.output + base + <usize>(y * shape.outputRow);
      if (pixel === <usize>shape.outputColumn) activate(op.activation, start, columns * quads);
      else for (let x = 0; x < columns; x++) activate(op.activation, start + <usize>(x * shape.outputColumn), quads);
    }
  }
}

/** 0 for finite sums, NaN for others: of numbers of which one is lost the largest must not look like any other number. */
// @inline
function strangeOf(sum: v128): v128 {
  return f32x4.sub(sum, sum);
}

/** A window of 2 × 2 positions, of whole quads of filters; of the activations, only ReLU is applied. */
// @inline
function poolByTwo(
  op: ConvOp,
  from: usize,
  row: usize,
  pixel: usize,
  origin: i32,
  rowStep: i32,
  columnStep: i32,
  biases: usize,
  to: usize,
): void {
  const output = op.output;
  const winners = op.winners;
  // What a ReLU brings up to 0, and what nothing else does.
  const least = f32x4.splat(op.activation === RELU ? 0 : -Infinity);
  if (winners === 0) {
    for (let offset: usize = 0; offset < pixel; offset += 16) {
      const first = v128.load(from + offset);
      const second = v128.load(from + offset + pixel);
      const third = v128.load(from + offset + row);
      const fourth = v128.load(from + offset + row + pixel);
      const best = f32x4.pmax(f32x4.pmax(f32x4.pmax(first, second), third), fourth);
      const sum = f32x4.add(best, strangeOf(f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth))));
      v128.store(output + to + offset, f32x4.pmax(f32x4.add(sum, v128.load(biases + offset)), least));
    }
    return;
  }
  const here = i32x4.splat(origin);
  const right = i32x4.splat(origin + columnStep);
  const below = i32x4.splat(origin + rowStep);
  const across = i32x4.splat(origin + rowStep + columnStep);
  for (let offset: usize = 0; offset < pixel; offset += 16) {
    const first = v128.load(from + offset);
    let best = first;
    const second = v128.load(from + offset + pixel);
    const third = v128.load(from + offset + row);
    const fourth = v128.load(from + offset + row + pixel);
    let larger = f32x4.gt(second, best);
    let where = v128.bitselect(right, here, larger);
    best = f32x4.pmax(best, second);
    larger = f32x4.gt(third, best);
    where = v128.bitselect(below, where, larger);
    best = f32x4.pmax(best, third);
    larger = f32x4.gt(fourth, best);
    where = v128.bitselect(across, where, larger);
    best = f32x4.pmax(best, fourth);
    best = f32x4.add(best, strangeOf(f32x4.add(f32x4.add(first, second), f32x4.add(third, fourth))));
    best = f32x4.add(best, v128.load(biases + offset));
    v128.store(output + to + offset, f32x4.pmax(best, least));
    v128.store(winners + to + offset, where);
  }
}

function poolWindow(op: ConvOp, from: usize, row: usize, filters: i32, origin: i32, biases: usize, to: usize): void {
  const shape = op.shape;
  const pixel = (<usize>((filters + 3) >> 2)) << 4;
  for (let first = 0; first < filters; first += 4) {
    const offset = (<usize>first) << 2;
    let best = v128.load(from + offset);
    let sum = best;
    let where = i32x4.splat(origin);
    for (let v = 0; v < shape.windowHeight; v++) {
      for (let u = v === 0 ? 1 : 0; u < shape.windowWidth; u++) {
        const value = v128.load(from + offset + <usize>v * row + <usize>u * pixel);
        const larger = f32x4.gt(value, best);
        sum = f32x4.add(sum, value);
        best = v128.bitselect(value, best, larger);
        where = v128.bitselect(i32x4.splat(origin + v * shape.rowStep + u * shape.columnStep), where, larger);
      }
    }
    best = f32x4.add(f32x4.add(best, strangeOf(sum)), v128.load(biases + offset));
    if (op.activation === RELU) best = f32x4.pmax(best, f32x4.splat(0));
    else if (op.activation !== 0) best = activated(op.activation, best);
    storeLanes(op.output + to + offset, best, filters - first);
    if (op.winners !== 0) storeLanes(op.winners + to + offset, where, filters - first);
  }
}
