/**
 * The words of the trade that the chapters, the figures and the studio use, each with what it means: what the glossary
 * is made of, what search finds, and what a test asks to be explained before it is used.
 *
 *     terms[0];                 // { id: "accuracy", name: "accuracy", meaning: "The share …", where: { … } }
 *     termOf("epoch").meaning;  // "One pass through all training examples, …"
 */
import { backpropagation } from "./backpropagation.ts";
import { data } from "./data.ts";
import { functions } from "./functions.ts";
import { layers } from "./layers.ts";
import { learning } from "./learning.ts";
import { neurons } from "./neurons.ts";
import { symbols } from "./symbols.ts";
import type { Term } from "./term.ts";
import { universality } from "./universality.ts";

export type { Place, Term } from "./term.ts";

/** All of them, by the alphabet. */
export const terms: readonly Term[] = [
  neurons,
  learning,
  backpropagation,
  data,
  functions,
  layers,
  universality,
  symbols,
]
  .flat()
  .sort((a, b) => a.name.localeCompare(b.name, "en"));

const byId = new Map(terms.map((term) => [term.id, term]));

/**
 * @throws Error for an id that no term has
 */
export function termOf(id: string): Term {
  const term = byId.get(id);
  if (term === undefined)
    throw new Error(`no term has the id "${id}"; packages/lab/src/terms has those that there are`);
  return term;
}
