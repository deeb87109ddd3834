/** The function and the network side by side, or over one another. */

import { significant } from "@nndl/words/numbers";
import { unitGrid } from "nndl/universality";
import { dotsAcross, drawCurves } from "../terminal/curves.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import type { Screen } from "../terminal/screen.ts";
import { sheet } from "../terminal/sheet.ts";
import type { Construction } from "./construct.ts";
import { outputsAt } from "./measure.ts";

export function draw(construction: Construction, screen: Screen): Promise<string[]> {
  return construction.variables.length === 1 ? curves(construction, screen) : surfaces(construction, screen);
}

async function curves({ f, network }: Construction, { columns, style }: Screen): Promise<string[]> {
  const points = unitGrid(1, dotsAcross(Math.min(columns, 100) - 2));
  const made = Array.from(await outputsAt(network, points));
  const wanted = Array.from(points, (x) => f(x));
  return [
    ...drawCurves({ wanted, made }, 14, style),
    "",
    `${style.cyan("·")} the function   ${style.yellow("⠒")} the network`,
  ];
}

/** x to the right, y upwards; the larger the lighter. The distance has a scale of its own. */
async function surfaces({ f, network }: Construction, { columns, colors }: Screen): Promise<string[]> {
  const side = Math.max(8, Math.min(32, Math.floor((columns - 8) / 3)));
  const grid = unitGrid(2, side);
  const outputs = await outputsAt(network, grid);
  const wanted = Array.from(outputs, (_, i) => f(grid[2 * i], grid[2 * i + 1]));
  const distance = wanted.map((value, i) => Math.abs(value - outputs[i]));
  const both = [...wanted, ...outputs];
  const low = both.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = both.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const tile = (caption: string, values: ArrayLike<number>, from: number, to: number) => {
    // The grid goes through y first, from below; a picture through x, from above.
    const shade = (_: unknown, i: number) => {
      const value = values[(i % side) * side + side - 1 - Math.floor(i / side)];
      return (value - from) / (to - from || 1);
    };
    const picture = { width: side, height: side, values: Array.from({ length: side * side }, shade) };
    return { lines: drawPicture(picture, greys, colors), caption };
  };
  const farthest = distance.reduce((most, value) => Math.max(most, value), 0);
  return [
    ...sheet(
      [
        tile("the function", wanted, low, high),
        tile("the network", outputs, low, high),
        tile("their distance", distance, 0, farthest),
      ],
      columns - 2,
    ).slice(0, -1),
    "",
    `x to the right, y upwards; from ${significant(low, 3)} (dark) to ${significant(high, 3)} (light), the distance from 0 to ${significant(farthest, 3)}`,
  ];
}
