import type { RowId } from "@nndl/book/rows";
import type { ToldInText } from "../told-in-text.ts";

/** What the text says, and experiments or programs compute: more than that would be a figure of a table. */
const inText = "the text derives it or says what came out, and an experiment or a program computes it";

const told = (why: string, ...rows: readonly RowId[]): ToldInText => Object.fromEntries(rows.map((row) => [row, why]));

export const toldInText: ToldInText = {
  ...told(inText, "A3.3", "A3.4", "A3.5", "A3.6", "A3.7", "A3.16", "A3.18", "A3.24"),
  ...told(inText, "E3.5", "E3.6", "E3.10", "E3.11", "E3.12", "E3.15", "E3.16", "E3.23", "E3.25", "E3.26", "E3.27"),
};
