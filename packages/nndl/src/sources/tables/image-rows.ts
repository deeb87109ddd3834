/** Tables whose rows are images: MNIST as Kaggle and others write it, a column for each pixel. */
import { type ImageInputs, PIXEL_SCALE } from "../../data/index.ts";
import { imageInputs } from "../image-inputs.ts";
import { groupOf } from "./plan.ts";
import type { RawColumn, RawNumbers } from "./raw-table.ts";

/** As bright as some pixel of plain bytes is. */
const brightEnough = 64;
const rowsAtOnce = 128;

/** Images that the rows of a table are. */
export interface ImageRows {
  readonly features: Uint8Array;
  readonly inputs: ImageInputs;
}

/**
 * The images that rows are, where they plainly are: 784 columns, or another square of columns called pixels, all whole
 * numbers from 0 to 255, and some of them bright.
 */
export function imageRows(columns: readonly RawColumn[], rows: number): ImageRows | undefined {
  const side = Math.sqrt(columns.length);
  if (!Number.isInteger(side) || side < 8) return undefined;
  const isNamed = columns.every(({ name }) => /^(px?|pix|pixel)[ _]?\d+|^\d+x\d+$/i.test(name));
  const isOneList = columns.every(
    ({ name }) => groupOf(name) !== undefined && groupOf(name) === groupOf(columns[0]!.name),
  );
  if (side !== 28 && !isNamed && !isOneList) return undefined;
  if (!columns.every((column): column is RawNumbers => column.kind === "number" && column.divisor === 1))
    return undefined;
  const features = new Uint8Array(rows * columns.length);
  let brightest = 0;
  // Some rows at a time, so that what is written stays in the cache.
  for (let from = 0; from < rows; from += rowsAtOnce)
    for (const [place, { stored }] of (columns as readonly RawNumbers[]).entries()) {
      const until = Math.min(rows, from + rowsAtOnce);
      for (let row = from, at = from * columns.length + place; row < until; row++, at += columns.length) {
        const value = stored[row]!;
        if (!(value >= 0 && value <= 255) || value % 1 !== 0) return undefined;
        if (value > brightest) brightest = value;
        features[at] = value;
      }
    }
  if (brightest < brightEnough) return undefined;
  return { features, inputs: imageInputs(features, [1, side, side], PIXEL_SCALE) };
}
