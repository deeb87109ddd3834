/** What machines dream, as pictures. */

import { beliefDreams, type ChainOptions, gibbsChains } from "nndl/generative";
import { pngSheet, type SheetTile } from "../image/png-sheet.ts";
import type { GreyPixels } from "../image/png-writer.ts";
import { drawPicture, greys, shrink } from "../terminal/picture.ts";
import { roomOf, type Screen } from "../terminal/screen.ts";
import { sheet } from "../terminal/sheet.ts";
import { UsageError } from "../usage-error.ts";
import type { OpenedMachine } from "./open.ts";

/** Some examples that were made, after so many sweeps. */
export interface Made {
  readonly sweep: number;
  /** Each example's numbers, from 0 to 1. */
  readonly images: readonly Float32Array[];
}

/** The numbers of one example. */
export function pixelsOf({ machine, net }: Pick<OpenedMachine, "machine" | "net">): number {
  return net === undefined ? machine.spec.visible - machine.spec.classes : net.spec.sizes[0];
}

/** What a machine or a net makes, as it goes. Units of classes are left out. */
export async function* dreamsOf({ machine, net }: OpenedMachine, options: ChainOptions): AsyncGenerator<Made, void> {
  const size = pixelsOf({ machine, net });
  const width = net === undefined ? machine.spec.visible : size;
  const cut = (rows: Float32Array) =>
    Array.from({ length: rows.length / width }, (_, i) => rows.slice(i * width, i * width + size));
  if (net === undefined)
    for await (const { sweep, means } of gibbsChains(machine, options)) yield { sweep, images: cut(means) };
  else for await (const { sweep, images } of beliefDreams(net, options)) yield { sweep, images: cut(images) };
}

/** The side of the square that so many pixels make. @throws UsageError "boltzmann.picture" */
export function sideOf(pixels: number): number {
  const side = Math.round(Math.sqrt(pixels));
  if (side * side === pixels) return side;
  throw new UsageError("boltzmann.picture", {
    received: `${pixels} numbers`,
    expected: "what is drawn must be square: as many rows of pixels as columns",
    next: "Use --json, which gives the numbers themselves.",
  });
}

/** Pictures for a screen, as many in a row as it has room for. */
export function drawDreams(images: readonly Float32Array[], screen: Screen): string[] {
  const side = sideOf(images[0].length);
  const factor = Math.max(1, Math.ceil(side / 28));
  return sheet(
    images.map((values) => ({
      lines: drawPicture(shrink({ width: side, height: side, values }, factor), greys, screen.colors),
      caption: "",
    })),
    roomOf(screen),
  );
}

/** The same as one image: light on dark, so that grey is doubt. */
export function dreamSheet(rows: readonly (readonly Float32Array[])[]): GreyPixels {
  const side = sideOf(rows[0][0].length);
  const tiles: SheetTile[] = rows.flat().map((values) => ({
    width: side,
    height: side,
    pixels: Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))),
  }));
  return pngSheet(tiles, rows.length === 1 ? { background: 60 } : { columns: rows[0].length, background: 60 });
}
