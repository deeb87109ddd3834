/** What a network's first weights look for, as pictures: in the terminal, and as a PNG like the book's figure of filters. */

import { significant } from "@nndl/words/numbers";
import { type Network, NndlError } from "nndl";
import type { PlacedLayer } from "nndl/spec";
import type { Context } from "../context.ts";
import { pngSheet } from "../image/png-sheet.ts";
import type { GreyPixels } from "../image/png-writer.ts";
import { drawPicture, enlarge, type Palette, type Picture, paper, signed } from "../terminal/picture.ts";
import { sheet, tilesPerRow } from "../terminal/sheet.ts";
import { indent } from "../terminal/table.ts";
import { widthOf, wrap } from "../terminal/wrap.ts";

/** The weights of the first layer that has some, one picture for each of its units or filters. */
export interface FirstWeights {
  /** From 1. */
  readonly layer: number;
  readonly kind: "unit" | "filter";
  /** Channels lie beside one another, with a column between them that is not a number. */
  readonly pictures: readonly Picture[];
}

/**
 * Filters are shown as they are applied: the convolution is a cross-correlation, so nothing is flipped (in the book's
 * figure, made with Theano, they are).
 *
 * @throws NndlError "network.picture" for weights that are no picture
 */
export function firstWeights(network: Network): FirstWeights {
  const layer = network.layers.find(({ parameters }) => parameters.some(({ name }) => name === "weights"));
  const weights = network.parameters.get(`layers.${layer?.index}.weights`);
  if (layer === undefined || weights === undefined) throw noPicture("no weights");
  const [number] = weights.shape;
  const shape = pictureShape(layer, weights.shape);
  const size = shape.channels * shape.height * shape.width;
  const pictures = Array.from({ length: number }, (_, i) =>
    besideOneAnother(weights.values.subarray(i * size, (i + 1) * size), shape),
  );
  return { layer: layer.index + 1, kind: weights.shape.length === 4 ? "filter" : "unit", pictures };
}

interface Shape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** A filter's own extent; a unit's is its input's, or a square. */
function pictureShape({ input }: PlacedLayer, weights: readonly number[]): Shape {
  const [, channels, height, width] = weights;
  if (weights.length === 4) return { channels, height, width };
  if (input.length === 3) return { channels: input[0], height: input[1], width: input[2] };
  const side = Math.sqrt(input[0]);
  if (Number.isInteger(side)) return { channels: 1, height: side, width: side };
  throw noPicture(`inputs of shape [${input.join(", ")}]`);
}

function noPicture(received: string): NndlError {
  return new NndlError("network.picture", {
    received,
    expected:
      "first weights can be drawn where they are filters, or belong to inputs that are an image or a square number",
    next: "Leave out --weights and --png.",
  });
}

function besideOneAnother(values: Float32Array, { channels, height, width }: Shape): Picture {
  const whole = channels * (width + 1) - 1;
  const picture = new Float32Array(whole * height).fill(Number.NaN);
  values.forEach((value, i) => {
    const channel = Math.floor(i / (height * width));
    const y = Math.floor(i / width) % height;
    picture[y * whole + channel * (width + 1) + (i % width)] = value;
  });
  return { width: whole, height, values: picture };
}

/** The smallest and the largest number of a picture. */
function rangeOf({ values }: Picture): { readonly min: number; readonly max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of Array.from(values)) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}

/** Values from 0, the smallest, to 1, the largest; a half where all are equal, 0 between channels. */
function stretched(picture: Picture): Picture {
  const { min, max } = rangeOf(picture);
  const place = (value: number) => (Number.isNaN(value) ? 0 : max === min ? 0.5 : (value - min) / (max - min));
  return { ...picture, values: Float32Array.from(picture.values, place) };
}

/** Small filters are enlarged to be seen. */
const legible = 10;

/** Draws the first `asked` of them; as many as fill two rows when nobody says how many. */
export function drawFirstWeights(context: Context, { layer, kind, pictures }: FirstWeights, asked?: number): void {
  const { columns, colors, style } = context.out;
  const [{ width }] = pictures;
  const factor = width < 16 ? Math.max(2, Math.ceil(legible / width)) : 1;
  const isFilter = kind === "filter";
  const palette: Palette = isFilter ? paper : signed;
  const tiles = pictures.slice(0, asked ?? mostTiles).map((picture, i) => {
    const { min, max } = rangeOf(picture);
    const largest = Math.max(-min, max) || 1;
    const shades = isFilter
      ? stretched(picture)
      : { ...picture, values: Float32Array.from(picture.values, (value) => value / largest) };
    const range = isFilter
      ? `${significant(min, 2)} to ${significant(max, 2)}`
      : `unit ${i}, up to ±${significant(largest, 2)}`;
    return { lines: drawPicture(enlarge(shades, factor), palette, colors), caption: range };
  });
  const widest = Math.max(...tiles.flatMap(({ lines, caption }) => [caption, lines[0]].map(widthOf)));
  const shown = tiles.slice(0, asked ?? 2 * tilesPerRow(widest, columns - 2));
  const what = isFilter
    ? `The first ${shown.length} of ${pictures.length} filters of layer ${layer}, each from its smallest weight, white, to its largest, black:`
    : `What the first ${shown.length} of ${pictures.length} units of layer ${layer} look for:`;
  context.print("", ...indent(wrap(what, columns - 2)).map(style.dim), "", ...indent(sheet(shown, columns - 2)));
}

/** More than two rows of any screen. */
const mostTiles = 64;

/** About as large as the book's figure has them. */
const pngSide = 50;

/** An image of the first `asked` of them, or of all: each from its smallest weight, white, to its largest, black. */
export function firstWeightsImage({ pictures }: FirstWeights, asked?: number): GreyPixels {
  const [{ width, height }] = pictures;
  const tiles = pictures.slice(0, asked).map((picture) => ({
    width,
    height,
    pixels: Uint8Array.from(stretched(picture).values, (value) => Math.round(255 * (1 - value))),
  }));
  return pngSheet(tiles, { scale: Math.max(1, Math.floor(pngSide / Math.max(width, height))), background: 224 });
}
