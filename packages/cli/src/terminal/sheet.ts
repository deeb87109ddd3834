import { pad } from "./table.ts";
import { widthOf } from "./wrap.ts";

/** Something of several lines, all of the same width, with a caption of one line under it. */
export interface Tile {
  readonly lines: readonly string[];
  readonly caption: string;
}

/** Tiles side by side, as many in a row as fit into the columns. */
export function sheet(tiles: readonly Tile[], columns: number, gap = 2): string[] {
  const width = Math.max(0, ...tiles.flatMap(({ lines, caption }) => [...lines, caption].map(widthOf)));
  const perRow = tilesPerRow(width, columns, gap);
  const lines: string[] = [];
  for (let from = 0; from < tiles.length; from += perRow) {
    const row = tiles.slice(from, from + perRow);
    const height = Math.max(...row.map((tile) => tile.lines.length));
    for (let y = 0; y < height; y++)
      lines.push(
        join(
          row.map((tile) => tile.lines[y] ?? ""),
          width,
          gap,
        ),
      );
    lines.push(
      join(
        row.map(({ caption }) => caption),
        width,
        gap,
      ),
      "",
    );
  }
  return lines;
}

/** How many tiles of a width fit beside one another; one at least. */
export function tilesPerRow(width: number, columns: number, gap = 2): number {
  return Math.max(1, Math.floor((columns + gap) / (width + gap)));
}

function join(cells: readonly string[], width: number, gap: number): string {
  return cells
    .map((cell) => pad(cell, width))
    .join(" ".repeat(gap))
    .trimEnd();
}
