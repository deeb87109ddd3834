// Errors go back through the weights of a fully connected layer, most of them 0: behind ReLU, behind dropout. Each
// example's errors that are not 0 are listed, and only they are multiplied. A list points to rows of weights, one for each
// unit; but weights lie the other way, by input. So a block of inputs at a time has its weights transposed, once for
// many examples. The sums are those of backward.ts without their products with 0: the same bits.
import { slope } from "./activations.ts";
import { addAll } from "./conv-backward.ts";
import { keepEntries } from "./conv-sparse.ts";
import { COLUMN, columnOf, DenseOp, putColumn } from "./dense-op.ts";
import { count } from "./frame.ts";
import { vanish } from "./grid.ts";
import { shareFrom, shareTo, thread } from "./threads.ts";
import { firstLanes, firstPairs, highHalves, lowHalves, secondPairs } from "./vectors.ts";

const PANEL: usize = 64;

/** Inputs of a block: 32, whose sums fit into registers. */
const QUADS: i32 = 8;

/** Bytes of a block's weights to one unit. */
const ROW: usize = 128;

/** Examples that are listed at once; dense-stage.ts of the engine makes room for their lists. */
const LISTED: i32 = 32;

/** Lists are worth their while when they have at most so many of eight errors. */
const FEW: i32 = 5;

/** Items are blocks of inputs. False, and nothing done, when the first examples have too many errors. */
export function backwardListed(op: DenseOp): bool {
  const units = (op.units + 3) & ~3;
  const quads = (op.inputs + 3) >> 2;
  const blocks = (quads + QUADS - 1) / QUADS;
  const from = shareFrom(blocks);
  const to = shareTo(blocks);
  const ends = op.transposed + <usize>thread * op.transposedBytes;
  const sums = ends + (LISTED << 2);
  const rows = sums + ROW;
  const lists = rows + <usize>units * ROW;
  const listBytes = (<usize>(units + 4)) << 3;
  for (let first = 0; first < count; first += LISTED) {
    const last = min(count, first + LISTED);
    let total = 0;
    for (let i = first; i < last; i++) {
      const start = lists + <usize>(i - first) * listBytes;
      const end = list(op, i, rows, start);
      store<u32>(ends + ((<usize>(i - first)) << 2), <u32>end);
      total += <i32>(end - start);
    }
    if (first === 0 && total > last * op.units * FEW) return false;
    for (let block = from; block < to; block++) {
      const k = block * (QUADS << 2);
      const size = min(QUADS, quads - block * QUADS);
      transposeBlock(op, k, size, rows);
      for (let i = first; i < last; i++) {
        for (let at: usize = 0; at < ROW; at += 16) v128.store(sums + at, f32x4.splat(0));
        const end = <usize>load<u32>(ends + ((<usize>(i - first)) << 2));
        addAll(sums, lists + <usize>(i - first) * listBytes, end, 0, size);
        for (let quad = 0; quad < size; quad++) finish(op, k + (quad << 2), i, v128.load(sums + ((<usize>quad) << 4)));
      }
    }
  }
  return true;
}

/** Lists an example's errors that are not 0, and where the rows of their units are; returns the end of the list. */
function list(op: DenseOp, i: i32, rows: usize, entries: usize): usize {
  const lanes = i32x4(0, <i32>ROW, <i32>ROW * 2, <i32>ROW * 3);
  const zero = f32x4.splat(0);
  const span = <usize>op.rows * PANEL;
  for (let j = 0; j < op.units; j += 4) {
    const errors = v128.load(op.delta + <usize>(j >> 4) * span + ((<usize>i) << 6) + ((<usize>(j & 15)) << 2));
    let mask = i32x4.bitmask(f32x4.ne(errors, zero));
    if (op.units - j < 4) mask &= (1 << (op.units - j)) - 1;
    const places = i32x4.add(i32x4.splat(<i32>(rows + <usize>j * ROW)), lanes);
    entries = keepEntries(entries, places, errors, mask);
  }
  return entries;
}

/** Copies the weights to all units from `quads` times four inputs, beginning with k: a row for each unit. */
function transposeBlock(op: DenseOp, k: i32, quads: i32, rows: usize): void {
  const span = <usize>op.inputs * PANEL;
  for (let j = 0; j < op.units; j += 4) {
    // Inputs past the last one are copied from whatever follows, and what they give is thrown away.
    let from = op.weights + <usize>(j >> 4) * span + <usize>k * PANEL + ((<usize>(j & 15)) << 2);
    let to = rows + <usize>j * ROW;
    for (let quad = 0; quad < quads; quad++) {
      const w0 = v128.load(from);
      const w1 = v128.load(from, 64);
      const w2 = v128.load(from, 128);
      const w3 = v128.load(from, 192);
      const a = lowHalves(w0, w1);
      const b = highHalves(w0, w1);
      const c = lowHalves(w2, w3);
      const d = highHalves(w2, w3);
      v128.store(to, firstPairs(a, c));
      v128.store(to, secondPairs(a, c), 128);
      v128.store(to, firstPairs(b, d), 256);
      v128.store(to, secondPairs(b, d), 384);
      from += PANEL << 2;
      to += 16;
    }
  }
}

/** The errors of four units below (k …) of an example: sloped, and stored both ways. */
// @inline
function finish(op: DenseOp, k: i32, i: i32, errors: v128): void {
  // Padded inputs get no error.
  if (op.inputs - k < 4) errors = v128.and(errors, firstLanes(op.inputs - k));
  if (op.activation !== 0)
    errors = f32x4.mul(errors, slope(op.activation, v128.load(op.input + ((<usize>(i * op.inputStride + k)) << 2))));
  errors = vanish(errors);
  v128.store(op.below + <usize>((k >> 4) * op.belowPanel + i * op.belowRow) + ((<usize>(k & 15)) << 2), errors);
  if (op.belowT === 0) return;
  putColumn(columnOf(op.belowT, op.inputs, i) + <usize>k * COLUMN, errors);
}
