import { isSequence, sizeOf } from "../../../layers/index.ts";
import type { PlacedLayer } from "../../../network/index.ts";
import { Grid, noMargins } from "../grid.ts";
import { rowStride } from "../layout.ts";
import { isOf } from "./cut.ts";
import { marginsFor } from "./margins.ts";

/** How a network's inputs lie. */
export interface InputGrids {
  /** As they are gathered, in the order channel, row, column. */
  readonly plain: Grid;
  /** As the first stage reads them: the same object where that is the same. */
  readonly read: Grid;
}

/** The grids of a network whose first stage's layer is `first`; whether a later layer reads its inputs, too. */
export function inputGrids(first: PlacedLayer, reached: boolean): InputGrids {
  const shape = first.input;
  if (isSequence(shape)) return sequenceGrids(first, shape[1], reached);
  const size = sizeOf(shape);
  if (isOf(first, "dense")) {
    const rows = Grid.ofUnits(size, rowStride(size) * 4);
    return { plain: rows, read: rows };
  }
  const { stride } = Grid.padded([size]);
  const plain =
    shape.length === 3 && shape[0] === 1 ? new Grid(shape, noMargins, 4, stride) : Grid.ofUnits(size, stride);
  const padded = Grid.padded(shape, marginsFor(first));
  return { plain, read: readsPlain(first, padded, reached) ? plain : padded };
}

/** The grids of one step: its numbers follow on those of the step before, where the first stage reads them one by one. */
function sequenceGrids(first: PlacedLayer, features: number, reached: boolean): InputGrids {
  const plain = Grid.ofUnits(features, features * 4);
  const readsEach = (["dense", "recurrent", "lstm", "gru"] as const).some((type) => isOf(first, type));
  return { plain, read: readsEach && !reached ? plain : Grid.padded([features]) };
}

/** Whether the values, as they are gathered, are what a stage of such a grid can read. */
function readsPlain(first: PlacedLayer, { margins, pixels, channels }: Grid, reached: boolean): boolean {
  const { top, right, bottom, left } = margins;
  if (top + right + bottom + left > 0) return false;
  // Most stages take four channels at a time, and want zeros, not the next pixels, behind a single one.
  return pixels === 1 || (channels === 1 && !reached && (isOf(first, "conv2d") || isOf(first, "convPool2d")));
}
