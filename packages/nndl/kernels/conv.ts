// Convolution, as an implicit matrix product: nothing is copied. Channels lie innermost, so the inputs of one output are
// a few contiguous segments, and filters lie side by side in vectors.
//
// z = Σ over segments, over the taps of a segment, of w·x, ascending, in one accumulator that starts at +0; then, of the
// positions of a pooling window, the first of the largest; then the bias; then the activation. A convolution without
// pooling is the case of windows of one position.
import { pairQuads, sumPairsOf } from "./conv-pairs";
import { listInputs, quadsAtOnce, sumQuads } from "./conv-sparse";
import { correlate1, correlate2, correlate3, correlate4 } from "./correlate";
import { count } from "./frame";
import { shareFrom, shareTo, thread, threads } from "./threads";
import { pool } from "./winners";

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
  lines: i32;
  lineBytes: i32;
  cells: i32;
  cellFloats: i32;
  kernelLines: i32;
  kernelCells: i32;
  strideRow: i32;
  strideColumn: i32;
  /** Where in a thread's room the list and the cells' starts are; 0: inputs are never listed. */
  listAt: i32;
  startsAt: i32;
  /** Zeros in front of each panel's weights, and behind them, in taps: for positions that go in pairs (conv-pairs.ts). */
  apart: i32;
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
  /** One of two turns in which a pair of threads may compute the gradient, or 0: see `convGradient`. */
  turn: i32;
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

/** Where the panel lies that begins with a filter of a group. */
export function panelAt(op: ConvOp, group: i32, first: i32): usize {
  const shape = op.shape;
  const taps = shape.segmentCount * shape.length;
  const quads = min(4, (shape.groupFilters - first + 3) >> 2);
  const groupBytes = (((shape.groupFilters + 3) >> 2) << 4) * taps;
  return op.panels + <usize>(group * groupBytes + ((first * (taps + 2 * shape.apart)) << 2) + ((shape.apart * quads) << 4));
}

function forwardPanel(op: ConvOp, example: i32, panel: i32): void {
  const shape = op.shape;
  const perGroup = (shape.groupFilters + 15) >> 4;
  const group = panel / perGroup;
  const first = (panel % perGroup) << 4;
  const filters = min(shape.groupFilters - first, 16);
  const quads = (filters + 3) >> 2;
  const weights = panelAt(op, group, first);
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

/** The same by a list of the inputs that are not 0; false, and nothing done, when these are too many, or not finite. */
function forwardListed(op: ConvOp, example: i32): bool {
  const shape = op.shape;
  const room = op.room + <usize>thread * op.roomBytes;
  const list = room + shape.listAt;
  const starts = room + shape.startsAt;
  const end = listInputs(shape, op.input + <usize>example * shape.inputStride, list, starts);
  if (end == 0 || <i32>(end - list) > shape.lines * shape.cells * shape.cellFloats * FEW) return false;
  const rows = bandRows(shape);
  const windows = rows == shape.height ? shape.windowRows : 1;
  const quads = (shape.groupFilters + 3) >> 2;
  const inPairs = shape.apart > 0;
  for (let first = 0; first < quads; ) {
    const left = quads - first;
    const now = inPairs ? pairQuads(left) : quadsAtOnce(left);
    const weights = panelAt(op, 0, first << 2);
    const filters = min(shape.groupFilters - (first << 2), now << 2);
    const following = now > 4 ? panelAt(op, 0, (first + 4) << 2) : weights;
    for (let y = 0; y < shape.windowRows; y += windows) {
      const top = y * shape.windowRowStep;
      if (inPairs) sumPairsOf(shape, starts, weights, following, room, top, rows, now);
      else sumQuads(shape, starts, weights, room, top, rows, now);
      pool(op, example, first << 2, filters, room, y, windows);
    }
    first += now;
  }
  return true;
}
