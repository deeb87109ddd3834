/** Images as a screen or a PNG shows them: one after another, or each with what expansion makes of it. */

import type { Expansion } from "@nndl/words/expand";
import { type Dataset, distorted, expandByShifts } from "nndl";
import { pngSheet } from "../image/png-sheet.ts";
import type { GreyPixels } from "../image/png-writer.ts";
import { drawPicture, greys, shrink } from "../terminal/picture.ts";
import type { ColorDepth, Screen } from "../terminal/screen.ts";
import { sheet, tilesPerRow } from "../terminal/sheet.ts";
import { UsageError } from "../usage-error.ts";
import { pictureShape } from "./judge.ts";

/** An image, and what expansion makes of it, if that was asked for. */
export interface ImageRow {
  readonly index: number;
  readonly original: Float32Array;
  readonly versions: readonly { readonly name: string; readonly values: Float32Array }[];
}

/** Which expansion, and of a run with which seed. */
export interface Expanding {
  readonly expand: Expansion;
  readonly seed: number;
}

/** Columns that a picture of many takes, with a word below it. */
const narrowest = 7;

/**
 * The images, each with the book's shifts or as many epochs' distortions as fit into a line of the screen.
 *
 * @throws NndlError "expansion.distortion", "expansion.images", "data.pictures"
 */
export function imageRows(
  examples: Dataset,
  indices: readonly number[],
  how: Expanding | undefined,
  columns: number,
): readonly ImageRow[] {
  if (indices.length === 0) return [];
  const draws = Math.max(1, Math.min(9, tilesInLine(examples, columns) - 1));
  const versions = how === undefined ? indices.map(() => []) : versionsOf(examples, indices, how, draws);
  return indices.map((index, place) => ({ index, original: examples.input(index), versions: versions[place] }));
}

function versionsOf(
  examples: Dataset,
  indices: readonly number[],
  { expand, seed }: Expanding,
  draws: number,
): readonly ImageRow["versions"][] {
  if (expand === "book")
    return indices.map((index) => {
      const five = expandByShifts(examples.slice(index, index + 1), { shuffle: false });
      return ["down", "up", "right", "left"].map((name, i) => ({ name, values: five.input(i + 1) }));
    });
  const epochs = Array.from({ length: draws }, (_, epoch) =>
    distorted(examples, expand, { seed, epoch, examples: indices }),
  );
  return indices.map((_, place) =>
    epochs.map((images, epoch) => ({ name: `epoch ${epoch}`, values: images.input(place) })),
  );
}

/** How many images a screen holds. */
export function sheetSize(examples: Dataset, out: Pick<Screen, "rows" | "columns">, expanded: boolean): number {
  const { width, height } = pictureShape(examples);
  const tileHeight = Math.ceil(height / factorFor(width, height, 2) / 2) + 2;
  const lines = Math.max(2, Math.min(6, Math.floor((out.rows - 3) / tileHeight)));
  return expanded ? lines : lines * tilesInLine(examples, out.columns);
}

/** Draws them for a screen. With expansion, each image begins a line of its own. */
export function sheetOfRows(
  examples: Dataset,
  rows: readonly ImageRow[],
  screen: { readonly colors: ColorDepth; readonly columns: number; caption(index: number, isShort: boolean): string },
): string[] {
  const { width, height } = pictureShape(examples);
  const pictures = rows.reduce((sum, { versions }) => sum + 1 + versions.length, 0);
  const factor = factorFor(width, height, pictures);
  const isShort = pictures > 1 && Math.floor(width / factor) < 18;
  const tile = (values: Float32Array, caption: string) => ({
    lines: drawPicture(shrink({ width, height, values }, factor), greys, screen.colors),
    caption,
  });
  const lines = rows.map(({ index, original, versions }) => [
    tile(original, screen.caption(index, isShort)),
    ...versions.map(({ name, values }) => tile(values, name)),
  ]);
  const groups = pictures > rows.length ? lines : [lines.flat()];
  return groups.flatMap((tiles) => sheet(tiles, screen.columns));
}

/** Draws them in dark ink on white paper. */
export function pngOfRows(examples: Dataset, rows: readonly ImageRow[]): GreyPixels {
  if (rows.length === 0)
    throw new UsageError("option.png", {
      problem: "--png has no image to draw",
      next: "Ask for some with --count, --label or --index.",
    });
  const { width, height } = pictureShape(examples);
  const darkest = examples.features instanceof Uint8Array ? 255 * examples.scale : 1;
  const tile = (values: Float32Array) => ({
    width,
    height,
    pixels: Uint8Array.from(values, (value) => 255 - Math.round(255 * Math.max(0, Math.min(1, value / darkest)))),
  });
  const tiles = rows.flatMap(({ original, versions }) => [original, ...versions.map(({ values }) => values)].map(tile));
  const columns = 1 + rows[0].versions.length;
  return pngSheet(tiles, columns > 1 ? { columns } : {});
}

function tilesInLine(examples: Dataset, columns: number): number {
  const { width, height } = pictureShape(examples);
  return tilesPerRow(Math.max(Math.floor(width / factorFor(width, height, 2)), narrowest), columns - 2);
}

/** Many large pictures are drawn at half their size, or less. */
function factorFor(width: number, height: number, pictures: number): number {
  const room = pictures > 1 ? 16 : 64;
  return Math.max(1, Math.ceil(Math.max(width, height) / room));
}
