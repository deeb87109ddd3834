/** How many different words a column may have. */
import { NndlError } from "../../errors.ts";

/** More are no kinds of something. */
const mostWords = 1000;
/** As few are kinds of something in any table. */
export const fewWords = 20;

/**
 * Refuses a column whose words are nearly all different: an input for each would be learned by heart, and say nothing of
 * other rows.
 *
 * @param isAlone whether the table has no other column: then its cells are probably separated by something else
 * @throws NndlError "table.words"
 */
export function checkWords(
  file: string,
  column: string,
  words: number,
  rows: number,
  example: string,
  isAlone = false,
): void {
  if (words <= fewWords || (words <= mostWords && words * 2 <= rows)) return;
  throw new NndlError("table.words", {
    received: `${words} different words in ${rows} rows, such as ${JSON.stringify(example.slice(0, 40))}`,
    expected: `${file}: the column ${JSON.stringify(column)} must have numbers, or words that come again and again`,
    next: isAlone
      ? "Separate the cells by commas, semicolons, tabs or bars: this is read as a table of one column."
      : `Leave the column out (without ${JSON.stringify(column)}), or turn it into numbers.`,
  });
}
