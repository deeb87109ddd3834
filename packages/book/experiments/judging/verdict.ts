/**
 * Whether our runs bear out the book:
 * - "agrees": what is compared agrees, by the figure's own judge;
 * - "ours is higher", "ours is lower": seeds (or the range, or the factor) do not explain the difference;
 * - "differs": the same of what has no direction: a curve, an ordering, a shape;
 * - "not judged": the book gives nothing to compare, or there are too few runs, or other runs than the book's.
 */
export type Verdict = "agrees" | "ours is higher" | "ours is lower" | "differs" | "not judged";

export interface Judgement {
  readonly verdict: Verdict;
  /** The reason, as a sentence. */
  readonly explanation: string;
}

/** The one that stands for several: a difference before agreement, agreement before silence. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  const differing = verdicts.find((verdict) => verdict !== "agrees" && verdict !== "not judged");
  return differing ?? (verdicts.includes("agrees") ? "agrees" : "not judged");
}

export function unjudged(explanation: string): Judgement {
  return { verdict: "not judged", explanation };
}
