/** What an experiment yields: named figures, each with the book's own beside it and the way in which the two are compared. */

/** One point of a series: where, and how much. */
export type Point = readonly [x: number, y: number];

/** What a run measured for one figure: a number, a series, or (of a claim) nothing of its own. */
export type Value = number | readonly Point[];

/** What a run measured, by the names of its figures; claims are read from them. Plain JSON. */
export type Measured = Readonly<Record<string, Value>>;

export type Figure = NumberFigure | SeriesFigure | Claim;

interface FigureBase {
  /** What it is, in a few words: "test accuracy". Of a claim, the sentence that holds or does not. */
  readonly title: string;
  /** The same of the quick form, where that measures something else: after fewer steps, on shorter sequences. */
  readonly quickTitle?: string;
  /** Whether it depends on the machine, as a time does: it is then left out where a run is compared with a stored one. */
  readonly machine?: boolean;
}

export interface NumberFigure extends FigureBase {
  readonly kind: "number";
  /** "%" for percent, "s" for seconds, "×" for ratios, "" for pure numbers, else a word: "images". */
  readonly unit: string;
  /** Digits behind the point where it is shown; two when absent. */
  readonly digits?: number;
  /** The book's number; absent where it has none. */
  readonly book?: number;
  /** What the book says of it in our words, where that is more than the number. */
  readonly text?: string;
  /** How ours and the book's are compared; without it they stand side by side. */
  readonly judge?: NumberJudge;
}

export type NumberJudge =
  /** The book's is one more run, with a seed that nobody knows: it agrees within the 95 % prediction interval of our runs. */
  | { readonly by: "seeds" }
  /**
   * The book's is the best of so many runs, and so are ours: each so many seeds in a row give one best. What is best is said by
   * another figure of the same runs, or by this one.
   */
  | { readonly by: "best of"; readonly runs: number; readonly chosenBy?: string }
  /** No chance is involved, or the book's method is ours to the last step: the numbers must be equal. */
  | { readonly by: "equality" }
  /** The book gives a range, or words that mean one: "above 98.5 %". */
  | { readonly by: "range"; readonly from?: number; readonly to?: number }
  /** The book's is right to a factor: "roughly 100 times slower". */
  | { readonly by: "ratio"; readonly within: number };

export interface SeriesFigure extends FigureBase {
  readonly kind: "series";
  /** What the axes are, with their units: "epoch", "cost on the test images". */
  readonly x: string;
  readonly y: string;
  /** Axes that are logarithmic. */
  readonly log?: "x" | "y" | "both";
  /** The book's own points, as far as it or its published data give them. */
  readonly book?: readonly Point[];
  readonly judge?: SeriesJudge;
}

export type SeriesJudge =
  /** Each of the book's points is one more run: it agrees where nine of ten lie in the 95 % prediction interval of our runs. */
  | { readonly by: "seeds" }
  /** Each of the book's points agrees to a factor with the median of ours, nine of ten of them. */
  | { readonly by: "ratio"; readonly within: number };

/** An ordering, a shape or another claim of the book that a run can bear out: "the test cost falls until about epoch 15". */
export interface Claim extends FigureBase {
  readonly kind: "claim";
  /** Whether it holds in a run, read from what that run measured. */
  readonly holds: (measured: Measured) => boolean;
  /** It is about the experiment in its full length, and says nothing of its quick form. */
  readonly onlyInFull?: boolean;
}

/** What a figure is in runs of a form. */
export function titleIn({ title, quickTitle }: Figure, form: "full" | "quick" | "look"): string {
  return form === "quick" ? (quickTitle ?? title) : title;
}

/** The number of a name. @throws TypeError where a program measured something else: its own mistake */
export function numberOf(measured: Measured, name: string): number {
  const value = measured[name];
  if (typeof value !== "number") throw new TypeError(`the figure ${name} is no number`);
  return value;
}

/** The series of a name. @throws TypeError where a program measured something else: its own mistake */
export function seriesOf(measured: Measured, name: string): readonly Point[] {
  const value = measured[name];
  if (!Array.isArray(value)) throw new TypeError(`the figure ${name} is no series`);
  return value as readonly Point[];
}

/** "95.42 %", "9,435 images", "3.1 ×"; bare, without its unit. */
export function withUnit(
  { unit, digits = 2 }: Pick<NumberFigure, "unit" | "digits">,
  value: number,
  bare?: "bare",
): string {
  if (!Number.isFinite(value)) return "–";
  const isSmall = value !== 0 && digits > 0 && Math.abs(value) < 10 ** (1 - digits);
  const text = isSmall
    ? value.toPrecision(2)
    : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return bare === "bare" || unit === "" ? text : `${text} ${text === "1" ? one(unit) : unit}`;
}

/** Units are written for several: "steps", and "1 step". */
function one(unit: string): string {
  return unit.replace(/(ss)es$|(\w)s$/, "$1$2");
}
