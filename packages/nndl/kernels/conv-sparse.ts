// Convolution of inputs that are mostly 0: behind ReLU, behind dropout, or images of ink on paper. The inputs of an
// example that are not 0 are listed once; then a position's sums run over its part of the list. The sums are those of
// conv.ts without their products with 0: the same bits.
import { ConvShape } from "./conv-op.ts";
import { highHalves, lowHalves, madd, zero } from "./vectors.ts";

/** An entry: 64 × the place of an input in its line, and the input. */
const ENTRY: usize = 8;

/**
 * Writes four entries, of which only those are kept whose bit is set: nothing to branch on, where it could not be foreseen.
 * Up to three entries past the last one are overwritten. Returns the end.
 */
// @inline
export function keepEntries(entries: usize, places: v128, values: v128, mask: i32): usize {
  const low = lowHalves(places, values);
  const high = highHalves(places, values);
  v128.store_lane<u64>(entries, low, 0);
  entries += (<usize>(mask & 1)) << 3;
  v128.store_lane<u64>(entries, low, 1);
  entries += (<usize>(mask & 2)) << 2;
  v128.store_lane<u64>(entries, high, 0);
  entries += (<usize>(mask & 4)) << 1;
  v128.store_lane<u64>(entries, high, 1);
  return entries + <usize>(mask & 8);
}

/**
 * Lists an example's inputs that are not 0: line by line, cell by cell; `starts` gets where each cell begins and the line's
 * last ends. Returns the end of the list, or 0 if an input is not finite: 0 times that is not 0, and lists are no use.
 */
export function listInputs(shape: ConvShape, input: usize, entries: usize, starts: usize): usize {
  const floats = shape.cellFloats;
  const none = f32x4.splat(0);
  const lanes = i32x4(0, 64, 128, 192);
  let excess = none;
  for (let line = 0; line < shape.lines; line++) {
    let at = input + <usize>line * shape.lineBytes;
    let place = 0;
    for (let cell = 0; cell < shape.cells; cell++) {
      store<u32>(starts, <u32>entries);
      starts += 4;
      let left = floats;
      for (; left >= 4; left -= 4) {
        const values = v128.load(at);
        const places = i32x4.add(i32x4.splat(place << 6), lanes);
        excess = v128.or(excess, f32x4.sub(values, values));
        entries = keepEntries(entries, places, values, i32x4.bitmask(f32x4.ne(values, none)));
        at += 16;
        place += 4;
      }
      for (; left > 0; left--) {
        const value = load<f32>(at);
        excess = v128.or(excess, f32x4.splat(value - value));
        store<u32>(entries, place << 6);
        store<f32>(entries, value, 4);
        entries += (<usize>(value !== 0)) << 3;
        at += 4;
        place++;
      }
    }
    store<u32>(starts, <u32>entries);
    starts += 4;
  }
  return v128.any_true(excess) ? 0 : entries;
}

/** Nowhere; see HALVES in sparse.ts. */
const NEVER: u32 = 0xffffffff;

/** The offset of a tap in a panel of fewer than four quads, from that in a full one. */
// @inline
export function narrowed(offset: usize, quads: i32): usize {
  return quads === 4 ? offset : quads === 3 ? (offset >> 1) + (offset >> 2) : quads === 2 ? offset >> 1 : offset >> 2;
}

/**
 * The sums of some rows of positions, for `quads` (constant, 1 … 10) quads of filters, of which four at most belong to the
 * panel `a`, four to `b` and the rest to `c`: into `room`, position by position.
 */
// @inline
function sumEntries(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
  quads: i32,
): void {
  const qa = min(quads, 4);
  const qb = min(max(quads - 4, 0), 4);
  const qc = max(quads - 8, 0);
  const lineStarts = (<usize>(shape.cells + 1)) << 2;
  const cellTaps = (<usize>shape.cellFloats) << 6;
  const kernel = (<usize>shape.kernelCells) << 2;
  const width = shape.width;
  const stepStart = (<usize>shape.strideColumn) << 2;
  const stepBack = <usize>shape.strideColumn * cellTaps;
  const pixel = (<usize>quads) << 4;
  // Segment by segment: its weights stay in the nearest cache while all positions pass over them.
  for (let k = 0; k < shape.segmentCount; k++) {
    let to = room;
    for (let y = top, end = top + rows; y < end; y++) {
      let from = starts + <usize>(y * shape.strideRow + k) * lineStarts;
      // Taps are counted from the position's first input, entries from the line's.
      let back = -((<usize>(k * shape.length)) << 6);
      for (let x = 0; x < width; x++) {
        const goesOn = k > 0;
        let s0 = zero(),
          s1 = zero(),
          s2 = zero(),
          s3 = zero(),
          s4 = zero();
        let s5 = zero(),
          s6 = zero(),
          s7 = zero(),
          s8 = zero(),
          s9 = zero();
        if (goesOn) {
          s0 = v128.load(to);
          if (qa > 1) s1 = v128.load(to, 16);
          if (qa > 2) s2 = v128.load(to, 32);
          if (qa > 3) s3 = v128.load(to, 48);
          if (qb > 0) s4 = v128.load(to, 64);
          if (qb > 1) s5 = v128.load(to, 80);
          if (qb > 2) s6 = v128.load(to, 96);
          if (qb > 3) s7 = v128.load(to, 112);
          if (qc > 0) s8 = v128.load(to, 128);
          if (qc > 1) s9 = v128.load(to, 144);
        }
        let entry = <usize>load<u32>(from);
        const last = <usize>load<u32>(from + kernel);
        for (; entry < last; entry += ENTRY) {
          const place = load<u32>(entry);
          const offset = <usize>place - back;
          const v = v128.load32_splat(entry, 4);
          const wa = a + narrowed(offset, qa);
          s0 = madd(s0, v, wa, 0);
          if (qa > 1) s1 = madd(s1, v, wa, 16);
          if (qa > 2) s2 = madd(s2, v, wa, 32);
          if (qa > 3) s3 = madd(s3, v, wa, 48);
          if (qb > 0) {
            // The way out that is never taken; see HALVES in sparse.ts.
            if (place === NEVER) break;
            const wb = b + narrowed(offset, qb);
            s4 = madd(s4, v, wb, 0);
            if (qb > 1) s5 = madd(s5, v, wb, 16);
            if (qb > 2) s6 = madd(s6, v, wb, 32);
            if (qb > 3) s7 = madd(s7, v, wb, 48);
          }
          if (qc > 0) {
            // Another value: what the compiler can prove superfluous, it leaves out.
            if (place === NEVER - 1) break;
            const wc = c + narrowed(offset, qc);
            s8 = madd(s8, v, wc, 0);
            if (qc > 1) s9 = madd(s9, v, wc, 16);
          }
        }
        v128.store(to, s0);
        if (qa > 1) v128.store(to, s1, 16);
        if (qa > 2) v128.store(to, s2, 32);
        if (qa > 3) v128.store(to, s3, 48);
        if (qb > 0) v128.store(to, s4, 64);
        if (qb > 1) v128.store(to, s5, 80);
        if (qb > 2) v128.store(to, s6, 96);
        if (qb > 3) v128.store(to, s7, 112);
        if (qc > 0) v128.store(to, s8, 128);
        if (qc > 1) v128.store(to, s9, 144);
        to += pixel;
        from += stepStart;
        back += stepBack;
      }
    }
  }
}

export function sum1(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 1);
}
export function sum2(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 2);
}
export function sum3(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 3);
}
export function sum4(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 4);
}
export function sum5(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 5);
}
export function sum6(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 6);
}
export function sum7(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 7);
}
export function sum8(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 8);
}
export function sum9(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 9);
}
export function sum10(
  shape: ConvShape,
  starts: usize,
  a: usize,
  b: usize,
  c: usize,
  room: usize,
  top: i32,
  rows: i32,
): void {
  sumEntries(shape, starts, a, b, c, room, top, rows, 10);
}

/** How many of the quads of filters that are left are summed at once: 10 at most, in whole panels but the last. */
export function quadsAtOnce(left: i32): i32 {
  return left <= 10 ? left : 8;
}

/** As `sum1` … `sum10` say; `weights` are those of the first panel, and panels follow one another. */
export function sumQuads(
  shape: ConvShape,
  starts: usize,
  weights: usize,
  room: usize,
  top: i32,
  rows: i32,
  quads: i32,
): void {
  const panel = (<usize>(shape.segmentCount * shape.length)) << 6;
  const b = weights + panel;
  const c = b + panel;
  if (quads === 10) sum10(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 9) sum9(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 8) sum8(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 7) sum7(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 6) sum6(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 5) sum5(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 4) sum4(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 3) sum3(shape, starts, weights, b, c, room, top, rows);
  else if (quads === 2) sum2(shape, starts, weights, b, c, room, top, rows);
  else sum1(shape, starts, weights, b, c, room, top, rows);
}
