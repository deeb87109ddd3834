// What sequences need beside the kernels of their layers: their lengths, sequences as rows, weights the other way round.
import { count, exampleAt } from "./frame.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstPairs, highHalves, lowHalves, secondPairs } from "./vectors.ts";

@unmanaged
export class LengthsOp {
  code: i32;
  /** How many steps of each example of the data set count (int32); 0 where all do. */
  data: usize;
  steps: i32;
  /** The same for the mini-batch. */
  lengths: usize;
}

export function gatherLengths(op: LengthsOp): void {
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++)
    store<i32>(
      op.lengths + ((<usize>i) << 2),
      op.data === 0 ? op.steps : load<i32>(op.data + ((<usize>exampleAt(i)) << 2)),
    );
}

@unmanaged
export class StepsOp {
  code: i32;
  /** Rows, one for each step, `row` bytes apart. */
  rows: usize;
  row: i32;
  steps: i32;
  features: i32;
  lengths: usize;
  /** The same without gaps, a row for each example; 0 behind a sequence's end. */
  plain: usize;
  plainStride: i32;
}

/** Steps → one row. */
export function flattenSteps(op: StepsOp): void {
  const bytes = (<usize>op.features) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const length = load<i32>(op.lengths + ((<usize>i) << 2));
    let target = op.plain + <usize>i * op.plainStride;
    let from = op.rows + <usize>(i * op.steps) * op.row;
    for (let t = 0; t < op.steps; t++) {
      if (t < length) memory.copy(target, from, bytes);
      else memory.fill(target, 0, bytes);
      target += bytes;
      from += op.row;
    }
  }
}

/** The errors of one row → those of the steps. */
export function unflattenSteps(op: StepsOp): void {
  const bytes = (<usize>op.features) << 2;
  for (let i = shareFrom(count), to = shareTo(count); i < to; i++) {
    const length = load<i32>(op.lengths + ((<usize>i) << 2));
    let from = op.plain + <usize>i * op.plainStride;
    let target = op.rows + <usize>(i * op.steps) * op.row;
    for (let t = 0; t < op.steps; t++) {
      if (t < length) memory.copy(target, from, bytes);
      else memory.fill(target, 0, bytes);
      from += bytes;
      target += op.row;
    }
  }
}

@unmanaged
export class PanelsOp {
  code: i32;
  /** Panels from `inputs` to `units`; and from `units` to `inputs`. */
  weights: usize;
  inputs: i32;
  units: i32;
  transposed: usize;
}

/** Weights in panels, the other way round; the units are a multiple of four. */
export function transposePanels(op: PanelsOp): void {
  const inputs = op.inputs;
  const all = (inputs + 15) >> 4;
  for (let panel = shareFrom(all), to = shareTo(all); panel < to; panel++) {
    const first = panel << 4;
    const last = min(first + 16, inputs);
    for (let j = 0; j < op.units; j += 4) {
      const from = op.weights + ((<usize>((j >> 4) * inputs)) << 6) + ((<usize>(j & 15)) << 2);
      const target = op.transposed + ((<usize>(panel * op.units + j)) << 6);
      let k = first;
      for (; k + 4 <= last; k += 4) {
        const at = from + ((<usize>k) << 6);
        const r0 = v128.load(at);
        const r1 = v128.load(at, 64);
        const r2 = v128.load(at, 128);
        const r3 = v128.load(at, 192);
        const a = lowHalves(r0, r1);
        const b = highHalves(r0, r1);
        const c = lowHalves(r2, r3);
        const d = highHalves(r2, r3);
        const into = target + ((<usize>(k - first)) << 2);
        v128.store(into, firstPairs(a, c));
        v128.store(into, secondPairs(a, c), 64);
        v128.store(into, firstPairs(b, d), 128);
        v128.store(into, secondPairs(b, d), 192);
      }
      for (; k < last; k++)
        for (let lane: usize = 0; lane < 4; lane++)
          store<f32>(
            target + (lane << 6) + ((<usize>(k - first)) << 2),
            load<f32>(from + ((<usize>k) << 6) + (lane << 2)),
          );
    }
  }
}

@unmanaged
export class ColumnsOp {
  code: i32;
  /** Rows of so many units (a multiple of four), `row` bytes apart; where the sums of their columns go. */
  rows: usize;
  row: i32;
  units: i32;
  sums: usize;
}

/** Σ over rows, in their order. */
export function sumColumns(op: ColumnsOp): void {
  const quads = op.units >> 2;
  for (let q = shareFrom(quads), to = shareTo(quads); q < to; q++) {
    let at = op.rows + ((<usize>q) << 4);
    let sum = f32x4.splat(0);
    for (let i = 0; i < count; i++) {
      sum = f32x4.add(sum, v128.load(at));
      at += op.row;
    }
    v128.store(op.sums + ((<usize>q) << 4), sum);
  }
}
