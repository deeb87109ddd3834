import type { Dataset } from "../data/index.ts";
import type { Remark } from "../remarks.ts";

/** A remark on labels that begin at 1, with an example of every class but 0: they were mostly counted so. */
export function countedFromOne({ targets, preparation }: Dataset): readonly Remark[] {
  const isNamed = preparation?.targets?.kind === "classes";
  if (targets.kind === "values" || targets.classes < 3 || isNamed) return [];
  const has = new Uint8Array(targets.classes);
  for (let i = 0; i < targets.labels.length; i++) has[targets.labels[i]!] = 1;
  if (has[0] === 1 || !has.every((there, label) => there === 1 || label === 0)) return [];
  return [
    {
      code: "data.from-one",
      what: `Labels begin at 1: of the ${targets.classes} outputs, the one for class 0 has no use.`,
      next: "Take 1 off each label; or name the data set where it is EMNIST's letters: emnist-letters:FOLDER.",
    },
  ];
}
