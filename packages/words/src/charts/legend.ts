/** The names of what is drawn, in rows above it. */
import { type Markup, markup } from "../markup.ts";

export interface LegendEntry {
  readonly name: string;
  /** What it looks like, at a place 22 wide and around a height of 0. */
  readonly sample: Markup;
}

export interface Legend {
  readonly drawn: Markup | undefined;
  /** How high it is. */
  readonly height: number;
}

export const sampleWidth = 22;
const rowHeight = 19;

/** @param width how wide it may be @param top where it begins */
export function legendOf(
  entries: readonly LegendEntry[],
  { left, top, width }: { readonly left: number; readonly top: number; readonly width: number },
): Legend {
  if (entries.length === 0) return { drawn: undefined, height: 0 };
  let [x, y] = [left, top + rowHeight / 2];
  const drawn = entries.map(({ name, sample }) => {
    const needed = sampleWidth + 6 + textWidth(name);
    if (x > left && x + needed > left + width) [x, y] = [left, y + rowHeight];
    const entry = markup`<g transform="translate(${x} ${y})">${sample}<text x="${sampleWidth + 6}" y="4">${name}</text></g>`;
    x += needed + 18;
    return entry;
  });
  return { drawn: markup`<g class="legend">${drawn}</g>`, height: y + rowHeight / 2 - top };
}

/** About how wide a text of the chart's size is: nothing measures it where there is no page. */
export function textWidth(text: string): number {
  return 7 * [...text].length;
}
