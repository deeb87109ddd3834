/** Curves over an axis, as SVG. */
import { area } from "d3-shape";
import { type Markup, markup } from "../markup.ts";
import { type Axis, type Scaled, scaled } from "./axis.ts";
import { type LegendEntry, legendOf, sampleWidth, textWidth } from "./legend.ts";
import { pathOf } from "./path.ts";
import { isFinitePoint, type Point, thinned } from "./point.ts";
import type { Tone } from "./tone.ts";

export interface LineChart {
  /** What it shows, with its essential numbers: all that somebody has of it who does not see it. */
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  /** In the order in which they are drawn: the last lies on top. */
  readonly curves: readonly Curve[];
  /** A place that is pointed out, such as the best epoch. */
  readonly mark?: { readonly at: Point; readonly text: string } | undefined;
  /** In pixels; it is drawn as wide as its place. */
  readonly width?: number;
  readonly height?: number;
  /** So many points of a curve are drawn at most; 500 when absent, which is all that can be seen. */
  readonly points?: number;
}

export interface Curve {
  /** For the legend; a curve without one is of the kind of another that has. */
  readonly name?: string | undefined;
  readonly tone: Tone;
  readonly points: readonly Point[];
  /** A line when absent. Dots are for what was measured elsewhere: they stay seen on a line that runs through them. */
  readonly form?: "line" | "thin line" | "dots";
  /** Or all that is between two curves: these, and `points`. */
  readonly downTo?: readonly Point[];
}

const bottom = 40;
const right = 14;
/** @example document.body.innerHTML = String(lineChart({ label, x: { name: "epoch" }, y: { name: "cost" }, curves })) */
export function lineChart({ label, x, y, curves, mark, width = 460, height = 280, points = 500 }: LineChart): Markup {
  const drawn = curves.map((curve) => ({
    ...curve,
    points: thinned(curve.points, points),
    ...(curve.downTo === undefined ? {} : { downTo: thinned(curve.downTo, points) }),
  }));
  const all = drawn.flatMap(({ points, downTo = [] }) => [...points, ...downTo]).filter(isFinitePoint);
  const legend = legendOf(legendEntries(curves), { left: 4, top: 20, width: width - 8 });
  const top = 26 + legend.height;
  const values = all.map((point) => point[1]);
  const up = scaled(y, { values, places: [height - bottom, top], ticks: 5, round: true });
  const left = 14 + Math.max(12, ...(up?.ticks ?? []).map(({ text }) => textWidth(text)));
  const along = scaled(x, { values: all.map((point) => point[0]), places: [left, width - right], ticks: 6 });
  const frame = { left, top, right: width - right, bottom: height - bottom };
  const inside =
    along === undefined || up === undefined
      ? markup`<text x="${width / 2}" y="${height / 2}" text-anchor="middle">nothing that can be drawn</text>`
      : markup`${axes(along, up, frame)}${drawn.map((curve) => drawCurve(curve, along, up))}${
          mark && isFinitePoint(mark.at) && drawMark(mark, along, up, frame)
        }`;
  return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${inside}${
    legend.drawn
  }<text class="name" x="4" y="13">${y.name}</text><text class="name" x="${(left + width - right) / 2}" y="${
    height - 5
  }" text-anchor="middle">${x.name}</text></svg>`;
}

interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function axes(along: Scaled, up: Scaled, { left, top, right: end, bottom: floor }: Frame): Markup {
  const grid = [
    ...up.ticks.map(({ place }) => `M${left},${short(place)}H${end}`),
    ...along.ticks.map(({ place }) => `M${short(place)},${floor}v4`),
  ].join("");
  return markup`<path class="grid" d="${grid}M${left},${top}V${floor}H${end}"/><g text-anchor="end">${up.ticks.map(
    ({ place, text }) => markup`<text x="${left - 6}" y="${short(place + 4)}">${text}</text>`,
  )}</g><g text-anchor="middle">${along.ticks.map(
    ({ place, text }) => markup`<text x="${short(place)}" y="${floor + 18}">${text}</text>`,
  )}</g>`;
}

function drawCurve({ points, tone, form = "line", downTo }: Curve, along: Scaled, up: Scaled): Markup {
  // On a logarithmic axis 0 has no place.
  const isPlaced = ([x, y]: Point) => Number.isFinite(along.at(x)) && Number.isFinite(up.at(y));
  if (downTo !== undefined) {
    const lower = new Map(downTo);
    const both = points.filter(([x, y]) => isPlaced([x, y]) && isPlaced([x, lower.get(x) ?? Number.NaN]));
    const path = area<Point>(
      ([x]) => along.at(x),
      ([x]) => up.at(lower.get(x)!),
      ([, y]) => up.at(y),
    ).digits(1)(both);
    return markup`<path class="band tone-${tone}" d="${path ?? ""}"/>`;
  }
  // One point alone is no line.
  if (form === "dots" || points.filter(isPlaced).length === 1) {
    const dots = points.filter(isPlaced).map(([x, y]) => `M${short(along.at(x))},${short(up.at(y))}h0`);
    return markup`<path class="dots tone-${tone}" d="${dots.join("")}"/>`;
  }
  const path = pathOf(points, along.at, up.at, 1);
  return markup`<path class="${form === "line" ? "line" : "thin"} tone-${tone}" d="${path}"/>`;
}

/** A line down to the axis, a ring, and the words where the curves are far. */
function drawMark({ at: [x, y], text }: NonNullable<LineChart["mark"]>, along: Scaled, up: Scaled, frame: Frame) {
  const [px, py] = [along.at(x), up.at(y)];
  const isHigh = py < (frame.top + frame.bottom) / 2;
  const toLeft = px + 8 + textWidth(text) > frame.right;
  const where = { x: short(px + (toLeft ? -7 : 7)), y: isHigh ? frame.bottom - 9 : frame.top + 13 };
  return markup`<g class="mark"><path d="M${short(px)},${frame.top}V${frame.bottom}"/><circle cx="${short(px)}" cy="${short(
    py,
  )}" r="5"/><text x="${where.x}" y="${where.y}"${toLeft && markup` text-anchor="end"`}>${text}</text></g>`;
}

function legendEntries(curves: readonly Curve[]): readonly LegendEntry[] {
  return curves.flatMap(({ name, tone, form = "line", downTo }) => {
    if (name === undefined) return [];
    const shape =
      downTo !== undefined
        ? markup`<path class="band tone-${tone}" d="M0,-6H${sampleWidth}V6H0Z"/>`
        : form === "dots"
          ? markup`<path class="dots tone-${tone}" d="M4,0h0M${sampleWidth / 2},0h0M${sampleWidth - 4},0h0"/>`
          : markup`<path class="${form === "line" ? "line" : "thin"} tone-${tone}" d="M0,0H${sampleWidth}"/>`;
    return [{ name, sample: shape }];
  });
}

/** To a tenth of a pixel: more is not seen, and makes pages large. */
function short(value: number): number {
  return Math.round(value * 10) / 10;
}
