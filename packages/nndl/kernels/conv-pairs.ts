// The convolution of an image that is mostly 0, where few inputs belong to each sum: ink on paper, under a small kernel.
// Two positions, one below the other, have all but two of their rows of inputs in common: they run over one list, of strips,
// and meet rows of zeros in front of their weights and behind them, which add nothing. The same bits as conv.ts.
import { ConvShape } from "./conv-op.ts";
import { narrowed } from "./conv-sparse.ts";
import { madd, zero } from "./vectors.ts";

/** No entry has this place; see HALVES in sparse.ts. */
const NEVER: u32 = 0xffffffff;

/**
 * The sums of some rows of positions, for `quads` (constant, 1 … 5) quads of filters, of which four at most belong to the
 * panel `a` and the fifth to `b`: into `room`, position by position. After an odd number of rows comes one that nobody wants.
 */
// @inline
function sumPairs(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  room: usize,
  top: i32,
  rows: i32,
  quads: i32,
): void {
  const qa = min(quads, 4);
  const qb = max(quads - 4, 0);
  const lineStarts = (<usize>(shape.cells + 1)) << 2;
  const cellTaps = (<usize>shape.cellFloats) << 6;
  const width = shape.width;
  const pixel = (<usize>quads) << 4;
  const row = pixel * width;
  const aboveA = narrowed(cellTaps, qa);
  const aboveB = narrowed(cellTaps, qb);
  let to = room;
  for (let y = top, end = top + rows; y < end; y += 2) {
    const inputs = (<usize>(shape.kernelLines + <i32>(y + 1 < end))) << 2;
    let from = starts + ((<usize>y) << 2);
    // Taps are counted from the upper position's first input, entries from the strip's.
    const back = <usize>y * cellTaps;
    for (let x = 0; x < width; x++) {
      let s0 = zero(),
        s1 = zero(),
        s2 = zero(),
        s3 = zero(),
        s4 = zero();
      let t0 = zero(),
        t1 = zero(),
        t2 = zero(),
        t3 = zero(),
        t4 = zero();
      const last = <usize>load<u32>(from + inputs);
      for (let entry = <usize>load<u32>(from); entry < last; entry += 8) {
        const place = load<u32>(entry);
        const offset = <usize>place - back;
        const v = v128.load32_splat(entry, 4);
        const lower = a + narrowed(offset, qa);
        s0 = madd(s0, v, lower, 0);
        if (qa > 1) s1 = madd(s1, v, lower, 16);
        if (qa > 2) s2 = madd(s2, v, lower, 32);
        if (qa > 3) s3 = madd(s3, v, lower, 48);
        if (place === NEVER) break;
        const upper = lower - aboveA;
        t0 = madd(t0, v, upper, 0);
        if (qa > 1) t1 = madd(t1, v, upper, 16);
        if (qa > 2) t2 = madd(t2, v, upper, 32);
        if (qa > 3) t3 = madd(t3, v, upper, 48);
        if (qb > 0) {
          // Another value: what the compiler can prove superfluous, it leaves out.
          if (place === NEVER - 1) break;
          const next = b + narrowed(offset, qb);
          s4 = madd(s4, v, next, 0);
          t4 = madd(t4, v, next - aboveB, 0);
        }
      }
      v128.store(to, s0);
      if (qa > 1) v128.store(to, s1, 16);
      if (qa > 2) v128.store(to, s2, 32);
      if (qa > 3) v128.store(to, s3, 48);
      if (qb > 0) v128.store(to, s4, 64);
      const below = to + row;
      v128.store(below, t0);
      if (qa > 1) v128.store(below, t1, 16);
      if (qa > 2) v128.store(below, t2, 32);
      if (qa > 3) v128.store(below, t3, 48);
      if (qb > 0) v128.store(below, t4, 64);
      to += pixel;
      from += lineStarts;
    }
    to += row;
  }
}

export function pairs1(shape: ConvShape, starts: usize, a: usize, b: usize, room: usize, top: i32, rows: i32): void {
  sumPairs(shape, starts, a, b, room, top, rows, 1);
}
export function pairs2(shape: ConvShape, starts: usize, a: usize, b: usize, room: usize, top: i32, rows: i32): void {
  sumPairs(shape, starts, a, b, room, top, rows, 2);
}
export function pairs3(shape: ConvShape, starts: usize, a: usize, b: usize, room: usize, top: i32, rows: i32): void {
  sumPairs(shape, starts, a, b, room, top, rows, 3);
}
export function pairs4(shape: ConvShape, starts: usize, a: usize, b: usize, room: usize, top: i32, rows: i32): void {
  sumPairs(shape, starts, a, b, room, top, rows, 4);
}
export function pairs5(shape: ConvShape, starts: usize, a: usize, b: usize, room: usize, top: i32, rows: i32): void {
  sumPairs(shape, starts, a, b, room, top, rows, 5);
}

/** How many of the quads of filters that are left are summed at once: a panel, or five when they are the last. */
export function pairQuads(left: i32): i32 {
  return left <= 5 ? left : 4;
}

/** As `pairs1` … `pairs5` say. */
export function sumPairsOf(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  room: usize,
  top: i32,
  rows: i32,
  quads: i32,
): void {
  if (quads === 5) pairs5(shape, starts, a, b, room, top, rows);
  else if (quads === 4) pairs4(shape, starts, a, b, room, top, rows);
  else if (quads === 3) pairs3(shape, starts, a, b, room, top, rows);
  else if (quads === 2) pairs2(shape, starts, a, b, room, top, rows);
  else pairs1(shape, starts, a, b, room, top, rows);
}
