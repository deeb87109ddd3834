/** A term's meaning and the place that explains it, for a page that has none of the chapters: fetched with the first question. */
import { type ExplainedAt, explainedAt } from "./explained-at.ts";
import { termOf } from "./terms.ts";

/** The chapters that the lab has, told by a small file that each has: their texts are in no script. */
const rows = import.meta.glob("../chapters/*/rows.ts");
const ours = [...new Set(Object.keys(rows).map((path) => Number(path.split("/")[2])))].map((number) => ({
  number,
  sections: [],
}));

/** @throws Error for an id that no term has */
export function explain(id: string): { readonly meaning: string; readonly where: ExplainedAt | undefined } {
  const term = termOf(id);
  return { meaning: term.meaning, where: explainedAt(term, ours) };
}
