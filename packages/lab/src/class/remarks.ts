/** What the class's table says of a row, in words. */
import { count } from "@nndl/words/numbers";
import { keyOf, type Outcome, type Row } from "./gather.ts";

export const share = (correct: number, of: number) => `${((100 * correct) / of).toFixed(2)} %`;

export interface Remark {
  readonly text: string;
  /** Something is right, or wrong; else it is only said. */
  readonly kind?: "good" | "bad";
}

const lines = (numbers: readonly number[]) => `line${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}`;

export function remarksOn(row: Row, outcomes: ReadonlyMap<string, Outcome>): readonly Remark[] {
  const remarks: Remark[] = [];
  const { verdict, agrees, contradicts } = row;
  const outcome = outcomes.get(keyOf(row));
  if (verdict === "right") remarks.push({ text: `✓ what seed ${row.seed} gives`, kind: "good" });
  else if (verdict !== undefined && outcome !== undefined) {
    const { correct, of, sha256 } = outcome;
    const not = {
      "another count": "the count is",
      "another hash": "the hash is",
      "another count and hash": "both are",
    };
    remarks.push({
      text: `✗ not what seed ${row.seed} gives: ${not[verdict]} another; it gives ${correct} of ${of}, ${sha256.slice(0, 8)}`,
      kind: "bad",
    });
  }
  if (agrees.length > 0) remarks.push({ text: `agrees with ${lines(agrees)}` });
  if (contradicts.length > 0)
    remarks.push({
      text: `contradicts ${lines(contradicts)}`,
      ...(verdict === "right" ? {} : { kind: "bad" as const }),
    });
  if (!row.isOurs)
    remarks.push({ text: `another experiment: ${row.epochs} epochs of ${count(row.images)} images; not counted` });
  else if (!row.isDealt) remarks.push({ text: "a seed that was not dealt out" });
  return remarks;
}
