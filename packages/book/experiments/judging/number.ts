import { type NumberFigure, withUnit } from "../figure.ts";
import { type Interval, middle, predictionInterval } from "./interval.ts";
import { type Judgement, unjudged, type Verdict } from "./verdict.ts";

/** Fewer runs than this have no spread worth the name. */
const fewest = 3;

/** Percentage points beyond which an interval says nothing. */
const widest = 10;

/** Percentages are multiples of 0.01, which binary fractions miss by a little. */
const rounding = 1e-9;

/** Compares a number of the book with ours, one for each seed, as the figure says. */
export function judgeNumber(
  figure: NumberFigure,
  values: readonly number[],
  others: (name: string) => readonly number[] = () => values,
): Judgement {
  const { judge, book } = figure;
  if (values.some((value) => !Number.isFinite(value))) return unjudged("A run did not come to a number.");
  if (judge?.by === "range") return inRange(figure, judge, middle(values));
  if (book === undefined) return unjudged("The book gives no figure.");
  switch (judge?.by) {
    case undefined:
      return unjudged("It stands beside the book's, and is not judged.");
    case "equality":
      return equal(figure, book, values);
    case "ratio":
      return toAFactor(figure, book, values, judge.within);
    case "seeds":
      return bySeeds(figure, book, values, "what seeds explain");
    case "best of":
      return byBests(
        figure,
        book,
        values,
        judge.runs,
        judge.chosenBy === undefined ? undefined : others(judge.chosenBy),
      );
  }
}

/** The best of each so many runs in a row, as `by` says which is; a rest that is not as many is left out. */
export function bestsOf(values: readonly number[], runs: number, by: readonly number[] = values): number[] {
  return Array.from({ length: Math.floor(values.length / runs) }, (_, i) => {
    const chosen = by.slice(i * runs, (i + 1) * runs);
    return values[i * runs + chosen.indexOf(Math.max(...chosen))];
  });
}

function byBests(
  figure: NumberFigure,
  book: number,
  values: readonly number[],
  runs: number,
  by: readonly number[] | undefined,
): Judgement {
  const bests = bestsOf(values, runs, by);
  if (bests.length >= fewest) return bySeeds(figure, book, bests, `what the best of ${runs} runs can be`);
  // Another figure than this chooses, which favours this one by little.
  if (by !== undefined) return bySeeds(figure, book, values, "what seeds explain (of one run: ours are few)");
  return unjudged(`The book's is the best of ${runs} runs: it takes at least ${fewest * runs} seeds to judge.`);
}

function bySeeds(figure: NumberFigure, book: number, values: readonly number[], what: string): Judgement {
  if (values.length < fewest) return unjudged(`It takes at least ${fewest} seeds to judge.`);
  const interval = figure.unit === "%" ? clip(predictionInterval(values)) : predictionInterval(values);
  const range = `${what}, ${withUnit(figure, interval.lowest, "bare")} to ${withUnit(figure, interval.highest)}`;
  // Whatever the book had would agree.
  if (figure.unit === "%" && interval.highest - interval.lowest > widest)
    return unjudged(
      `Seeds explain too much to tell: ${withUnit(figure, interval.lowest, "bare")} to ${withUnit(figure, interval.highest)}.`,
    );
  const verdict = place(book, interval);
  const where = { agrees: "within", "ours is higher": "below", "ours is lower": "above" }[verdict];
  return { verdict, explanation: `The book's ${withUnit(figure, book)} is ${where} ${range}.` };
}

/** Where the book's number is, seen from ours. */
function place(book: number, { lowest, highest }: Interval): "agrees" | "ours is higher" | "ours is lower" {
  if (book < lowest - rounding) return "ours is higher";
  return book > highest + rounding ? "ours is lower" : "agrees";
}

function equal(figure: NumberFigure, book: number, values: readonly number[]): Judgement {
  const verdict = place(book, { lowest: Math.min(...values), highest: Math.max(...values) });
  const ours = withUnit(figure, middle(values));
  if (verdict === "agrees") return { verdict, explanation: `It is the book's ${withUnit(figure, book)} exactly.` };
  return { verdict, explanation: `It should be the book's ${withUnit(figure, book)} exactly, and is ${ours}.` };
}

function toAFactor(figure: NumberFigure, book: number, values: readonly number[], within: number): Judgement {
  const ratio = middle(values) / book;
  const verdict: Verdict =
    ratio > within * (1 + rounding)
      ? "ours is higher"
      : ratio * within * (1 + rounding) < 1
        ? "ours is lower"
        : "agrees";
  return {
    verdict,
    explanation: `Our median is ${ratio.toPrecision(3)} times the book's ${withUnit(figure, book)}; up to a factor of ${within} agrees.`,
  };
}

function inRange(
  figure: NumberFigure,
  { from, to }: { readonly from?: number; readonly to?: number },
  ours: number,
): Judgement {
  const words = [
    ...(from === undefined ? [] : [`at least ${withUnit(figure, from)}`]),
    ...(to === undefined ? [] : [`at most ${withUnit(figure, to)}`]),
  ].join(" and ");
  const verdict: Verdict =
    ours < (from ?? -Infinity) - rounding
      ? "ours is lower"
      : ours > (to ?? Infinity) + rounding
        ? "ours is higher"
        : "agrees";
  return { verdict, explanation: `Our median is ${withUnit(figure, ours)}; ${words} agrees.` };
}

function clip({ lowest, highest }: Interval): Interval {
  return { lowest: Math.max(0, lowest), highest: Math.min(100, highest) };
}
