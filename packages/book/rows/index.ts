/**
 * The book's rows: every concept, experiment, widget and exercise of it, by an id and a line of our own. A figure, an
 * experiment, a program or an exercise names those that it realizes; an id that is not here is refused by the type check.
 *
 *     rows["A1.4"];                      // { id: "A1.4", kind: "concept", chapter: 1, text: "the perceptron that …", asks: [] }
 *     isRow("X9.9");                     // false
 *
 * The appendix of the book has no row: it has neither equations nor programs nor exercises.
 */
import { asked, type Work } from "./asked.ts";
import { chapter1 } from "./chapter-1.ts";
import { chapter2 } from "./chapter-2.ts";
import { chapter3 } from "./chapter-3.ts";
import { chapter4 } from "./chapter-4.ts";
import { chapter5 } from "./chapter-5.ts";
import { chapter6 } from "./chapter-6.ts";
import { kinds, type RowKind } from "./row.ts";

export type { Work } from "./asked.ts";
export type { RowKind } from "./row.ts";

const texts = { ...chapter1, ...chapter2, ...chapter3, ...chapter4, ...chapter5, ...chapter6 };

/** "A1.4": the letter is its kind, the first number its chapter. */
export type RowId = keyof typeof texts;

export interface Row {
  readonly id: RowId;
  readonly kind: RowKind;
  readonly chapter: number;
  /** What it is, in a line of our own. */
  readonly text: string;
  /** What an exercise asks for beyond an argument; nothing, of most and of whatever is no exercise. */
  readonly asks: readonly Work[];
}

const entries = Object.entries(texts) as [RowId, string][];

/** Every row by its id; chapter by chapter, and in each concepts, experiments, widgets and exercises. */
export const rows = Object.fromEntries(
  entries.map(([id, text]): [RowId, Row] => {
    const kind = kinds[id[0] as keyof typeof kinds];
    const asks = asked[id as keyof typeof asked] ?? [];
    return [id, { id, kind, chapter: Number(id[1]), text, asks }];
  }),
) as Readonly<Record<RowId, Row>>;

/** Whether that is the id of a row. */
export function isRow(id: string): id is RowId {
  return Object.hasOwn(rows, id);
}
