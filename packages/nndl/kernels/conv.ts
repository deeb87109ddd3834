// Convolution, as an implicit matrix product: nothing is copied. Channels lie innermost, so the inputs of one output are
// a few contiguous segments, and filters lie side by side in vectors.
//
// z = Σ over segments, over the taps of a segment, of w·x, ascending, in one accumulator that starts at +0; then, of the
// positions of a pooling window, the first of the largest; then the bias; then the activation. A convolution without
// pooling is the case of windows of one position.
import { RELU, activated } from "./activations";
import { listInputs, quadsAtOnce, sumQuads } from "./conv-sparse";
import { count } from "./frame";
import { shareFrom, shareTo, thread, threads } from "./threads";

/** Where everything of a convolution lies; written once by conv-place.ts of the engine, in this order. */
@unmanaged
export class ConvShape {
  /** The byte offsets (uint32) of the segments from a position's first input; the floats of each. */
  segments: usize;
  segmentCount: i32;
  length: i32;
  /** Floats from a segment of a filter to its next, in `weights`: a multiple of four. */
  padded: i32;
  groups: i32;
  groupFilters: i32;
  /** Bytes from one group's channels to the next's, in the input. */
  groupInput: i32;
  /** Positions that are computed, and the bytes between them in the input. */
  height: i32;
  width: i32;
  rowStep: i32;
  columnStep: i32;
  /** Pooling windows: their number, extent, and steps. */
  windowRows: i32;
  windowColumns: i32;
  windowHeight: i32;
  windowWidth: i32;
  windowRowStep: i32;
  windowColumnStep: i32;
  /** Bytes between examples, rows and columns of the output, of its errors and of the winners. */
  outputStride: i32;
  outputRow: i32;
  outputColumn: i32;
  /** Bytes between examples of the input, and of its errors. */
  inputStride: i32;
  errorStride: i32;
  /** Bytes of a row of `height` × all channels of the input's errors: what is cleared before they are added up. */
  errorBytes: i32;
  /** How inputs are listed that are not 0 (conv-sparse.ts): lines of cells, in the grid or in strips. */
  strips: i32;
  lines: i32;
  lineBytes: i32;
  cells: i32;
  cellFloats: i32;
  kernelCells: i32;
  strideRow: i32;
  strideColumn: i32;
  /** Where in a thread's room the list and the cells' starts are; 0: inputs are never listed. */
  listAt: i32;
  startsAt: i32;
}

@unmanaged
export class ConvOp {
  code: i32;
  shape: ConvShape;
  input: usize;
  /** Weights by filter: [filter][segment][padded]; and by panel: [16 filters side by side][tap]. */
  weights: usize;
  panels: usize;
  biases: usize;
  output: usize;
  /** For each output, the byte offset of the winning position's inputs from the example's first; 0: not wanted. */
  winners: usize;
  activation: i32;
  /** Each thread's own room, and its size. */
  room: usize;
  roomBytes: i32;
  /** ∂C/∂z of this layer, and where ∂C/∂input goes. */
  delta: usize;
  below: usize;
  weightGradient: usize;
  biasGradient: usize;
  /** Examples whose inputs fit into the nearest cache. */
  chunk: i32;
}

// @ts-ignore: decorator
@inline
function madd(sum: v128, x: v128, w: usize, offset: usize): v128 {
  return f32x4.add(sum, f32x4.mul(x, v128.load(w + offset)));
}

// @ts-ignore: decorator
@inline
function maddTo(sum: v128, x: usize, w: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(x), w));
}

// @ts-ignore: decorator
@inline
function zero(): v128 { //x
  return f32x4.splat(0);
}

/** Examples that share one visit of a panel of weights. */
const BLOCK: i32 = 4;

/** A list is worth its while when it has at most so many of eight inputs. */
const FEW: i32 = 6;

/** Items are examples, or, when there are fewer of them than threads, panels of examples. */
export function convForward(op: ConvOp): void {
  const shape = op.shape;
  const panels = shape.groups * ((shape.groupFilters + 15) >> 4);
  if (count < threads) {
    for (let item = shareFrom(count * panels), to = shareTo(count * panels); item < to; item++)
      forwardPanel(op, item / panels, item % panels);
    return;
  }
  const to = shareTo(count);
  const block = shape.listAt != 0 ? 1 : BLOCK;
  for (let from = shareFrom(count); from < to; from += block) {
    const end = min(from + block, to);
    if (shape.listAt != 0 && forwardListed(op, from)) continue;
    for (let panel = 0; panel < panels; panel++) for (let i = from; i < end; i++) forwardPanel(op, i, panel);
  }
}

/** Rows of positions that are computed before they are pooled: those of one row of windows, where these do not overlap. */
// @ts-ignore: decorator
@inline
function bandRows(shape: ConvShape): i32 {
  return shape.windowRowStep >= shape.windowHeight ? shape.windowHeight : shape.height;
}

function forwardPanel(op: ConvOp, example: i32, panel: i32): void {
  const shape = op.shape;
  const perGroup = (shape.groupFilters + 15) >> 4;
  const group = panel / perGroup;
  const first = (panel % perGroup) << 4;
  const filters = min(shape.groupFilters - first, 16);
  const quads = (filters + 3) >> 2;
  const taps = shape.segmentCount * shape.length;
  const groupBytes = (((shape.groupFilters + 3) >> 2) << 4) * taps;
  const weights = op.panels + <usize>group * groupBytes + (<usize>(first * taps) << 2);
  const input = op.input + <usize>example * shape.inputStride + <usize>group * shape.groupInput;
  const room = op.room + <usize>thread * op.roomBytes;
  const channel = group * shape.groupFilters + first;
  const rows = bandRows(shape);
  const windows = rows == shape.height ? shape.windowRows : 1;
  for (let y = 0; y < shape.windowRows; y += windows) {
    const at = input + <usize>(y * shape.windowRowStep) * shape.rowStep;
    if (quads == 4) correlate4(shape, at, weights, room, rows);
    else if (quads == 3) correlate3(shape, at, weights, room, rows);
    else if (quads == 2) correlate2(shape, at, weights, room, rows);
    else correlate1(shape, at, weights, room, rows);
    pool(op, example, channel, filters, room, y, windows);
  }
}

/** The same by a list of the inputs that are not 0; false, and nothing done, when these are too many. */
function forwardListed(op: ConvOp, example: i32): bool {
  const shape = op.shape;
  const room = op.room + <usize>thread * op.roomBytes;
  const list = room + shape.listAt;
  const starts = room + shape.startsAt;
  const end = listInputs(shape, op.input + <usize>example * shape.inputStride, list, starts);
  if (<i32>(end - list) > shape.lines * shape.cells * shape.cellFloats * FEW) return false;
  const rows = bandRows(shape);
  const windows = rows == shape.height ? shape.windowRows : 1;
  const taps = shape.segmentCount * shape.length;
  const quads = (shape.groupFilters + 3) >> 2;
  for (let first = 0; first < quads; ) {
    const now = quadsAtOnce(quads - first);
    const weights = op.panels + (<usize>(first * taps) << 4);
    const filters = min(shape.groupFilters - (first << 2), now << 2);
    for (let y = 0; y < shape.windowRows; y += windows) {
      sumQuads(shape, starts, weights, room, y * shape.windowRowStep, rows, now);
      pool(op, example, first << 2, filters, room, y, windows);
    }
    first += now;
  }
  return true;
}

/** Where the next position begins, in a raster of `width` columns. */
let column: i32 = 0;

// @ts-ignore: decorator
@inline
function next(shape: ConvShape, at: usize): usize {
  if (++column < shape.width) return at + shape.columnStep;
  column = 0;
  return at + shape.rowStep - <usize>(shape.width - 1) * shape.columnStep;
}

/** Two positions × 16 filters. A last single position is computed twice. */
export function correlate4(shape: ConvShape, input: usize, weights: usize, room: usize, rows: i32): void {
  let left = rows * shape.width;
  const bytes = <usize>shape.length << 2;
  const segmentsEnd = shape.segments + (<usize>shape.segmentCount << 2);
  column = 0;
  for (let at = input; left > 0; left -= 2) {
    const x0 = at;
    at = next(shape, at);
    const other: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(), s1 = zero(), s2 = zero(), s3 = zero();
    let t0 = zero(), t1 = zero(), t2 = zero(), t3 = zero();
    let w = weights;
    for (let segment = shape.segments; segment < segmentsEnd; segment += 4) {
      let x = x0 + <usize>load<u32>(segment);
      for (const end = x + bytes; x < end; x += 4) {
        const a = v128.load32_splat(x);
        const b = v128.load32_splat(x + other);
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const w2 = v128.load(w, 32);
        const w3 = v128.load(w, 48);
        s0 = f32x4.add(s0, f32x4.mul(a, w0));
        s1 = f32x4.add(s1, f32x4.mul(a, w1));
        s2 = f32x4.add(s2, f32x4.mul(a, w2));
        s3 = f32x4.add(s3, f32x4.mul(a, w3));
        t0 = f32x4.add(t0, f32x4.mul(b, w0));
        t1 = f32x4.add(t1, f32x4.mul(b, w1));
        t2 = f32x4.add(t2, f32x4.mul(b, w2));
        t3 = f32x4.add(t3, f32x4.mul(b, w3));
        w += 64;
      }
    }
    v128.store(room, s0);
    v128.store(room, s1, 16);
    v128.store(room, s2, 32);
    v128.store(room, s3, 48);
    v128.store(room, t0, 64);
    v128.store(room, t1, 80);
    v128.store(room, t2, 96);
    v128.store(room, t3, 112);
    room += 128;
  }
}

/** Two positions × 12 filters. */
export function correlate3(shape: ConvShape, input: usize, weights: usize, room: usize, rows: i32): void {
  let left = rows * shape.width;
  const bytes = <usize>shape.length << 2;
  const segmentsEnd = shape.segments + (<usize>shape.segmentCount << 2);
  column = 0;
  for (let at = input; left > 0; left -= 2) {
    const x0 = at;
    at = next(shape, at);
    const other: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(), s1 = zero(), s2 = zero();
    let t0 = zero(), t1 = zero(), t2 = zero();
    let w = weights;
    for (let segment = shape.segments; segment < segmentsEnd; segment += 4) {
      let x = x0 + <usize>load<u32>(segment);
      for (const end = x + bytes; x < end; x += 4) {
        const a = v128.load32_splat(x);
        const b = v128.load32_splat(x + other);
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const w2 = v128.load(w, 32);
        s0 = f32x4.add(s0, f32x4.mul(a, w0));
        s1 = f32x4.add(s1, f32x4.mul(a, w1));
        s2 = f32x4.add(s2, f32x4.mul(a, w2));
        t0 = f32x4.add(t0, f32x4.mul(b, w0));
        t1 = f32x4.add(t1, f32x4.mul(b, w1));
        t2 = f32x4.add(t2, f32x4.mul(b, w2));
        w += 48;
      }
    }
    v128.store(room, s0);
    v128.store(room, s1, 16);
    v128.store(room, s2, 32);
    v128.store(room, t0, 48);
    v128.store(room, t1, 64);
    v128.store(room, t2, 80);
    room += 96;
  }
}

/** Four positions × 8 filters. */
export function correlate2(shape: ConvShape, input: usize, weights: usize, room: usize, rows: i32): void {
  let left = rows * shape.width;
  const bytes = <usize>shape.length << 2;
  const segmentsEnd = shape.segments + (<usize>shape.segmentCount << 2);
  column = 0;
  for (let at = input; left > 0; left -= 4) {
    const x0 = at;
    at = next(shape, at);
    const d1: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    const d2: usize = left > 2 ? at - x0 : 0;
    at = next(shape, at);
    const d3: usize = left > 3 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(), s1 = zero(), t0 = zero(), t1 = zero();
    let u0 = zero(), u1 = zero(), v0 = zero(), v1 = zero();
    let w = weights;
    for (let segment = shape.segments; segment < segmentsEnd; segment += 4) {
      let x = x0 + <usize>load<u32>(segment);
      for (const end = x + bytes; x < end; x += 4) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const a = v128.load32_splat(x);
        const b = v128.load32_splat(x + d1);
        const c = v128.load32_splat(x + d2);
        const d = v128.load32_splat(x + d3);
        s0 = f32x4.add(s0, f32x4.mul(a, w0));
        s1 = f32x4.add(s1, f32x4.mul(a, w1));
        t0 = f32x4.add(t0, f32x4.mul(b, w0));
        t1 = f32x4.add(t1, f32x4.mul(b, w1));
        u0 = f32x4.add(u0, f32x4.mul(c, w0));
        u1 = f32x4.add(u1, f32x4.mul(c, w1));
        v0 = f32x4.add(v0, f32x4.mul(d, w0));
        v1 = f32x4.add(v1, f32x4.mul(d, w1));
        w += 32;
      }
    }
    v128.store(room, s0);
    v128.store(room, s1, 16);
    v128.store(room, t0, 32);
    v128.store(room, t1, 48);
    v128.store(room, u0, 64);
    v128.store(room, u1, 80);
    v128.store(room, v0, 96);
    v128.store(room, v1, 112);
    room += 128;
  }
}

/** No position lies so far away; see HALVES in sparse.ts. */
const NEVER: usize = 0xffffffff;

/** Eight positions × 4 filters. */
export function correlate1(shape: ConvShape, input: usize, weights: usize, room: usize, rows: i32): void {
  let left = rows * shape.width;
  const bytes = <usize>shape.length << 2;
  const segmentsEnd = shape.segments + (<usize>shape.segmentCount << 2);
  column = 0;
  for (let at = input; left > 0; left -= 8) {
    const x0 = at;
    at = next(shape, at);
    const d1: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    const d2: usize = left > 2 ? at - x0 : 0;
    at = next(shape, at);
    const d3: usize = left > 3 ? at - x0 : 0;
    at = next(shape, at);
    const d4: usize = left > 4 ? at - x0 : 0;
    at = next(shape, at);
    const d5: usize = left > 5 ? at - x0 : 0;
    at = next(shape, at);
    const d6: usize = left > 6 ? at - x0 : 0;
    at = next(shape, at);
    const d7: usize = left > 7 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(), s1 = zero(), s2 = zero(), s3 = zero();
    let s4 = zero(), s5 = zero(), s6 = zero(), s7 = zero();
    let w = weights;
    for (let segment = shape.segments; segment < segmentsEnd; segment += 4) {
      let x = x0 + <usize>load<u32>(segment);
      for (const end = x + bytes; x < end; x += 4) {
        const w0 = v128.load(w);
        s0 = maddTo(s0, x, w0);
        s1 = maddTo(s1, x + d1, w0);
        s2 = maddTo(s2, x + d2, w0);
        s3 = maddTo(s3, x + d3, w0);
        // The way out that is never taken; see HALVES in sparse.ts.
        if (x == NEVER) break;
        s4 = maddTo(s4, x + d4, w0);
        s5 = maddTo(s5, x + d5, w0);
        s6 = maddTo(s6, x + d6, w0);
        s7 = maddTo(s7, x + d7, w0);
        w += 16;
      }
    }
    v128.store(room, s0);
    v128.store(room, s1, 16);
    v128.store(room, s2, 32);
    v128.store(room, s3, 48);
    v128.store(room, s4, 64);
    v128.store(room, s5, 80);
    v128.store(room, s6, 96);
    v128.store(room, s7, 112);
    room += 128;
  }
}

/** Stores the first `lanes` of four numbers; what lies behind belongs to others. */
// @ts-ignore: decorator
@inline
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
function pool(op: ConvOp, example: i32, channel: i32, filters: i32, room: usize, first: i32, rows: i32): void {
  const shape = op.shape;
  const quads = (filters + 3) >> 2;
  const pixel = <usize>quads << 4;
  const row = pixel * shape.width;
  const biases = op.biases + (<usize>channel << 2);
  const base = <usize>example * shape.outputStride + (<usize>channel << 2);
  const columns = shape.windowColumns;
  const rowStep = shape.rowStep;
  const columnStep = shape.columnStep;
  const byTwo = shape.windowHeight == 2 && shape.windowWidth == 2 && (filters & 3) == 0;
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
  }
}

/** A window of 2 × 2 positions, of whole quads of filters. */
// @ts-ignore: decorator
@inline
function poolByTwo(op: ConvOp, from: usize, row: usize, pixel: usize, origin: i32, rowStep: i32, columnStep: i32, biases: usize, to: usize): void {
  const activation = op.activation;
  const output = op.output;
  const winners = op.winners;
  const here = i32x4.splat(origin);
  const right = i32x4.splat(origin + columnStep);
  const below = i32x4.splat(origin + rowStep);
  const across = i32x4.splat(origin + rowStep + columnStep);
  const none = f32x4.splat(0);
  for (let offset: usize = 0; offset < pixel; offset += 16) {
    let best = v128.load(from + offset);
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
    best = f32x4.add(f32x4.pmax(best, fourth), v128.load(biases + offset));
    if (activation == RELU) best = f32x4.pmax(best, none);
    else if (activation != 0) best = activated(activation, best);
    v128.store(output + to + offset, best);
    if (winners != 0) v128.store(winners + to + offset, where);
  }
}

function poolWindow(op: ConvOp, from: usize, row: usize, filters: i32, origin: i32, biases: usize, to: usize): void {
  const shape = op.shape;
  const pixel = <usize>((filters + 3) >> 2) << 4;
  for (let first = 0; first < filters; first += 4) {
    const offset = <usize>first << 2;
    let best = v128.load(from + offset);
    let where = i32x4.splat(origin);
    for (let v = 0; v < shape.windowHeight; v++) {
      for (let u = v == 0 ? 1 : 0; u < shape.windowWidth; u++) {
        const value = v128.load(from + offset + <usize>v * row + <usize>u * pixel);
        const larger = f32x4.gt(value, best);
        best = v128.bitselect(value, best, larger);
        where = v128.bitselect(i32x4.splat(origin + v * shape.rowStep + u * shape.columnStep), where, larger);
      }
    }
    best = f32x4.add(best, v128.load(biases + offset));
    if (op.activation == RELU) best = f32x4.pmax(best, f32x4.splat(0));
    else if (op.activation != 0) best = activated(op.activation, best);
    storeLanes(op.output + to + offset, best, filters - first);
    if (op.winners != 0) storeLanes(op.winners + to + offset, where, filters - first);
  }
}
