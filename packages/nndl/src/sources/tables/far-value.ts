/** A number that is probably none, as −999 where nothing was measured. */
import type { Remark } from "../../remarks.ts";
import type { RawNumbers } from "./raw-table.ts";

/** So many times the span of all others is one value away from them. */
const far = 3;
/** Of fewer rows nobody can say what is usual. */
const enoughRows = 10;

/** Remarks on the smallest or largest number of a column, where it stands far from all others. */
export function farValue(
  file: string,
  { name, stored, divisor }: RawNumbers,
  rows: ArrayLike<number>,
): readonly Remark[] {
  if (rows.length < enoughRows) return [];
  let [least, low, high, most] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < rows.length; i++) {
    const value = stored[rows[i]!]!;
    if (value < least) [least, low] = [value, least];
    else if (value > least && value < low) low = value;
    if (value > most) [most, high] = [value, most];
    else if (value < most && value > high) high = value;
  }
  // Of two different values, neither is the usual one.
  const isFar = (value: number, next: number, others: number) =>
    others > 0 && Math.abs(value - next) > far * others ? value : undefined;
  const found = isFar(least, low, most - low) ?? isFar(most, high, high - least);
  if (found === undefined) return [];
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (stored[rows[i]!] === found) count++;
  const [from, to] = found === least ? [low, most] : [least, high];
  return [
    {
      code: "table.far",
      what: `${file}: the column ${JSON.stringify(name)} has ${found / divisor} in ${count} of ${rows.length} rows, far from all others, which are from ${from / divisor} to ${to / divisor}; it is taken for a number, as they are.`,
      next: "Where it stands for something that is not known, leave these rows out, or put a usual value there.",
    },
  ];
}
