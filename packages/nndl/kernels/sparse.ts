// The first layer on packed examples: only the inputs that are not 0 are visited, forward and for the gradient.
// The sums are those of dense.ts, without their products with 0: the same bits.
import { DenseOp, deliver, PANEL, panels } from "./dense-op.ts";
import { count, frame, rate } from "./frame.ts";
import { ENTRY_SHIFT } from "./gather.ts";
import { thread, threads } from "./threads.ts";
import { madd, zero } from "./vectors.ts";

// Units are worked on in groups of two panels, eight sums in registers. A last panel of at most four units makes a group
// of nine sums with the two before it: alone it would cost nearly as much as a whole group. With more threads than such
// groups, each panel is a group of its own.

/** How many panels make a group, so that all threads have work: there are `blocks` times as many items as groups. */
export function panelsPerGroup(units: i32, blocks: i32): i32 {
  return groupCount(units, 2) * blocks >= threads ? 2 : 1;
}

export function groupCount(units: i32, size: i32): i32 {
  if (size === 1) return panels(units);
  const pairs = units >> 5;
  const rest = units & 31;
  return pairs + <i32>(rest > 4 || (rest > 0 && pairs === 0));
}

/** The number of units of a group, 1 … 36. */
export function groupWidth(units: i32, group: i32, size: i32): i32 {
  const left = units - group * size * 16;
  if (size === 1) return min(left, 16);
  return left <= 36 ? left : 32;
}

// HALVES. V8 moves the loads of a basic block to its front and the sums to its end. With eight sums that takes more
// registers than there are, and a sum that lives in memory costs a loop twice its time. A way out of the loop between two
// halves makes them blocks of their own; no entry has this offset.
const NEVER: usize = 0xffffffff;

/** Some packed examples times one group of panels: z = w·x + b. */
export function forwardEntries(op: DenseOp, panel: i32, width: i32, firstRow: i32, lastRow: i32): void {
  const span = <usize>op.inputs * PANEL;
  const first = op.weights + <usize>panel * span;
  const bias = op.biases + ((<usize>panel) << 6);
  for (let i = firstRow; i < lastRow; i++) {
    const entry = op.input + ((<usize>(i * op.inputStride)) << ENTRY_SHIFT);
    const end = entry + ((<usize>load<i32>(op.lengths + ((<usize>i) << 2))) << ENTRY_SHIFT);
    const out = op.output + ((<usize>(i * op.outputStride + panel * 16)) << 2);
    if (width > 32) forward9(entry, end, first, span, bias, out);
    else if (width > 16) forward8(entry, end, first, span, bias, out);
    else if (width > 4) forward4(entry, end, first, bias, out);
    else forward1(entry, end, first, bias, out);
  }
}

// @inline
function put(out: usize, sum: v128, bias: usize, offset: usize): void {
  v128.store(out + offset, f32x4.add(sum, v128.load(bias + offset)));
}

export function forward9(entry: usize, end: usize, first: usize, span: usize, bias: usize, out: usize): void {
  const second = first + span;
  const third = second + span;
  let s0 = zero(),
    s1 = zero(),
    s2 = zero(),
    s3 = zero();
  let t0 = zero(),
    t1 = zero(),
    t2 = zero(),
    t3 = zero();
  let u0 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    const a = first + at;
    s0 = madd(s0, x, a, 0);
    s1 = madd(s1, x, a, 16);
    s2 = madd(s2, x, a, 32);
    s3 = madd(s3, x, a, 48);
    // The way out that is never taken; see HALVES.
    if (at === NEVER) break;
    const b = second + at;
    t0 = madd(t0, x, b, 0);
    t1 = madd(t1, x, b, 16);
    t2 = madd(t2, x, b, 32);
    t3 = madd(t3, x, b, 48);
    u0 = madd(u0, x, third + at, 0);
  }
  put(out, s0, bias, 0);
  put(out, s1, bias, 16);
  put(out, s2, bias, 32);
  put(out, s3, bias, 48);
  put(out, t0, bias, 64);
  put(out, t1, bias, 80);
  put(out, t2, bias, 96);
  put(out, t3, bias, 112);
  put(out, u0, bias, 128);
}

export function forward8(entry: usize, end: usize, first: usize, span: usize, bias: usize, out: usize): void {
  const second = first + span;
  let s0 = zero(),
    s1 = zero(),
    s2 = zero(),
    s3 = zero();
  let t0 = zero(),
    t1 = zero(),
    t2 = zero(),
    t3 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    const a = first + at;
    s0 = madd(s0, x, a, 0);
    s1 = madd(s1, x, a, 16);
    s2 = madd(s2, x, a, 32);
    s3 = madd(s3, x, a, 48);
    // The way out that is never taken; see HALVES.
    if (at === NEVER) break;
    const b = second + at;
    t0 = madd(t0, x, b, 0);
    t1 = madd(t1, x, b, 16);
    t2 = madd(t2, x, b, 32);
    t3 = madd(t3, x, b, 48);
  }
  put(out, s0, bias, 0);
  put(out, s1, bias, 16);
  put(out, s2, bias, 32);
  put(out, s3, bias, 48);
  put(out, t0, bias, 64);
  put(out, t1, bias, 80);
  put(out, t2, bias, 96);
  put(out, t3, bias, 112);
}

export function forward4(entry: usize, end: usize, first: usize, bias: usize, out: usize): void {
  let s0 = zero(),
    s1 = zero(),
    s2 = zero(),
    s3 = zero();
  for (; entry < end; entry += 8) {
    const x = v128.load32_splat(entry, 4);
    const a = first + <usize>load<u32>(entry);
    s0 = madd(s0, x, a, 0);
    s1 = madd(s1, x, a, 16);
    s2 = madd(s2, x, a, 32);
    s3 = madd(s3, x, a, 48);
  }
  put(out, s0, bias, 0);
  put(out, s1, bias, 16);
  put(out, s2, bias, 32);
  put(out, s3, bias, 48);
}

export function forward1(entry: usize, end: usize, first: usize, bias: usize, out: usize): void {
  let s0 = zero();
  for (; entry < end; entry += 8) s0 = madd(s0, v128.load32_splat(entry, 4), first + <usize>load<u32>(entry), 0);
  put(out, s0, bias, 0);
}

// ---------------------------------------------------------------------------------------------------- gradient

// The entries of a mini-batch are transposed first: for each input, which examples have it, with which values. Then
// the gradient of each weight is summed up in a register and used at once, and weights of inputs that no example has are
// not even looked at. Inputs that equally many examples have are worked on together, so that the processor can foresee
// how often the inner loop runs.

/** For each input, room for as many entries of 8 bytes as there are examples: the example's number × 64, and the value. */
let entries: usize = 0;
let room: usize = 0;
/** For each input, where its entries end (uint32). */
let ends: usize = 0;
/** How many inputs c examples have, and which (uint32), for each c from 1 to the size of the mini-batch. */
let tally: usize = 0;
let lists: usize = 0;

/** Each thread does this for itself, in memory of its own: that is cheaper than to wait for one another. */
export function transposeEntries(op: DenseOp): void {
  const inputs = <usize>((op.inputs + 15) & ~15);
  room = (<usize>op.rows) << 3;
  ends = op.transposed + <usize>thread * op.transposedBytes;
  tally = ends + inputs * 4;
  lists = tally + ((<usize>(op.rows + 16)) << 2);
  entries = lists + inputs * 4 * <usize>(op.rows + 1);
  const four = i32x4.splat(<i32>(room << 2));
  let empty = emptyEnds();
  for (let at = ends; at < tally; at += 16) {
    v128.store(at, empty);
    empty = i32x4.add(empty, four);
  }
  for (let i = 0; i < count; i++) {
    let entry = op.input + ((<usize>(i * op.inputStride)) << ENTRY_SHIFT);
    const end = entry + ((<usize>load<i32>(op.lengths + ((<usize>i) << 2))) << ENTRY_SHIFT);
    const row = <u64>(i << 6);
    for (; entry < end; entry += 8) {
      const both = load<u64>(entry);
      const at = ends + <usize>(<u32>both >> 4);
      const to = <usize>load<u32>(at);
      store<u64>(to, (both & 0xffffffff00000000) | row);
      store<u32>(at, <u32>to + 8);
    }
  }
  memory.fill(tally, 0, (<usize>(count + 1)) << 2);
  empty = emptyEnds();
  for (let at = ends; at < tally; at += 16) {
    let some = i32x4.bitmask(i32x4.ne(v128.load(at), empty));
    for (; some !== 0; some &= some - 1) {
      const input = ((at - ends) >> 2) + <usize>ctz(some);
      const c = (<usize>load<u32>(ends + (input << 2)) - entries - input * room) >> 3;
      const before = load<i32>(tally + (c << 2));
      store<i32>(tally + (c << 2), before + 1);
      store<i32>(listOf(op, c) + ((<usize>before) << 2), <i32>input);
    }
    empty = i32x4.add(empty, four);
  }
}

/** Where the entries of the first four inputs end when there are none. */
// @inline
function emptyEnds(): v128 {
  const first = <i32>entries;
  const step = <i32>room;
  return i32x4.add(i32x4.splat(first), i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3)));
}

// @inline
function listOf(op: DenseOp, c: usize): usize {
  return lists + ((c * <usize>op.inputs) << 2);
}

/** The gradient, or the update, of some groups of `size` panels. */
export function gradientEntries(op: DenseOp, size: i32, firstGroup: i32, endGroup: i32): void {
  // Weights whose gradient is 0 need a visit only where the gradient is stored, or where they decay by themselves.
  const all = !op.fused || frame.keep !== 1 || frame.shrink !== 0;
  if (all) {
    for (let group = firstGroup; group < endGroup; group++)
      withoutEntries(op, group * size, groupWidth(op.units, group, size));
  }
  for (let c = 1; c <= count; c++) {
    const list = listOf(op, c);
    const end = list + ((<usize>load<i32>(tally + ((<usize>c) << 2))) << 2);
    for (let input = list; input < end; input += 4) {
      const k = <usize>load<i32>(input);
      for (let group = firstGroup; group < endGroup; group++) {
        const panel = group * size;
        const width = groupWidth(op.units, group, size);
        if (width > 32) gradient9(op, panel, k, c, all);
        else if (width > 16) gradient8(op, panel, k, c, all);
        else if (width > 4) gradient4(op, panel, k, c, all);
        else gradient1(op, panel, k, c, all);
      }
    }
  }
}

/** The weights from inputs that no example has. */
function withoutEntries(op: DenseOp, firstPanel: i32, width: i32): void {
  for (let panel = firstPanel; panel * 16 < firstPanel * 16 + width; panel++) {
    const offset = <usize>panel * op.inputs * PANEL;
    for (let k: usize = 0; k < <usize>op.inputs; k++) {
      if (<usize>load<u32>(ends + (k << 2)) === entries + k * room)
        deliver(op, offset + k * PANEL, zero(), zero(), zero(), zero());
    }
  }
}

/** Stores 16 gradients or updates their weights; without decay that is w ← w + rate·g. */
// @inline
function settle(op: DenseOp, offset: usize, g0: v128, g1: v128, g2: v128, g3: v128, all: bool): void {
  if (all) {
    deliver(op, offset, g0, g1, g2, g3);
  } else {
    const w = op.weights + offset;
    const step = f32x4.splat(rate);
    v128.store(w, f32x4.add(v128.load(w), f32x4.mul(step, g0)));
    v128.store(w, f32x4.add(v128.load(w, 16), f32x4.mul(step, g1)), 16);
    v128.store(w, f32x4.add(v128.load(w, 32), f32x4.mul(step, g2)), 32);
    v128.store(w, f32x4.add(v128.load(w, 48), f32x4.mul(step, g3)), 48);
  }
}

/** As settle, of a panel's first four units; the others are padding, with a gradient of 0. */
// @inline
function settle1(op: DenseOp, offset: usize, g: v128, all: bool): void {
  if (all) {
    deliver(op, offset, g, zero(), zero(), zero());
  } else {
    const w = op.weights + offset;
    v128.store(w, f32x4.add(v128.load(w), f32x4.mul(f32x4.splat(rate), g)));
  }
}

// @inline
function gradient9(op: DenseOp, panel: i32, k: usize, c: i32, all: bool): void {
  let entry = entries + k * room;
  const end = entry + ((<usize>c) << 3);
  const d = op.delta + <usize>(panel * op.rows) * PANEL;
  const e = d + <usize>op.rows * PANEL;
  const f = e + <usize>op.rows * PANEL;
  let g0 = zero(),
    g1 = zero(),
    g2 = zero(),
    g3 = zero();
  let h0 = zero(),
    h1 = zero(),
    h2 = zero(),
    h3 = zero();
  let q0 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    g0 = madd(g0, x, d + at, 0);
    g1 = madd(g1, x, d + at, 16);
    g2 = madd(g2, x, d + at, 32);
    g3 = madd(g3, x, d + at, 48);
    if (at === NEVER) break;
    h0 = madd(h0, x, e + at, 0);
    h1 = madd(h1, x, e + at, 16);
    h2 = madd(h2, x, e + at, 32);
    h3 = madd(h3, x, e + at, 48);
    q0 = madd(q0, x, f + at, 0);
  }
  const offset = (<usize>panel * op.inputs + k) * PANEL;
  settle(op, offset, g0, g1, g2, g3, all);
  settle(op, offset + <usize>op.inputs * PANEL, h0, h1, h2, h3, all);
  settle1(op, offset + <usize>op.inputs * PANEL * 2, q0, all);
}

// @inline
function gradient8(op: DenseOp, panel: i32, k: usize, c: i32, all: bool): void {
  let entry = entries + k * room;
  const end = entry + ((<usize>c) << 3);
  const d = op.delta + <usize>(panel * op.rows) * PANEL;
  const e = d + <usize>op.rows * PANEL;
  let g0 = zero(),
    g1 = zero(),
    g2 = zero(),
    g3 = zero();
  let h0 = zero(),
    h1 = zero(),
    h2 = zero(),
    h3 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    g0 = madd(g0, x, d + at, 0);
    g1 = madd(g1, x, d + at, 16);
    g2 = madd(g2, x, d + at, 32);
    g3 = madd(g3, x, d + at, 48);
    if (at === NEVER) break;
    h0 = madd(h0, x, e + at, 0);
    h1 = madd(h1, x, e + at, 16);
    h2 = madd(h2, x, e + at, 32);
    h3 = madd(h3, x, e + at, 48);
  }
  const offset = (<usize>panel * op.inputs + k) * PANEL;
  settle(op, offset, g0, g1, g2, g3, all);
  settle(op, offset + <usize>op.inputs * PANEL, h0, h1, h2, h3, all);
}

// @inline
function gradient4(op: DenseOp, panel: i32, k: usize, c: i32, all: bool): void {
  let entry = entries + k * room;
  const end = entry + ((<usize>c) << 3);
  const d = op.delta + <usize>(panel * op.rows) * PANEL;
  let g0 = zero(),
    g1 = zero(),
    g2 = zero(),
    g3 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    g0 = madd(g0, x, d + at, 0);
    g1 = madd(g1, x, d + at, 16);
    g2 = madd(g2, x, d + at, 32);
    g3 = madd(g3, x, d + at, 48);
  }
  const offset = (<usize>panel * op.inputs + k) * PANEL;
  settle(op, offset, g0, g1, g2, g3, all);
}

// @inline
function gradient1(op: DenseOp, panel: i32, k: usize, c: i32, all: bool): void {
  let entry = entries + k * room;
  const end = entry + ((<usize>c) << 3);
  const d = op.delta + <usize>(panel * op.rows) * PANEL;
  let g0 = zero();
  for (; entry < end; entry += 8) {
    const at = <usize>load<u32>(entry);
    const x = v128.load32_splat(entry, 4);
    g0 = madd(g0, x, d + at, 0);
  }
  const offset = (<usize>panel * op.inputs + k) * PANEL;
  settle1(op, offset, g0, all);
}
