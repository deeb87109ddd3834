/** The book's curves and numbers, and ours over them. */

import type { StoredResult } from "@nndl/book";
import {
  type Experiment,
  middle,
  type NumberFigure,
  type Point,
  predictionInterval,
  type SeriesFigure,
  seriesOf,
  titleIn,
  withUnit,
} from "@nndl/book";
import { dotChart } from "@nndl/words/charts/dot-chart";
import { type Curve, lineChart } from "@nndl/words/charts/line-chart";
import { type Markup, markup } from "@nndl/words/markup";
import { plural, significant } from "@nndl/words/numbers";
import { chartFigure } from "./parts.ts";

/** Up to so many seeds have a line each. */
const mostLines = 8;

/** A chart for each figure that there is something to see of: numbers first, then curves, which are higher. @param points of a curve at most */
export function experimentCharts(
  { figures }: Experiment,
  results: readonly StoredResult[],
  points?: number,
): readonly Markup[] {
  const all = Object.entries(figures);
  return [
    ...all.flatMap(([key, figure]) => (figure.kind === "number" ? numberChart(figure, key, results) : [])),
    ...all.flatMap(([key, figure]) => (figure.kind === "series" ? seriesChart(figure, key, results, points) : [])),
  ];
}

function numberChart(figure: NumberFigure, key: string, results: readonly StoredResult[]): readonly Markup[] {
  const values = results.map(({ seed, measured }) => ({ name: `seed ${seed}`, value: measured[key] as number }));
  const numbers = values.map(({ value }) => value).filter(Number.isFinite);
  if (numbers.length < 2) return [];
  const text = (value: number) => withUnit(figure, value);
  const { book, judge } = figure;
  const interval =
    judge?.by === "seeds" && numbers.length > 2 ? clipped(figure, predictionInterval(numbers)) : undefined;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const label = [
    `${plural(numbers.length, "seed")}: from ${text(least)} to ${text(most)}, the median ${text(middle(numbers))}.`,
    ...(interval === undefined
      ? []
      : [`One more would be expected from ${text(interval.lowest)} to ${text(interval.highest)}.`]),
    ...(book === undefined ? [] : [`The book has ${text(book)}.`]),
  ].join(" ");
  const legend = [
    "each dot a seed, the stroke their median",
    ...(interval === undefined ? [] : ["shaded: where one more run of ours would be expected"]),
    ...(judge?.by === "best of" ? [`the book's is the best of ${judge.runs} runs`] : []),
  ].join("; ");
  return [
    chartFigure(
      markup`<b>${titleIn(figure, results[0].form)}</b>${figure.unit !== "" && `, ${figure.unit}`} (${legend})`,
      dotChart({
        label,
        values: values.map(({ name, value }) => ({ name: `${name}: ${text(value)}`, value })),
        middle: middle(numbers),
        interval,
        other: book === undefined ? undefined : { name: `the book ${text(book)}`, value: book },
      }),
    ),
  ];
}

function clipped({ unit }: NumberFigure, { lowest, highest }: { readonly lowest: number; readonly highest: number }) {
  return unit === "%" ? { lowest: Math.max(0, lowest), highest: Math.min(100, highest) } : { lowest, highest };
}

function seriesChart(
  figure: SeriesFigure,
  key: string,
  results: readonly StoredResult[],
  points: number | undefined,
): readonly Markup[] {
  const ours = results.map(({ measured }) => seriesOf(measured, key));
  if (ours.every((points) => points.length === 0)) return [];
  const { book = [], log, title, x, y } = figure;
  const all = [...ours.flat(), ...book];
  const middleLine = ours.length > 2 ? overSeeds(ours) : undefined;
  const curves: Curve[] = [
    ...ourCurves(ours, middleLine, log === "x" || log === "both"),
    ...(book.length === 0 ? [] : [{ name: "the book", tone: 2, points: book, form: "dots" } satisfies Curve]),
  ];
  const chart = lineChart({
    label: seriesSentence(figure, ours, middleLine),
    x: { name: x, log: log === "x" || log === "both", whole: all.every(([at]) => Number.isInteger(at)) },
    y: { name: y, log: log === "y" || log === "both" },
    curves,
    ...(points === undefined ? {} : { points }),
  });
  return [chartFigure(markup`<b>${title}</b>`, chart)];
}

interface OverSeeds {
  readonly least: readonly Point[];
  readonly median: readonly Point[];
  readonly most: readonly Point[];
}

/** Where all seeds have a value, the least, the median and the largest of them. */
export function overSeeds(runs: readonly (readonly Point[])[]): OverSeeds | undefined {
  const maps = runs.map((points) => new Map(points));
  const shared = runs[0].flatMap(([x]) => {
    const values = maps.map((map) => map.get(x)).filter((value) => value !== undefined);
    return values.length < runs.length ? [] : [{ x, values }];
  });
  if (shared.length === 0) return undefined;
  const line = (of: (values: readonly number[]) => number) => shared.map(({ x, values }): Point => [x, of(values)]);
  return {
    least: line((values) => Math.min(...values)),
    median: line(middle),
    most: line((values) => Math.max(...values)),
  };
}

function ourCurves(ours: readonly (readonly Point[])[], over: OverSeeds | undefined, isLog: boolean): readonly Curve[] {
  const isLine = ours.every((points) => goesOn(points, isLog));
  const several = plural(ours.length, "seed");
  if (!isLine) return ours.map((points, i) => ({ ...named(i, `ours, ${several}`), tone: 1, points, form: "dots" }));
  if (ours.length === 1) return [{ name: "ours", tone: 1, points: ours[0] }];
  if (over === undefined || ours.length <= mostLines) {
    const lines = ours.map(
      (points, i): Curve => ({ ...named(i, `ours, ${several}`), tone: 1, points, form: "thin line" }),
    );
    return over === undefined ? lines : [...lines, { name: "median", tone: 1, points: over.median }];
  }
  return [
    { name: `ours, ${several}`, tone: 1, points: over.most, downTo: over.least },
    { name: "median", tone: 1, points: over.median },
  ];
}

/** Steps that differ by more than this are no steps along a curve, but places: the numbers of images that are misread. */
const mostUneven = 50;

/** Whether points follow one another, so that a line between two says something. */
function goesOn(points: readonly Point[], isLog: boolean): boolean {
  const steps = points.slice(1).map(([x], i) => x - points[i][0]);
  if (steps.length === 0) return true;
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  return least > 0 && (isLog || most / least <= mostUneven);
}

function named(index: number, name: string): { readonly name?: string } {
  return index === 0 ? { name } : {};
}

function seriesSentence(
  { title, x, book }: SeriesFigure,
  ours: readonly (readonly Point[])[],
  over: OverSeeds | undefined,
): string {
  const line = over?.median ?? ours[0];
  const [first, last] = [line[0], line.at(-1)];
  const whose = over === undefined ? "ours" : `the median of ours, ${ours.length} seeds`;
  if (first === undefined || last === undefined) return title;
  const at = ([where, value]: Point) => `${shortNumber(value)} at ${x} ${shortNumber(where)}`;
  const theirs =
    book === undefined || book.length === 0
      ? "The book gives no points."
      : `The book: ${at(book[0])}, ${at(book[book.length - 1])}.`;
  return `${title}; ${whose}: ${at(first)}, ${at(last)}. ${theirs}`;
}

/** 9,201.5; 0.0812; 1.2e-9; "–" for what is no number */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const isUsual = Math.abs(value) >= 1e-4 && Math.abs(value) < 1e9;
  return isUsual || value === 0 ? value.toLocaleString("en", { maximumSignificantDigits: 5 }) : significant(value);
}
