// Clipping of gradients before an update. They are sums over the mini-batch, and limits are of means. A norm is a sum over pieces of
// a fixed length, each added up in order by one thread, and these added up in order by every thread: no thread count changes a bit.
import { count, frame } from "./frame.ts";
import { shareFrom, shareTo, thread } from "./threads.ts";

@unmanaged
export class ClipOp {
  code: i32;
  /** A parameter's gradient: so many numbers, a multiple of four. */
  gradient: usize;
  length: i32;
  /** Its own sums of squares (float64), one for each piece; those of all parameters, and how many these are. */
  sums: usize;
  all: usize;
  pieces: i32;
  /** Set to 1 where something is clipped. */
  flag: usize;
  /** How many mini-batches were clipped (int32). */
  counter: usize;
}

/** Numbers in a piece. */
const PIECE: i32 = 4096;

export function clipValues(op: ClipOp): void {
  const most = f32x4.splat(frame.clipValue * <f32>count);
  const least = f32x4.neg(most);
  let changed = f32x4.splat(0);
  const quads = op.length >> 2;
  for (let q = shareFrom(quads), to = shareTo(quads); q < to; q++) {
    const at = op.gradient + ((<usize>q) << 4);
    const g = v128.load(at);
    const clipped = f32x4.pmin(most, f32x4.pmax(least, g));
    changed = v128.or(changed, f32x4.ne(g, clipped));
    v128.store(at, clipped);
  }
  if (v128.any_true(changed)) store<i32>(op.flag, 1);
}

export function sumSquares(op: ClipOp): void {
  const pieces = (op.length + PIECE - 1) / PIECE;
  for (let piece = shareFrom(pieces), to = shareTo(pieces); piece < to; piece++) {
    let sum: f64 = 0;
    const end = op.gradient + ((<usize>min((piece + 1) * PIECE, op.length)) << 2);
    for (let at = op.gradient + ((<usize>(piece * PIECE)) << 2); at < end; at += 4) {
      const g = <f64>load<f32>(at);
      sum += g * g;
    }
    store<f64>(op.sums + ((<usize>piece) << 3), sum);
  }
}

export function clipNorm(op: ClipOp): void {
  let total: f64 = 0;
  for (let piece = 0; piece < op.pieces; piece++) total += load<f64>(op.all + ((<usize>piece) << 3));
  const norm = sqrt(total);
  const most = <f64>frame.clipNorm * <f64>count;
  if (!(norm > most)) return;
  if (thread === 0) store<i32>(op.flag, 1);
  const scale = f32x4.splat(<f32>(most / norm));
  const quads = op.length >> 2;
  for (let q = shareFrom(quads), to = shareTo(quads); q < to; q++) {
    const at = op.gradient + ((<usize>q) << 4);
    v128.store(at, f32x4.mul(v128.load(at), scale));
  }
}

/** Counts a mini-batch of which something was clipped. */
export function countClipped(op: ClipOp): void {
  if (thread !== 0) return;
  store<i32>(op.counter, load<i32>(op.counter) + load<i32>(op.flag));
  store<i32>(op.flag, 0);
}
