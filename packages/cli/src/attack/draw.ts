/** Original, change and result, side by side: in a terminal, and as a PNG. */
import type { Dataset } from "nndl";
import { pictureShape } from "../evaluation/judge.ts";
import { pngSheet, type SheetTile } from "../image/png-sheet.ts";
import { writePng } from "../image/write-png.ts";
import { drawPicture, greys, signed } from "../terminal/picture.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Tile } from "../terminal/sheet.ts";
import type { AttackOutcome } from "./outcome.ts";

/** How many a PNG shows. */
const onSheet = 30;

/** The examples that were read rightly and are not any longer, or are read as what was aimed at: the first few. */
export function fooled(examples: Dataset, { read, readBefore }: AttackOutcome, most: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < examples.count && found.length < most; i++)
    if (readBefore[i] === examples.label(i) && read[i] !== readBefore[i]) found.push(i);
  return found;
}

/** One example's numbers before and after, and what was added, from −1 to 1 by its largest. */
function partsOf(examples: Dataset, { originals, inputs }: AttackOutcome, i: number) {
  const [before, after] = [originals, inputs].map((all) => all.subarray(i * examples.size, (i + 1) * examples.size));
  const change = after.map((value, p) => value - before[p]);
  const largest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return { before, after, change: change.map((value) => value / largest) };
}

/** An example's three tiles. @throws NndlError "data.pictures" */
export function drawFooled(examples: Dataset, outcome: AttackOutcome, i: number, out: Screen): Tile[] {
  const shape = pictureShape(examples);
  const { before, after, change } = partsOf(examples, outcome, i);
  const draw = (values: Float32Array, palette: typeof greys) => drawPicture({ ...shape, values }, palette, out.colors);
  return [
    { lines: draw(before, greys), caption: `${outcome.readBefore[i]} · ${i}` },
    { lines: draw(change, signed), caption: "the change" },
    { lines: draw(after, greys), caption: `read as ${outcome.read[i]}` },
  ];
}

/**
 * Writes the first of them as an image, three tiles for each: as on paper, the change grey where there is none.
 *
 * @returns whether there was anything to write
 * @throws NndlError "data.pictures", UsageError "option.png"
 */
export function writeAttackSheet(path: string, examples: Dataset, outcome: AttackOutcome): boolean {
  const shape = pictureShape(examples);
  const which = fooled(examples, outcome, onSheet);
  if (which.length === 0) return false;
  const level = (value: number) => Math.max(0, Math.min(255, Math.round(255 * (1 - value))));
  const tiles = which.flatMap((i): SheetTile[] => {
    const { before, after, change } = partsOf(examples, outcome, i);
    const tile = (values: Float32Array, label = "") => ({
      ...shape,
      pixels: Uint8Array.from(values, level),
      ...(label === "" ? {} : { bottomLabel: label }),
    });
    return [
      tile(before, String(outcome.readBefore[i])),
      tile(change.map((value) => (value + 1) / 2)),
      tile(after, String(outcome.read[i])),
    ];
  });
  writePng(path, "--png", pngSheet(tiles, { columns: Math.min(9, tiles.length) }));
  return true;
}
