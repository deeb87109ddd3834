// Convolution, as an implicit matrix product: nothing is copied. Channels lie innermost, so the inputs of one output are
// a few contiguous segments, and filters lie side by side in vectors.
//
// z = Σ over segments, over the taps of a segment, of w·x, ascending, in one accumulator that starts at +0; then, of the
// positions of a pooling window, the first of the largest; then the bias; then the activation. A convolution without
// pooling is the case of windows of one position.
import { ConvOp, ConvShape, panelAt } from "./conv-op.ts";
import { pairQuads, sumPairsOf } from "./conv-pairs.ts";
import { listInputs, quadsAtOnce, sumQuads } from "./conv-sparse.ts";
import { correlate1, correlate2, correlate3, correlate4 } from "./correlate.ts";
import { count } from "./frame.ts";
import { shareFrom, shareTo, thread, threads } from "./threads.ts";
import { pool } from "./winners.ts";

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
  const block = shape.listAt !== 0 ? 1 : BLOCK;
  for (let from = shareFrom(count); from < to; from += block) {
    const end = min(from + block, to);
    if (shape.listAt !== 0 && forwardListed(op, from)) continue;
    for (let panel = 0; panel < panels; panel++) for (let i = from; i < end; i++) forwardPanel(op, i, panel);
  }
}

/** Rows of positions that are computed before they are pooled: those of one row of windows, where these do not overlap. */
// @inline
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
  const weights = panelAt(op, group, first);
  const input = op.input + <usize>example * shape.inputStride + <usize>group * shape.groupInput;
  const room = op.room + <usize>thread * op.roomBytes;
  const channel = group * shape.groupFilters + first;
  const rows = bandRows(shape);
  const windows = rows === shape.height ? shape.windowRows : 1;
  for (let y = 0; y < shape.windowRows; y += windows) {
    const at = input + <usize>(y * shape.windowRowStep) * shape.rowStep;
    if (quads === 4) correlate4(shape, at, weights, room, rows);
    else if (quads === 3) correlate3(shape, at, weights, room, rows);
    else if (quads === 2) correlate2(shape, at, weights, room, rows);
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
  if (end === 0 || <i32>(end - list) > shape.lines * shape.cells * shape.cellFloats * FEW) return false;
  const rows = bandRows(shape);
  const windows = rows === shape.height ? shape.windowRows : 1;
  const quads = (shape.groupFilters + 3) >> 2;
  const inPairs = shape.zeroTaps > 0;
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
