/** Two ways to make one answer of several: the book's vote, and the mean of the outputs. */
import { counted, NndlError } from "../errors.ts";

/** The place of the largest number; of equals, the first. */
export function firstLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/**
 * The class that most members predict. Of classes with equally many votes it is the one that is met first, going through
 * the members in order: what Python's `Counter(predictions).most_common(1)` gives.
 *
 * @param predictions each member's class, at least one
 * @throws NndlError "ensemble.members" for no prediction
 * @example majorityVote([4, 9, 9, 4, 7]); // 4
 * @see chapter 6, "an ensemble of networks"; "hard voting" elsewhere
 */
export function majorityVote(predictions: ArrayLike<number>): number {
  if (predictions.length === 0) throw noMembers();
  // A Map keeps the order in which classes were met.
  const votes = new Map<number, number>();
  for (let i = 0; i < predictions.length; i++) votes.set(predictions[i]!, (votes.get(predictions[i]!) ?? 0) + 1);
  let winner = predictions[0]!;
  for (const [candidate, count] of votes) if (count > votes.get(winner)!) winner = candidate;
  return winner;
}

/**
 * The mean of the members' outputs, number by number: ā = (1/k) Σ aᵢ, added up in the order of the members. After softmax
 * layers it is a distribution again, and its largest entry is the class that the members together hold most probable.
 *
 * @param outputs each member's outputs, all of one length
 * @throws NndlError "ensemble.members" for no member, or outputs of different lengths
 * @example averageOutputs([Float32Array.of(1, 0), Float32Array.of(0.5, 0.5)]); // Float32Array [0.75, 0.25]
 * @see "soft voting" elsewhere
 */
export function averageOutputs(outputs: readonly Float32Array[]): Float32Array {
  if (outputs.length === 0) throw noMembers();
  const [first] = outputs as readonly [Float32Array];
  const other = outputs.find(({ length }) => length !== first.length);
  if (other !== undefined)
    throw new NndlError("ensemble.members", {
      received: `${first.length} and ${counted(other.length, "output")}`,
      expected: "the members of an ensemble must answer the same question, with the same number of outputs",
      next: "Combine networks for the same data.",
    });
  return Float32Array.from(first, (_, i) => outputs.reduce((sum, values) => sum + values[i]!, 0) / outputs.length);
}

function noMembers(): NndlError {
  return new NndlError("ensemble.members", {
    problem: "the ensemble has no members",
    next: "Give it some networks, for example five, as in the book.",
  });
}
