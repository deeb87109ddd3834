// The sums of a convolution with nothing left out: some filters of a panel at some positions at once, eight sums in
// registers. Channels lie innermost, so the inputs of a position are a few contiguous segments.
import { ConvShape } from "./conv-op.ts";
import { zero } from "./vectors.ts";

// @inline
function maddTo(sum: v128, x: usize, w: v128): v128 {
  return f32x4.add(sum, f32x4.mul(v128.load32_splat(x), w));
}

/** Where the next position begins, in a raster of `width` columns. */
let column: i32 = 0;

// @inline
function next(shape: ConvShape, at: usize): usize {
  if (++column < shape.width) return at + shape.columnStep;
  column = 0;
  return at + shape.rowStep - <usize>(shape.width - 1) * shape.columnStep;
}

/** Two positions × 16 filters. A last single position is computed twice. */
export function correlate4(shape: ConvShape, input: usize, weights: usize, room: usize, rows: i32): void {
  let left = rows * shape.width;
  const bytes = (<usize>shape.length) << 2;
  const segmentsEnd = shape.segments + ((<usize>shape.segmentCount) << 2);
  column = 0;
  for (let at = input; left > 0; left -= 2) {
    const x0 = at;
    at = next(shape, at);
    const other: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(),
      s1 = zero(),
      s2 = zero(),
      s3 = zero();
    let t0 = zero(),
      t1 = zero(),
      t2 = zero(),
      t3 = zero();
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
  const bytes = (<usize>shape.length) << 2;
  const segmentsEnd = shape.segments + ((<usize>shape.segmentCount) << 2);
  column = 0;
  for (let at = input; left > 0; left -= 2) {
    const x0 = at;
    at = next(shape, at);
    const other: usize = left > 1 ? at - x0 : 0;
    at = next(shape, at);
    let s0 = zero(),
      s1 = zero(),
      s2 = zero();
    let t0 = zero(),
      t1 = zero(),
      t2 = zero();
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
  const bytes = (<usize>shape.length) << 2;
  const segmentsEnd = shape.segments + ((<usize>shape.segmentCount) << 2);
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
    let s0 = zero(),
      s1 = zero(),
      t0 = zero(),
      t1 = zero();
    let u0 = zero(),
      u1 = zero(),
      v0 = zero(),
      v1 = zero();
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
  const bytes = (<usize>shape.length) << 2;
  const segmentsEnd = shape.segments + ((<usize>shape.segmentCount) << 2);
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
    let s0 = zero(),
      s1 = zero(),
      s2 = zero(),
      s3 = zero();
    let s4 = zero(),
      s5 = zero(),
      s6 = zero(),
      s7 = zero();
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
        if (x === NEVER) break;
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
