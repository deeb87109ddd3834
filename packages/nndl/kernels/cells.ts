// One step of one example in each kind of recurrent unit, four units at a time; src/layers/recurrent has the formulas, in words
// and in float64.
import { GRU_CELL, LSTM_CELL, PEEPHOLE_CELL, TANH_CELL } from "./generated/codes.ts";
import { vanish } from "./grid.ts";
import { logistic, tanh } from "./math.ts";
import { ownFloats, RecurrentOp } from "./recurrent-op.ts";
import { firstLanes } from "./vectors.ts";

// Exported (see index.ts) to stay functions of their own: written into every gate they would make a page's download larger.

export function gate(z: v128): v128 {
  return logistic(z);
}

export function squash(z: v128): v128 {
  return tanh(z);
}

/**
 * Row number `row` at a step of an example; `memoryBefore` is where the memory of the step before lies, 0 before the first. The output goes to
 * `next`, where the step after finds it, and to `output`, where these are not 0.
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
  const before = op.before + <usize>row * bytes;
  for (let q: usize = 0; q < bytes; q += 16) {
    let h: v128;
    if (op.cell === GRU_CELL) h = gruForward(op, a + q, u + q, memory + q, before + q, bytes, q);
    else if (op.cell === LSTM_CELL || op.cell === PEEPHOLE_CELL)
      h = lstmForward(op, a + q, u + q, memory + q, memoryBefore === 0 ? <usize>0 : memoryBefore + q, bytes, q);
    else {
      const z = f32x4.add(v128.load(a + q), v128.load(u + q));
      h = op.cell === TANH_CELL ? squash(z) : f32x4.pmax(z, f32x4.splat(0));
      v128.store(a + q, h);
    }
    if (next !== 0) v128.store(next + q, h);
    if (output !== 0) v128.store(output + q, h);
  }
}

// @inline
function lstmForward(op: RecurrentOp, a: usize, u: usize, memory: usize, before: usize, bytes: usize, q: usize): v128 {
  const c0 = before === 0 ? f32x4.splat(0) : v128.load(before);
  const peeps = op.cell === PEEPHOLE_CELL;
  const p = op.own + q;
  let zi = f32x4.add(v128.load(a), v128.load(u));
  let zf = f32x4.add(v128.load(a + bytes), v128.load(u + bytes));
  const zg = f32x4.add(v128.load(a + bytes * 2), v128.load(u + bytes * 2));
  let zo = f32x4.add(v128.load(a + bytes * 3), v128.load(u + bytes * 3));
  if (peeps) {
    zi = f32x4.add(zi, f32x4.mul(v128.load(p), c0));
    zf = f32x4.add(zf, f32x4.mul(v128.load(p + bytes), c0));
  }
  const i = gate(zi);
  const f = gate(zf);
  const g = squash(zg);
  const c = f32x4.add(f32x4.mul(f, c0), f32x4.mul(i, g));
  if (peeps) zo = f32x4.add(zo, f32x4.mul(v128.load(p + bytes * 2), c));
  const o = gate(zo);
  v128.store(a, i);
  v128.store(a + bytes, f);
  v128.store(a + bytes * 2, g);
  v128.store(a + bytes * 3, o);
  v128.store(memory, c);
  return f32x4.mul(o, squash(c));
}

// @inline
function gruForward(op: RecurrentOp, a: usize, u: usize, memory: usize, before: usize, bytes: usize, q: usize): v128 {
  const one = f32x4.splat(1);
  const r = gate(f32x4.add(v128.load(a), v128.load(u)));
  const z = gate(f32x4.add(v128.load(a + bytes), v128.load(u + bytes)));
  const v = f32x4.add(v128.load(u + bytes * 2), v128.load(op.own + q));
  const n = squash(f32x4.add(v128.load(a + bytes * 2), f32x4.mul(r, v)));
  v128.store(a, r);
  v128.store(a + bytes, z);
  v128.store(a + bytes * 2, n);
  v128.store(memory, v);
  return f32x4.add(f32x4.mul(f32x4.sub(one, z), n), f32x4.mul(z, v128.load(before)));
}

/** Back through the same step; `error` is where ∂C/∂output lies as far as it comes from above, 0 where nothing does. */
export function cellBackward(op: RecurrentOp, example: i32, row: i32, memoryBefore: usize, error: usize): void {
  const bytes = (<usize>op.padded) << 2;
  const a = op.gates + <usize>row * op.gateRow;
  const d = op.recurrentErrors + <usize>row * op.gateRow;
  const after = op.product + <usize>example * ((<usize>op.products) << 2);
  const carry = op.carry + <usize>example * bytes;
  const memory = op.memory + <usize>row * bytes;
  const before = op.before + <usize>row * bytes;
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
