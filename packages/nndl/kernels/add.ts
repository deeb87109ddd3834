// Sums of two grids of the same channels, rows and columns: residual connections, and errors that meet.
import { activated } from "./activations.ts";
import { count } from "./frame.ts";
import { Grid } from "./grid.ts";
import { shareFrom, shareTo } from "./threads.ts";
import { firstLanes } from "./vectors.ts";

@unmanaged
export class AddOp {
  code: i32;
  from: Grid;
  input: usize;
  other: Grid;
  added: usize;
  /** May be the same as `from` or `other`. */
  to: Grid;
  output: usize;
  activation: i32;
}

export function addGrids(op: AddOp): void {
  const from = op.from;
  const other = op.other;
  const to = op.to;
  for (let i = shareFrom(count), end = shareTo(count); i < end; i++)
    for (let y = 0; y < to.height; y++) {
      let a = op.input + <usize>i * from.stride + <usize>(y * from.row);
      let b = op.added + <usize>i * other.stride + <usize>(y * other.row);
      let target = op.output + <usize>i * to.stride + <usize>(y * to.row);
      for (let x = 0; x < to.width; x++) {
        for (let c = 0; c < to.channels; c += 4) {
          const at = (<usize>c) << 2;
          let value = f32x4.add(v128.load(a + at), v128.load(b + at));
          if (op.activation !== 0) value = activated(op.activation, value);
          if (c + 4 > to.channels) value = v128.and(value, firstLanes(to.channels - c));
          v128.store(target + at, value);
        }
        a += from.column;
        b += other.column;
        target += to.column;
      }
    }
}
