/** One line for each epoch: a row of a table on a terminal, a sentence elsewhere. */

import { count, percent, plural, significant, speed } from "@nndl/words/numbers";
import type { Dataset, EpochEvent, Measurement } from "nndl";
import type { Style } from "../terminal/style.ts";
import { pad } from "../terminal/table.ts";

/** What a run's speed counts. */
export type Counted = "images" | "examples";

/** Examples with height and width are images. */
export function countedOf({ shape }: Pick<Dataset, "shape">): Counted {
  return shape.length === 3 ? "images" : "examples";
}

/** A column of the table. */
export interface Cell {
  readonly title: string;
  readonly width: number;
  /** What a narrow terminal can do without goes first: the largest. The first and the smallest always stay. */
  readonly spare?: number;
  readonly text: (event: EpochEvent) => string;
}

/** The rows of a terminal: the heading first, then an epoch in each; the best so far stand out. */
export class EpochTable {
  readonly #cells: readonly Cell[];
  readonly #style: Style;
  readonly #main: string | undefined;
  #best = Number.NEGATIVE_INFINITY;

  /**
   * @param main the set that tells which epochs are the best
   * @param columns how wide it may be
   * @param counted what its speed counts
   */
  constructor(
    cells: readonly Cell[],
    style: Style,
    main: string | undefined,
    columns = Number.POSITIVE_INFINITY,
    counted: Counted = "images",
  ) {
    this.#cells = fitting([epochCell, ...cells, speedCell(counted)], columns);
    this.#style = style;
    this.#main = main;
  }

  get heading(): string {
    return this.#style.dim(this.#line(this.#cells.map(({ title }) => title)));
  }

  row(event: EpochEvent): string {
    const line = this.#line(this.#cells.map(({ text }) => text(event)));
    const now = quality(event.evaluations[this.#main ?? ""]);
    if (!(now > this.#best)) return line;
    this.#best = now;
    return this.#style.green(line);
  }

  #line(texts: readonly string[]): string {
    return this.#cells.map((cell, i) => pad(texts[i], widthOf(cell), "right")).join("  ");
  }
}

function widthOf({ title, width }: Cell): number {
  return Math.max(width, title.length);
}

/** The columns without those that a narrow terminal can do without. */
function fitting(cells: readonly Cell[], columns: number): readonly Cell[] {
  const width = cells.reduce((sum, cell) => sum + widthOf(cell), 2 * (cells.length - 1));
  const most = cells.reduce((a, b) => ((b.spare ?? 0) > (a.spare ?? 0) ? b : a));
  if (width <= columns || (most.spare ?? 0) === 0) return cells;
  return fitting(
    cells.filter((cell) => cell !== most),
    columns,
  );
}

const epochCell: Cell = { title: "epoch", width: 6, text: (event) => String(event.index) };
const speedCell = (counted: Counted): Cell => ({
  ...{ title: `${counted}/s`, width: 9, spare: 3 },
  text: (event) => speed(event.examplesPerSecond),
});

/**
 * Accuracy under the set's own name, and the cost beside it.
 *
 * @param isInBits whether it is told in bits, as of a text
 * @param main the set that a narrow terminal shows when it can show one only
 */
export function measuredCells(
  sets: readonly string[],
  classes: boolean,
  main: string | undefined,
  isInBits = false,
): Cell[] {
  return sets.flatMap((set) => {
    const of = (event: EpochEvent) => event.evaluations[set];
    const spare = set === main ? 0 : 2;
    const accuracy = { title: set, width: 8, spare, text: (event: EpochEvent) => percent(of(event).accuracy ?? 0) };
    const title = isInBits ? "bits" : classes ? "cost" : `${set} cost`;
    const text = (event: EpochEvent) => significant(of(event).bits ?? of(event).cost);
    if (!classes) return [{ title, width: 7, spare, text }];
    // A cost says little without the accuracy before it.
    return [accuracy, { title, width: 7, spare: spare + 0.5, text }];
  });
}

/** More is better. */
export function quality(measurement: Measurement | undefined): number {
  return measurement === undefined ? Number.NaN : (measurement.accuracy ?? -measurement.cost);
}

/** "epoch 0: test 9,129 of 10,000 (91.29 %), cost 0.0812; 702,113 images/s" */
export function epochSentence(event: EpochEvent, counted: Counted = "images"): string {
  const sets = Object.entries(event.evaluations).map(
    ([set, measurement]) => `${set} ${describeMeasurement(measurement)}`,
  );
  const { descent } = event;
  const step =
    descent === undefined
      ? []
      : [`training cost ${significant(descent.cost)}, ${plural(descent.passes, "pass", "passes")}`];
  const clipped = event.clipped === undefined ? [] : [`${percent(event.clipped)} of the steps clipped`];
  return `epoch ${event.index}: ${[...sets, ...step, ...clipped, `${speed(event.examplesPerSecond)} ${counted}/s`].join("; ")}`;
}

/** "9,129 of 10,000 (91.29 %), cost 0.0812" */
export function describeMeasurement({ correct, count: all, accuracy, cost, bits }: Measurement): string {
  const share = correct === undefined ? "" : `${count(correct)} of ${count(all)} (${percent(accuracy ?? 0)}), `;
  return `${share}cost ${significant(cost)}${bits === undefined ? "" : `, ${significant(bits)} bits each`}`;
}
