// One step of one example in each kind of recurrent unit; src/layers/recurrent has the formulas, in words and in float64.
import { activate } from "./activations.ts";
import { GRU_CELL, LSTM_CELL, PEEPHOLE_CELL, RELU, SIGMOID, TANH, TANH_CELL } from "./generated/codes.ts";
import { vanish } from "./grid.ts";
import { tanh } from "./math.ts";
import { ownFloats, RecurrentOp } from "./recurrent-op.ts";
import { firstLanes } from "./vectors.ts";

// Exported (see index.ts) to stay a function of its own: written into every place it would make a page's download larger.
export function squash(z: v128): v128 {
  return tanh(z);
}

/**
 * Row number `row` at a step of an example; `memoryBefore` is where the memory of the step before lies, 0 before the first. The output goes to
 * `next`, where the step after finds it, and to `output`, where these are not 0; one of them is not.
 */
export function cellForward(
  op: RecurrentOp,
  example: i32,
  row: i32,
  memoryBefore: usize,
  next: usize,
  output: usize,
): void {
  const bytes = (<usize>op.padded) << 2;
  const a = op.gates + <usize>row * op.gateRow;
  const u = op.product + <usize>example * ((<usize>op.products) << 2);
  const memory = op.memory + <usize>row * bytes;
  const h = next === 0 ? output : next;
  if (op.cell === GRU_CELL) gruForward(op, a, u, memory, op.before + <usize>row * op.beforeRow, h, bytes);
  else if (op.cell === LSTM_CELL || op.cell === PEEPHOLE_CELL) lstmForward(op, a, u, memory, memoryBefore, h, bytes);
  else {
    add(a, u, bytes);
    activate(op.cell === TANH_CELL ? TANH : RELU, a, <i32>(bytes >> 4));
    copy(h, a, bytes);
  }
  if (output !== 0 && output !== h) copy(output, h, bytes);
}

/** Rows are short: a loop is done before a call for a copy has begun. */
// @inline
function copy(to: usize, from: usize, bytes: usize): void {
  for (let q: usize = 0; q < bytes; q += 16) v128.store(to + q, v128.load(from + q));
}

/** a + u in a's place. */
// @inline
function add(a: usize, u: usize, bytes: usize): void {
  for (let q: usize = 0; q < bytes; q += 16) v128.store(a + q, f32x4.add(v128.load(a + q), v128.load(u + q)));
}

/** a + p · c in a's place. */
// @inline
function addProducts(a: usize, p: usize, c: usize, bytes: usize): void {
  for (let q: usize = 0; q < bytes; q += 16)
    v128.store(a + q, f32x4.add(v128.load(a + q), f32x4.mul(v128.load(p + q), v128.load(c + q))));
}

function lstmForward(op: RecurrentOp, a: usize, u: usize, memory: usize, before: usize, h: usize, bytes: usize): void {
  const peeps = op.cell === PEEPHOLE_CELL;
  const quads = <i32>(bytes >> 4);
  add(a, u, bytes * 4);
  if (peeps && before !== 0) {
    addProducts(a, op.own, before, bytes);
    addProducts(a + bytes, op.own + bytes, before, bytes);
  }
  const g = a + bytes * 2;
  const o = a + bytes * 3;
  activate(SIGMOID, a, quads * 2);
  activate(TANH, g, quads);
  for (let q: usize = 0; q < bytes; q += 16) {
    const c0 = before === 0 ? f32x4.splat(0) : v128.load(before + q);
    const kept = f32x4.mul(v128.load(a + bytes + q), c0);
    const c = f32x4.add(kept, f32x4.mul(v128.load(a + q), v128.load(g + q)));
    v128.store(memory + q, c);
    v128.store(h + q, c);
  }
  if (peeps) addProducts(o, op.own + bytes * 2, memory, bytes);
  activate(SIGMOID, o, quads);
  activate(TANH, h, quads);
  for (let q: usize = 0; q < bytes; q += 16) v128.store(h + q, f32x4.mul(v128.load(o + q), v128.load(h + q)));
}

function gruForward(op: RecurrentOp, a: usize, u: usize, memory: usize, before: usize, h: usize, bytes: usize): void {
  const quads = <i32>(bytes >> 4);
  const z = a + bytes;
  const n = a + bytes * 2;
  add(a, u, bytes * 2);
  activate(SIGMOID, a, quads * 2);
  for (let q: usize = 0; q < bytes; q += 16) {
    const v = f32x4.add(v128.load(u + bytes * 2 + q), v128.load(op.own + q));
    v128.store(memory + q, v);
    v128.store(n + q, f32x4.add(v128.load(n + q), f32x4.mul(v128.load(a + q), v)));
  }
  activate(TANH, n, quads);
  const one = f32x4.splat(1);
  for (let q: usize = 0; q < bytes; q += 16) {
    const share = v128.load(z + q);
    const fresh = f32x4.mul(f32x4.sub(one, share), v128.load(n + q));
    v128.store(h + q, f32x4.add(fresh, f32x4.mul(share, v128.load(before + q))));
  }
}

/** Back through the same step; `error` is where ∂C/∂output lies as far as it comes from above, 0 where nothing does. */
export function cellBackward(op: RecurrentOp, example: i32, row: i32, memoryBefore: usize, error: usize): void {
  const bytes = (<usize>op.padded) << 2;
  const a = op.gates + <usize>row * op.gateRow;
  const d = op.recurrentErrors + <usize>row * op.gateRow;
  const after = op.product + <usize>example * ((<usize>op.products) << 2);
  const carry = op.carry + <usize>example * bytes;
  const memory = op.memory + <usize>row * bytes;
  const before = op.before + <usize>row * op.beforeRow;
  const own = op.ownErrors + <usize>row * ((<usize>ownFloats(op)) << 2);
  for (let q: usize = 0; q < bytes; q += 16) {
    let h = v128.load(after + q);
    if (error !== 0) {
      let e = v128.load(error + q);
      // Behind the last unit lie those of another direction.
      const lanes = op.units - <i32>(q >> 2);
      if (lanes < 4) e = v128.and(e, firstLanes(lanes));
      h = f32x4.add(h, e);
    }
    if (op.cell === GRU_CELL) gruBackward(h, a + q, d + q, carry + q, memory + q, before + q, own + q, bytes);
    else if (op.cell === LSTM_CELL || op.cell === PEEPHOLE_CELL)
      lstmBackward(
        op,
        h,
        a + q,
        carry + q,
        memory + q,
        memoryBefore === 0 ? <usize>0 : memoryBefore + q,
        own + q,
        bytes,
        q,
      );
    else {
      const y = v128.load(a + q);
      const one = f32x4.splat(1);
      const slope =
        op.cell === TANH_CELL ? f32x4.sub(one, f32x4.mul(y, y)) : v128.and(f32x4.gt(y, f32x4.splat(0)), one);
      v128.store(a + q, vanish(f32x4.mul(h, slope)));
    }
  }
}

/** y (1 − y): the slope of the logistic function, where that is y. */
// @inline
function slopeOf(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
}

/** 1 − y²: the slope of tanh, where that is y. */
// @inline
function tanhSlopeOf(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}

// @inline
function lstmBackward(
  op: RecurrentOp,
  h: v128,
  a: usize,
  carry: usize,
  memory: usize,
  before: usize,
  own: usize,
  bytes: usize,
  q: usize,
): void {
  const peeps = op.cell === PEEPHOLE_CELL;
  const p = op.own + q;
  const i = v128.load(a);
  const f = v128.load(a + bytes);
  const g = v128.load(a + bytes * 2);
  const o = v128.load(a + bytes * 3);
  const c = v128.load(memory);
  const c0 = before === 0 ? f32x4.splat(0) : v128.load(before);
  const y = squash(c);
  const zo = vanish(f32x4.mul(f32x4.mul(h, y), slopeOf(o)));
  let e = f32x4.add(v128.load(carry), f32x4.mul(f32x4.mul(h, o), tanhSlopeOf(y)));
  if (peeps) e = f32x4.add(e, f32x4.mul(v128.load(p + bytes * 2), zo));
  const zi = vanish(f32x4.mul(f32x4.mul(e, g), slopeOf(i)));
  const zf = vanish(f32x4.mul(f32x4.mul(e, c0), slopeOf(f)));
  const zg = vanish(f32x4.mul(f32x4.mul(e, i), tanhSlopeOf(g)));
  let back = f32x4.mul(e, f);
  if (peeps) {
    back = f32x4.add(back, f32x4.mul(v128.load(p), zi));
    back = f32x4.add(back, f32x4.mul(v128.load(p + bytes), zf));
    v128.store(own, f32x4.mul(zi, c0));
    v128.store(own + bytes, f32x4.mul(zf, c0));
    v128.store(own + bytes * 2, f32x4.mul(zo, c));
  }
  v128.store(carry, vanish(back));
  v128.store(a, zi);
  v128.store(a + bytes, zf);
  v128.store(a + bytes * 2, zg);
  v128.store(a + bytes * 3, zo);
}

// @inline
function gruBackward(
  fromAfter: v128,
  a: usize,
  d: usize,
  carry: usize,
  memory: usize,
  before: usize,
  own: usize,
  bytes: usize,
): void {
  const one = f32x4.splat(1);
  const h = f32x4.add(fromAfter, v128.load(carry));
  const r = v128.load(a);
  const z = v128.load(a + bytes);
  const n = v128.load(a + bytes * 2);
  const zn = vanish(f32x4.mul(f32x4.mul(h, f32x4.sub(one, z)), tanhSlopeOf(n)));
  const zr = vanish(f32x4.mul(f32x4.mul(zn, v128.load(memory)), slopeOf(r)));
  const zz = vanish(f32x4.mul(f32x4.mul(h, f32x4.sub(v128.load(before), n)), slopeOf(z)));
  const dn = vanish(f32x4.mul(zn, r));
  v128.store(carry, vanish(f32x4.mul(h, z)));
  v128.store(a, zr);
  v128.store(a + bytes, zz);
  v128.store(a + bytes * 2, zn);
  v128.store(d, zr);
  v128.store(d + bytes, zz);
  v128.store(d + bytes * 2, dn);
  v128.store(own, dn);
}
