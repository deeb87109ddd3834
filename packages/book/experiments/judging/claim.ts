import type { Claim, Measured } from "../figure.ts";
import type { Judgement } from "./verdict.ts";

/** Whether a claim of the book holds in our runs: in most of them, and it is said in how many. */
export function judgeClaim({ holds }: Claim, runs: readonly Measured[]): Judgement {
  const holding = runs.filter(holds).length;
  return {
    verdict: 2 * holding > runs.length ? "agrees" : "differs",
    explanation:
      runs.length === 1
        ? holding === 1
          ? "It holds."
          : "It does not hold."
        : `It holds for ${holding} of ${runs.length} seeds.`,
  };
}
