// Brings the examples of a mini-batch from the resident data set into the form that the first layer reads.
import { count, exampleAt } from "./frame.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { highHalves, lowHalves } from "./vectors.ts";

@unmanaged
export class GatherOp {
  code: i32;
  /** The data: rows of bytes, rows of floats, or packed blocks (see BLOCK_BYTES). */
  data: usize;
  /** For packed data: the first block of each example, and the number of its inputs that are not 0 (uint32 each). */
  examples: usize;
  size: i32;
  scale: f32;
  /** Dense: float rows with `stride` floats each. Packed: rows of `stride` entries of 8 bytes. */
  rows: usize;
  stride: i32;
  /** Packed: the number of entries of each row. */
  lengths: usize;
  /** Class labels (uint8, uint16 or int32 as `labelBytes` says) or, when it is 0, rows of float targets. */
  labels: usize;
  labelBytes: i32;
  targets: usize;
  units: i32;
  targetStride: i32;
  /** Rows of targets that each example has: one for each step where every step has an output. */
  answers: i32;
}

/** One non-zero input: where its row of weights starts (its index × 64 bytes), and its value. */
export const ENTRY_SHIFT: usize = 3;

/** A block holds eight non-zero bytes: their positions (uint16), then the bytes. An example's blocks lie in a row. */
const BLOCK_BYTES: usize = 24;

/** What was read ahead of need ends here, so that the reading is not optimized away. */
// biome-ignore lint/correctness/noUnusedVariables: see above
let ahead: i32 = 0;

/** Packed non-zero bytes: expands this thread's rows into entries. */
export function gatherPacked(op: GatherOp): void {
  const from = shareFrom(count);
  const to = shareTo(count);
  // Examples are picked at random, so nobody fetches them ahead but us: many cache lines at once instead of one by one.
  for (let i = from; i < to; i++) {
    const about = op.examples + ((<usize>exampleAt(i)) << 3);
    const first = op.data + <usize>load<u32>(about) * BLOCK_BYTES;
    const end = first + <usize>load<u32>(about, 4) * 3;
    for (let at = first; at < end; at += 64) ahead ^= load<i32>(at);
  }
  const scale = f32x4.splat(op.scale);
  for (let i = from; i < to; i++) {
    const example = exampleAt(i);
    const about = op.examples + ((<usize>example) << 3);
    const length = load<i32>(about, 4);
    store<i32>(op.lengths + ((<usize>i) << 2), length);
    let block = op.data + <usize>load<u32>(about) * BLOCK_BYTES;
    let entry = op.rows + ((<usize>(i * op.stride)) << ENTRY_SHIFT);
    // Whole blocks: up to seven entries too many are written, into the slack at the end of the row.
    for (let left = length; left > 0; left -= 8) {
      const places = v128.load(block);
      const bytes = i16x8.extend_low_i8x16_u(v128.load64_zero(block, 16));
      expand(entry, i32x4.extend_low_i16x8_u(places), i32x4.extend_low_i16x8_u(bytes), scale);
      expand(entry + 32, i32x4.extend_high_i16x8_u(places), i32x4.extend_high_i16x8_u(bytes), scale);
      block += BLOCK_BYTES;
      entry += 64;
    }
    target(op, i, example);
  }
}

// @inline
function expand(entry: usize, places: v128, bytes: v128, scale: v128): void {
  const offsets = i32x4.shl(places, 6);
  const values = f32x4.mul(f32x4.convert_i32x4_s(bytes), scale);
  v128.store(entry, lowHalves(offsets, values));
  v128.store(entry, highHalves(offsets, values), 16);
}

/** Bytes: value × scale. */
export function gatherBytes(op: GatherOp): void {
  const scale = f32x4.splat(op.scale);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const example = exampleAt(i);
    const from = op.data + <usize>example * op.size;
    const row = op.rows + ((<usize>(i * op.stride)) << 2);
    let k = 0;
    for (; k + 8 <= op.size; k += 8) {
      const bytes = i16x8.extend_low_i8x16_u(v128.load64_zero(from + k));
      const at = row + ((<usize>k) << 2);
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(bytes)), scale));
      v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(bytes)), scale), 16);
    }
    for (; k < op.size; k++) store<f32>(row + ((<usize>k) << 2), <f32>load<u8>(from + k) * op.scale);
    target(op, i, example);
  }
}

export function gatherFloats(op: GatherOp): void {
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const example = exampleAt(i);
    memory.copy(
      op.rows + ((<usize>(i * op.stride)) << 2),
      op.data + ((<usize>example * op.size) << 2),
      (<usize>op.size) << 2,
    );
    target(op, i, example);
  }
}

@unmanaged
export class PackOp {
  code: i32;
  /** Rows of `size` floats, `inputStride` floats apart. */
  input: usize;
  inputStride: i32;
  size: i32;
  /** Where entries go, as `gatherPacked` makes them. */
  rows: usize;
  stride: i32;
  lengths: usize;
}

/** Rows of floats → entries: of a layer behind ReLU or dropout. */
export function packRows(op: PackOp): void {
  const none = f32x4.splat(0);
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const row = op.input + ((<usize>(i * op.inputStride)) << 2);
    const first = op.rows + ((<usize>(i * op.stride)) << ENTRY_SHIFT);
    let entry = first;
    for (let k = 0; k < op.size; k += 4) {
      let mask = i32x4.bitmask(f32x4.ne(v128.load(row + ((<usize>k) << 2)), none));
      if (op.size - k < 4) mask &= (1 << (op.size - k)) - 1;
      for (; mask !== 0; mask &= mask - 1) {
        const place = k + ctz(mask);
        store<u32>(entry, (<u32>place) << 6);
        store<u32>(entry, load<u32>(row + ((<usize>place) << 2)), 4);
        entry += 1 << ENTRY_SHIFT;
      }
    }
    store<i32>(op.lengths + ((<usize>i) << 2), <i32>((entry - first) >> ENTRY_SHIFT));
  }
}

/** The example's targets as rows of floats: one-hot for a class. */
function target(op: GatherOp, i: i32, example: i32): void {
  if (op.targets === 0) return;
  for (let t = 0; t < op.answers; t++) answer(op, i * op.answers + t, example * op.answers + t);
}

function answer(op: GatherOp, i: i32, example: i32): void {
  const row = op.targets + ((<usize>(i * op.targetStride)) << 2);
  if (op.labelBytes === 0) {
    memory.copy(row, op.labels + ((<usize>(example * op.units)) << 2), (<usize>op.units) << 2);
    return;
  }
  // A call of memory.fill costs more than a short row.
  for (let at = row, end = row + ((<usize>op.units) << 2); at < end; at += 16) v128.store(at, f32x4.splat(0));
  store<f32>(row + ((<usize>labelAt(op, example)) << 2), 1);
}

// @inline
export function labelAt(op: GatherOp, example: i32): i32 {
  if (op.labelBytes === 1) return <i32>load<u8>(op.labels + <usize>example);
  if (op.labelBytes === 2) return <i32>load<u16>(op.labels + ((<usize>example) << 1));
  return load<i32>(op.labels + ((<usize>example) << 2));
}
