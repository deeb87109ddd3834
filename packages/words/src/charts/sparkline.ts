/** A curve as large as a word, for a row of a table that has its numbers in words. */
import { Markup, markup } from "../markup.ts";
import { scaled } from "./axis.ts";
import { pathOf } from "./path.ts";
import { isFinitePoint, type Point, thinned } from "./point.ts";

/** Nothing where there is no curve to see. */
export function sparkline(points: readonly Point[]): Markup {
  const drawn = thinned(points, 60);
  const finite = drawn.filter(isFinitePoint);
  const along = scaled({ name: "" }, { values: finite.map(([x]) => x), places: [2, 86], ticks: 2 });
  const up = scaled({ name: "" }, { values: finite.map(([, y]) => y), places: [20, 2], ticks: 2 });
  if (along === undefined || up === undefined || finite.length < 2) return Markup.trusted("");
  const path = pathOf(drawn, along.at, up.at, 1);
  return markup`<svg class="spark" viewBox="0 0 88 22" aria-hidden="true"><path d="${path}"/></svg>`;
}
