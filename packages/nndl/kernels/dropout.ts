// Dropout. Masks come from the network's own stream of chance, keyed by the mini-batch's number in the run: never the same
// twice, always the same for the same seed, and of no interest to threads.
import { count, step } from "./frame.ts";
import { Grid } from "./grid.ts";
import { philox, sixteenWords, words0, words1, words2, words3 } from "./philox.ts";
import { shareFrom, shareTo, thread } from "./threads.ts";

@unmanaged
export class DropoutOp {
  code: i32;
  /** Values of an example. */
  size: i32;
  /** A byte for each value of each example, 255 where it is kept; one example's for all when `same`. */
  mask: usize;
  same: i32;
  /** A value is kept when its random word is not above this. When `same`: how many are dropped. */
  limit: u32;
  dropped: i32;
  key0: u32;
  key1: u32;
  name0: u32;
  name1: u32;
  /** What kept values are multiplied by; without masks (`masked` 0), what all are. */
  scale: f32;
  masked: i32;
  from: Grid;
  input: usize;
  to: Grid;
  output: usize;
  /** Memory for a permutation. */
  room: usize;
}

/** Draws the masks of a mini-batch: sixteen words at once. */
export function drawMasks(op: DropoutOp): void {
  if (op.same !== 0) {
    if (thread === 0) drawOneMask(op);
    return;
  }
  const groups = (count * op.size + 15) >> 4;
  for (let group = shareFrom(groups), to = shareTo(groups); group < to; group++) sixteen(op, group);
}

/** Sixteen masks. */
function sixteen(op: DropoutOp, group: i32): void {
  sixteenWords(group, step, op.name0, op.name1, op.key0, op.key1);
  // Word r of block b is lane b of vector r, and goes to byte 4b + r.
  const limit = i32x4.splat(op.limit);
  const m0 = v128.and(i32x4.le_u(words0, limit), i32x4.splat(0xff));
  const m1 = v128.and(i32x4.le_u(words1, limit), i32x4.splat(0xff00));
  const m2 = v128.and(i32x4.le_u(words2, limit), i32x4.splat(0xff0000));
  const m3 = v128.and(i32x4.le_u(words3, limit), i32x4.splat(0xff000000));
  v128.store(op.mask + ((<usize>group) << 4), v128.or(v128.or(m0, m1), v128.or(m2, m3)));
}

/** The first places of a permutation of all values are dropped; the permutation is that of src/random/stream.ts. */
function drawOneMask(op: DropoutOp): void {
  const order = op.room + 16;
  for (let j = 0; j < op.size; j++) store<i32>(order + ((<usize>j) << 2), j);
  let word: u32 = 0;
  for (let last = op.size - 1; last > 0; last--) {
    const below = <u32>last + 1;
    let product = <u64>wordAt(op, word++) * below;
    if (<u32>product < below) {
      const rejected = <u32>((0x100000000 - <u64>below) % below);
      while (<u32>product < rejected) product = <u64>wordAt(op, word++) * below;
    }
    const other = order + ((<usize>(product >> 32)) << 2);
    const home = order + ((<usize>last) << 2);
    const kept = load<i32>(other);
    store<i32>(other, load<i32>(home));
    store<i32>(home, kept);
  }
  for (let j = 0; j < op.size; j++)
    store<u8>(op.mask + <usize>load<i32>(order + ((<usize>j) << 2)), j < op.dropped ? 0 : 255);
}

function wordAt(op: DropoutOp, index: u32): u32 {
  if ((index & 3) === 0) philox(op.room, index >> 2, <u32>step, op.name0, op.name1, op.key0, op.key1);
  return load<u32>(op.room + ((<usize>(index & 3)) << 2));
}

/** output = input × mask × scale; forward on activations and back on errors alike. */
export function applyMasks(op: DropoutOp): void {
  const from = op.from;
  const to = op.to;
  const scale = f32x4.splat(op.scale);
  const pixels = from.height * from.width;
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++) {
    const mask = op.mask + (op.same !== 0 ? 0 : <usize>(i * op.size));
    for (let y = 0; y < from.height; y++) {
      let source = op.input + <usize>i * from.stride + <usize>y * from.row;
      let target = op.output + <usize>i * to.stride + <usize>y * to.row;
      for (let x = 0; x < from.width; x++) {
        const pixel = mask + <usize>(y * from.width + x);
        if (op.masked === 0) {
          for (let c = 0; c < from.channels; c += 4) {
            const at = (<usize>c) << 2;
            v128.store(target + at, f32x4.mul(v128.load(source + at), scale));
          }
        } else if (pixels === 1) {
          for (let c = 0; c < from.channels; c += 4) {
            const at = (<usize>c) << 2;
            const bits = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(pixel + <usize>c)));
            v128.store(target + at, v128.and(f32x4.mul(v128.load(source + at), scale), bits));
          }
        } else {
          let c = 0;
          let bit = pixel;
          for (; c + 4 <= from.channels; c += 4) {
            const at = (<usize>c) << 2;
            let word = <u32>load<u8>(bit);
            bit += pixels;
            word |= (<u32>load<u8>(bit)) << 8;
            bit += pixels;
            word |= (<u32>load<u8>(bit)) << 16;
            bit += pixels;
            word |= (<u32>load<u8>(bit)) << 24;
            bit += pixels;
            const bits = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(i32x4.splat(word)));
            v128.store(target + at, v128.and(f32x4.mul(v128.load(source + at), scale), bits));
          }
          for (; c < from.channels; c++) {
            const at = (<usize>c) << 2;
            store<f32>(target + at, load<u8>(bit) !== 0 ? load<f32>(source + at) * op.scale : 0);
            bit += pixels;
          }
        }
        source += from.column;
        target += to.column;
      }
    }
  }
}
