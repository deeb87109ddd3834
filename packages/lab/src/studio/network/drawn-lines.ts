/** The lines of a drawn network. */
import type { Column } from "../../drawing/network-layout.ts";
import type { Drawing } from "../../training/questions.ts";
import type { NetworkColumn } from "./columns.ts";
import type { LinePlace } from "./line-near.ts";

export interface DrawnLine extends LinePlace {
  /** The column that it leads to, and the units at its ends. */
  readonly layer: number;
  readonly to: number;
  readonly from: number;
  readonly of: "weights" | "lengths" | "nothing";
  /** Unknown until the network is there. */
  readonly value: number | undefined;
  /** How strong it is beside the strongest of its layer, from 0 to 1. */
  readonly share: number;
}

const weighted: readonly string[] = ["dense", "conv2d", "convPool2d"];

/** @param sizeOf how wide the units of a column are drawn */
export function linesOf(
  columns: readonly NetworkColumn[],
  laid: readonly Column[],
  sizeOf: (column: number) => number,
  drawing: Drawing | undefined,
): readonly DrawnLine[] {
  return columns.slice(1).flatMap((column, before) => {
    const layer = before + 1;
    const [from, to] = [laid[before]!, laid[layer]!];
    const known = drawing?.columns[layer];
    const of = known?.of ?? (weighted.includes(column.type) ? "weights" : "nothing");
    let strongest = 1e-12;
    for (const value of known?.lines ?? []) if (Math.abs(value) > strongest) strongest = Math.abs(value);
    return to.circles.flatMap((end, row) =>
      from.circles.flatMap((start, place): DrawnLine[] => {
        const value = known?.lines[row * from.circles.length + place];
        if (value === undefined ? of === "nothing" && row !== place : Number.isNaN(value)) return [];
        return [
          {
            ...{ layer, to: end.unit, from: start.unit, of, value },
            share: value === undefined || of === "nothing" ? 0 : Math.abs(value) / strongest,
            ...{ x1: start.x + sizeOf(before) / 2, y1: start.y, x2: end.x - sizeOf(layer) / 2, y2: end.y },
          },
        ];
      }),
    );
  });
}
