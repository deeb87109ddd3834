/** A map, in a terminal by the digits of the classes, and as an image by the examples themselves. */
import type { Dataset } from "nndl";
import { pictureShape } from "../evaluation/judge.ts";
import type { GreyPixels } from "../image/png-writer.ts";
import type { Style } from "../terminal/style.ts";
import type { Place } from "./open.ts";

/** A hundredth of the places on each side, at most, lies outside the drawing: one that is far away would press the others together. */
const outside = 0.01;

/** From numbers to a share of the way from the left to the right. */
function scaleOf(values: readonly number[]): (value: number) => number {
  const ordered = [...values].sort((a, b) => a - b);
  const least = ordered[Math.floor(outside * (ordered.length - 1))];
  const most = ordered[Math.ceil((1 - outside) * (ordered.length - 1))];
  return (value) => (most > least ? (value - least) / (most - least) : 0.5);
}

/** Columns and rows of the cell of each place; undefined outside. */
function cellsOf(
  places: readonly Place[],
  columns: number,
  rows: number,
): ([column: number, row: number] | undefined)[] {
  const [across, up] = [scaleOf(places.map(({ x }) => x)), scaleOf(places.map(({ y }) => y))];
  return places.map(({ x, y }) => {
    const [right, high] = [across(x), up(y)];
    if (!(right >= 0 && right <= 1 && high >= 0 && high <= 1)) return undefined;
    return [Math.min(columns - 1, Math.floor(right * columns)), Math.min(rows - 1, Math.floor((1 - high) * rows))];
  });
}

const colours = ["red", "green", "yellow", "blue", "magenta", "cyan"] as const;

/** Lines of characters: in each cell the class that most examples there have, or a point where there are no classes. */
export function mapLines(places: readonly Place[], columns: number, rows: number, style: Style): string[] {
  const counts = Array.from({ length: rows }, () => Array.from({ length: columns }, () => new Map<number, number>()));
  cellsOf(places, columns, rows).forEach((cell, i) => {
    if (cell === undefined) return;
    const here = counts[cell[1]][cell[0]];
    const label = places[i].label ?? -1;
    here.set(label, (here.get(label) ?? 0) + 1);
  });
  return counts.map((row) =>
    row
      .map((here) => letterOf(here, style))
      .join("")
      .trimEnd(),
  );
}

function letterOf(here: ReadonlyMap<number, number>, style: Style): string {
  const [most] = [...here].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (most === undefined) return " ";
  const [label] = most;
  return label < 0 ? "·" : style[colours[label % colours.length]](label < 36 ? label.toString(36) : "·");
}

/**
 * The examples' own pictures where they lie, dark on white; one that would cover another is left out.
 *
 * @throws NndlError "data.pictures" for examples that are no pictures
 */
export function mapImage(places: readonly Place[], examples: Dataset, side = 1200): GreyPixels {
  const { width, height } = pictureShape(examples);
  const [columns, rows] = [side - width, side - height].map((room) => Math.max(1, room));
  const [wide, high] = [Math.max(side, width), Math.max(side, height)];
  const pixels = new Uint8Array(wide * high).fill(255);
  const drawn: (readonly [number, number])[] = [];
  cellsOf(places, columns, rows).forEach((cell, i) => {
    // A quarter may overlap: digits have margins.
    const covers = (other: readonly [number, number]) =>
      cell !== undefined && Math.abs(other[0] - cell[0]) < 0.75 * width && Math.abs(other[1] - cell[1]) < 0.75 * height;
    if (cell === undefined || drawn.some(covers)) return;
    drawn.push(cell);
    examples.input(i).forEach((value, at) => {
      const where = (cell[1] + Math.floor(at / width)) * wide + cell[0] + (at % width);
      const ink = 255 - Math.round(255 * Math.min(1, Math.max(0, value)));
      pixels[where] = Math.min(pixels[where], ink);
    });
  });
  return { width: wide, height: high, pixels };
}
