/** Columns of words that are probably no inputs: the part a row belongs to, and the target said again. */
import type { Remark } from "../../remarks.ts";
import type { RawColumn, RawWords } from "./raw-table.ts";

/** What the parts of a data set are called. */
const partName = /^(train(ing)?|test(ing)?|val(id(ation)?)?|dev|eval(uation)?|holdout)$/i;
/** Of fewer rows, two columns may say the same by chance. */
const enoughRows = 20;

/** Remarks on inputs that tell what they should not. */
export function telltaleRemarks(
  file: string,
  inputs: readonly RawColumn[],
  targets: readonly RawColumn[],
): readonly Remark[] {
  const [target] = targets;
  return inputs.flatMap((column): Remark[] => {
    if (column.kind !== "words" || column.words.length < 2) return [];
    const name = JSON.stringify(column.name);
    const without = `Leave it out (without ${name})`;
    if (column.words.every((word) => partName.test(word)))
      return [
        {
          code: "table.parts",
          what: `${file}: the column ${name} says to which part a row belongs, and was taken for an input; the parts are not divided by it.`,
          next: `${without}, and give each part a table of its own in one folder: train.csv, test.csv.`,
        },
      ];
    if (target?.kind !== "words" || !saySame(column, target)) return [];
    return [
      {
        code: "table.telltale",
        what: `${file}: the column ${name} tells the target ${JSON.stringify(target.name)} in every row: there is nothing else to learn.`,
        next: `${without} where it would not be known of new rows.`,
      },
    ];
  });
}

/** Whether each word of one column stands beside one word of the other, and the other way round. */
function saySame(one: RawWords, other: RawWords): boolean {
  const rows = one.codes.length;
  if (rows < enoughRows || one.words.length !== other.words.length) return false;
  const beside = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const [a, b] = [one.codes[row]!, other.codes[row]!];
    const known = beside.get(a);
    if (known === undefined) beside.set(a, b);
    else if (known !== b) return false;
  }
  return new Set(beside.values()).size === beside.size;
}
