/** What a unit is drawn as. */
import type { LayerOutput } from "nndl/analysis";
import { activations } from "nndl/functions";
import { largestOf, type PaletteName } from "../../drawing/palette.ts";
import type { DrawnColumn } from "../../training/questions.ts";
import type { NetworkColumn } from "./columns.ts";
import { levelsOf } from "./levels.ts";

export interface UnitPicture {
  readonly values: Float32Array;
  readonly width: number;
  /** 1: a curve. */
  readonly height: number;
  readonly palette: PaletteName;
  /** What has the strongest shade, or the greatest height. */
  readonly most: number;
  /** It is a piece of a plane, and no pixels that one should tell apart. */
  readonly smooth: boolean;
}

/**
 * @param place the unit's among those that are drawn
 * @param over whether it is what the unit answers over a line or a plane; otherwise it is what it looks for
 */
export function pictureOf(
  { pictures }: DrawnColumn,
  column: NetworkColumn,
  place: number,
  over: boolean,
): UnitPicture | undefined {
  if (pictures === undefined) return undefined;
  const { width, height } = pictures;
  const own = pictures.values.subarray(place * width * height, (place + 1) * width * height);
  if (own.length === 0) return undefined;
  const values = over ? levelsOf(own, column.layer < 0 ? "linear" : column.activation) : own;
  return { values, width, height, palette: "signed", most: over ? 1 : largestOf(own), smooth: over };
}

/** What a map found in the picture that is shown. */
export function mapOf({ values, shape }: LayerOutput, unit: number): UnitPicture {
  const [, height, width] = shape as [number, number, number];
  const own = Float32Array.from(values.subarray(unit * width * height, (unit + 1) * width * height));
  return { values: own, width, height, palette: "signed", most: largestOf(values), smooth: false };
}

/** How strongly a neuron says something: from 0 to 1 where it says shares, otherwise from −1 to 1 among those of its layer. */
export function strengthOf({ values, activation }: LayerOutput, unit: number): number {
  const { range } = activations[activation];
  const own = values[unit] ?? 0;
  return range === "real" || range === "non-negative" ? own / largestOf(values) : own;
}
