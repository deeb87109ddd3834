/** Ways to read digits, with how many of MNIST's 10,000 test images they get right. */
import { count } from "@nndl/words/numbers";
import { withUnits } from "../../../pages/with-units.ts";

/** A method, with the book's figure and, where the same was run here, ours. */
export interface Method {
  readonly name: string;
  /** Percent of the test images; the ends where the book gives a range, and no end where it says "more than". */
  readonly book?: readonly [from: number, to: number];
  readonly bookSays?: string;
  /** Where the book has it from, when it isn't the book's own. */
  readonly source?: string;
  /** Our runs' percentages, one a seed. */
  readonly ours: readonly number[];
  /** The experiment that repeats it, or of the record comes as near as it can. */
  readonly experiment?: string;
  /** Whether a run of it that stands alone is one of many that might have been. */
  readonly chance?: boolean;
}

interface InBook extends Omit<Method, "ours"> {
  readonly name: string;
}

/** What the book tells (chapter 1, "A simple network to classify handwritten digits"), from the weakest to the strongest. */
const inBook: readonly InBook[] = [
  { name: "Guessing", book: [10, 10], bookSays: "about 10 %" },
  { name: "Average darkness", book: [22.25, 22.25], bookSays: "22.25 %", experiment: "ch1/average-darkness" },
  { name: "Other simple ideas", book: [20, 50], bookSays: "20 to 50 %" },
  { name: "No hidden layer, 784-10", experiment: "ch1/no-hidden-layer" },
  {
    name: "Support vector machine, as it comes",
    book: [94.35, 94.35],
    bookSays: "94.35 %",
    experiment: "ch1/support-vector-machine",
  },
  { name: "Network 784-30-10", book: [95.42, 95.42], bookSays: "95.42 %", experiment: "ch1/first-network" },
  { name: "Network 784-100-10", book: [96.59, 96.59], bookSays: "96.59 %", experiment: "ch1/wider" },
  {
    name: "Support vector machine, tuned",
    book: [98.5, 98.5],
    bookSays: "above 98.5 %",
    source: "Andreas Mueller",
    experiment: "ch1/tuned-support-vector-machine",
  },
  {
    name: "The record of 2013",
    book: [99.79, 99.79],
    bookSays: "99.79 %",
    source: "Wan and others",
    experiment: "ch6/record",
    chance: true,
  },
];

/** What is stored of a run, as far as it counts here. */
export interface StoredRun {
  readonly name: string;
  readonly measured: Readonly<Record<string, unknown>>;
}

/** The methods, with ours from the stored results. */
export function methods(results: readonly StoredRun[]): Method[] {
  return inBook.map((method) => ({
    ...method,
    ours: results.flatMap(({ name, measured: { accuracy } }) =>
      name === method.experiment && typeof accuracy === "number" ? [accuracy] : [],
    ),
  }));
}

/** Where a percentage stands on a scale from 0 to 1. Stretched, every tenth of the errors takes equally much room. */
export function placeOf(percent: number, stretched: boolean): number {
  if (!stretched) return percent / 100;
  // 0.1 % of errors is the end of the scale.
  return Math.min(1, -Math.log10(1 - percent / 100) / 3);
}

/** How many of the 10,000 images that leaves wrong. */
export function errors(percent: number): number {
  return Math.round((100 - percent) * 100);
}

/** What gets our results again; undefined where there are none. */
export function commandOf({ experiment, ours }: Method): string | undefined {
  if (experiment === undefined) return undefined;
  return `npx nndl reproduce ${experiment}${ours.length > 1 ? ` --seeds ${ours.length}` : ""}`;
}

/** More of them nobody reads one by one. */
const mostWritten = 5;

/** The best first; of many the best, the one in the middle and the worst. */
function inOrder(percents: readonly number[], shown: (percent: number) => string): string {
  const all = percents.toSorted((a, b) => b - a);
  if (all.length <= mostWritten) return all.map(shown).join(", ");
  return `${shown(all[0]!)} at best, ${shown(all.at(-1)!)} at worst, and half of them above ${shown(all[Math.floor(all.length / 2)]!)},`;
}

/** All that is known of a method, in a sentence. */
export function sentenceOf({ name, book, bookSays, source, ours, chance = false }: Method): string {
  const where = source === undefined ? " in the book" : ` (${source}, cited in the book)`;
  const shown = (percent: number) => `${percent.toFixed(2)} %`;
  const missed = (percent: number) => count(errors(percent));
  const about = bookSays?.startsWith("above") ? "fewer than" : bookSays?.startsWith("about") ? "about" : "";
  const inBook =
    book === undefined
      ? "the book gives no figure"
      : book[0] === book[1]
        ? `${bookSays}${where}, ${about} ${missed(book[0])} errors in 10,000`.replace("  ", " ")
        : `${bookSays}${where}, ${missed(book[1])} to ${missed(book[0])} errors in 10,000`;
  const here =
    ours.length === 0
      ? "not run here"
      : ours.length === 1
        ? `here ${shown(ours[0]!)}, ${chance ? "in a single run" : "no chance being involved"}`
        : `here ${inOrder(ours, shown)} with ${ours.length} seeds, each at its best epoch`;
  return withUnits(`${name}: ${inBook}; ${here}.`);
}
