/** Words that are probably meant to be one. */
import type { Remark } from "../../remarks.ts";

/** Remarks on words of a column that differ in capitals only, as "Oak" and "oak". */
export function similarWords(file: string, column: string, words: readonly string[]): readonly Remark[] {
  const alike = new Map<string, string[]>();
  for (const word of words) {
    const key = word.normalize("NFC").toLowerCase();
    alike.set(key, [...(alike.get(key) ?? []), word]);
  }
  const groups = [...alike.values()].filter(({ length }) => length > 1);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, 3).map((group) => group.map((word) => JSON.stringify(word)).join(" and "));
  return [
    {
      code: "table.similar",
      what: `${file}: the column ${JSON.stringify(column)} has words that differ in capitals only, and are taken for different ones: ${shown.join(", ")}${groups.length > shown.length ? ", …" : ""}.`,
      next: "Write them alike where they mean the same.",
    },
  ];
}
