import { exp, log } from "../arithmetic/index.ts";
import { oneOf, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import type { Session } from "../engines/index.ts";
import type { Network } from "../network/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import { stream } from "../random/index.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import { BoxedDescent } from "./boxed-descent.ts";
import { changeSizes } from "./sizes.ts";
import type { SmallestChanges } from "./smallest.ts";
import type { InputRange } from "./step.ts";

/** How L-BFGS looks for the smallest changes. */
export interface LBfgsChangeOptions extends AttackOptions {
  /** Costs that are asked for in each attempt, at most; 60 when absent. */
  readonly steps?: number | undefined;
  /** Attempts, each with a c of its own; 12 when absent. */
  readonly attempts?: number | undefined;
  /**
   * The class that each example is led to. "second", when absent: the likeliest but its own, and whatever else it is read as on the
   * way will do. "random": one that is chosen by lot, and no other will do.
   */
  readonly target?: "second" | "random" | undefined;
}

/** Examples that are looked at at once. */
const atOnce = 100;

/** c at first, and by what it grows or shrinks until it is known from both sides. */
const [firstWeight, factor] = [1, 10];

/** One example, and what is known of it so far. */
interface Search {
  readonly original: Float32Array;
  readonly target: number;
  readonly isReached: (z: ArrayLike<number>) => boolean;
  /** Whether there is nothing to look for, as it is misread anyway. */
  readonly isIdle: boolean;
  /** The smallest change, as what became of the example, and its square. */
  best?: Float32Array;
  square: number;
  /** c of the next attempt, the largest with which it succeeded and the smallest with which it did not. */
  weight: number;
  enough?: number;
  tooMuch?: number;
}

/**
 * Looks for the smallest change of each example that makes a network misread it, as Szegedy et al. did: min c‖r‖² − ln a_t(x + r) for a
 * class t that is not its own, within the range of the inputs, by L-BFGS in a box, with the largest c for which x + r is misread.
 * Slower than `smallestChanges`, and there for whoever wants theirs.
 *
 * @param data examples with classes
 * @throws NndlError as `attack`, and "attack.options" for a number or a target that is none
 * @example
 * const { found } = await lBfgsChanges(net, digits.test.take(2), { attempts: 4 });
 * @see Szegedy et al., "Intriguing properties of neural networks", arXiv 1312.6199, section 4.1
 */
export async function lBfgsChanges(
  network: Network,
  data: Dataset,
  options: LBfgsChangeOptions = {},
): Promise<SmallestChanges> {
  const border = checkBorder(network, data, options, ["steps", "attempts", "target"]);
  const { own, range, seed } = border;
  const where = (what: string) => ({ code: "attack.options", what }) as const;
  const steps = positiveInteger(own.steps ?? 60, where("steps"), 100_000);
  const attempts = positiveInteger(own.attempts ?? 12, where("attempts"), 64);
  const aim = oneOf(own.target ?? "second", ["second", "random"], where("target"));
  const { size, count } = data;
  const originals = inputsIn(data);
  const inputs = originals.slice();
  const found = new Uint8Array(count);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    for (let first = 0; first < count; first += atOnce) {
      const last = Math.min(first + atOnce, count);
      const outputs = session.predict(originals.subarray(first * size, last * size));
      const searches = Array.from({ length: last - first }, (_, i) => {
        const own = outputs.subarray(i * network.outputSize, (i + 1) * network.outputSize);
        const [label, original] = [
          data.label(first + i),
          originals.subarray((first + i) * size, (first + i + 1) * size),
        ];
        const target = aim === "second" ? likeliestBut(label, own) : byLot(label, first + i);
        const isReached = (z: ArrayLike<number>) =>
          aim === "second" ? largestOutput(z) !== label : largestOutput(z) === target;
        const isIdle = isReached(own);
        return { original, target, isReached, isIdle, square: Number.POSITIVE_INFINITY, weight: firstWeight } as Search;
      });
      const open = searches.filter(({ isIdle }) => !isIdle);
      for (let attempt = 0; attempt < attempts; attempt++) {
        const reached = attemptAll(session, open, range, steps);
        for (const [i, search] of open.entries()) chooseWeight(search, reached[i]!);
        await border.after(first + ((last - first) * (attempt + 1)) / attempts, count);
      }
      for (const [i, { best, isIdle }] of searches.entries()) {
        if (best !== undefined) inputs.set(best, (first + i) * size);
        if (best !== undefined || isIdle) found[first + i] = 1;
      }
    }
  } finally {
    session.close();
  }
  const sizes = changeSizes(originals, inputs, size);
  const distances = Float64Array.from(sizes, ({ l2 }, i) => (found[i] === 1 ? l2 : Number.POSITIVE_INFINITY));
  return { count, inputs, distances, found: found.reduce((sum, each) => sum + each, 0) };

  function byLot(label: number, example: number): number {
    const other = stream(seed, "attack/targets", example).integer(network.outputSize - 1);
    return other < label ? other : other + 1;
  }
}

/** Descends once for each example, with its c; tells where it came to an end that is misread. */
function attemptAll(session: Session, searches: readonly Search[], range: InputRange, steps: number): Uint8Array {
  const { inputSize: size, outputSize } = session.network;
  const descents = searches.map(({ original }) => new BoxedDescent(original, range));
  const reached = new Uint8Array(searches.length);
  for (let step = 0; step < steps; step++) {
    const active = [...searches.keys()].filter((i) => !descents[i]!.isDone);
    if (active.length === 0) break;
    const rows = new Float32Array(active.length * size);
    for (const [row, i] of active.entries()) rows.set(descents[i]!.candidate, row * size);
    const costs = new Float64Array(active.length);
    const isThere = new Uint8Array(active.length);
    const gradients = session.inputGradients(rows, (z, from) => {
      const errors = new Float32Array(z.length);
      for (let at = 0; at < z.length; at += outputSize) {
        const row = from + at / outputSize;
        const { target, isReached } = searches[active[row]!]!;
        const own = z.subarray(at, at + outputSize);
        costs[row] = costTowards(own, target, errors.subarray(at, at + outputSize));
        if (isReached(own)) isThere[row] = 1;
      }
      return errors;
    });
    for (const [row, i] of active.entries()) {
      const [search, { candidate }] = [searches[i]!, descents[i]!];
      const gradient = Float64Array.from(gradients.subarray(row * size, (row + 1) * size));
      let square = 0;
      for (let k = 0; k < size; k++) {
        const change = candidate[k]! - search.original[k]!;
        square += change * change;
        gradient[k]! += 2 * search.weight * change;
      }
      if (isThere[row] === 1 && square < search.square) Object.assign(search, { best: candidate, square });
      if (descents[i]!.learn(costs[row]! + search.weight * square, gradient)) reached[i] = isThere[row]!;
    }
  }
  return reached;
}

/** −ln of the softmax of z at the target, in float64, and ∂/∂z of it; ∞ where an output is no number. */
function costTowards(z: Float32Array, target: number, errors: Float32Array): number {
  if (!z.every(Number.isFinite)) return Number.POSITIVE_INFINITY;
  const largest = z.reduce((most, each) => Math.max(most, each));
  const shares = Float64Array.from(z, (each) => exp(each - largest));
  const sum = shares.reduce((total, share) => total + share, 0);
  for (let j = 0; j < z.length; j++) errors[j] = shares[j]! / sum - (j === target ? 1 : 0);
  return log(sum) - (z[target]! - largest);
}

/** Between what was enough and what was too much; until both are known, further that way. */
function chooseWeight(search: Search, isReached: number): void {
  if (isReached === 1) search.enough = search.weight;
  else search.tooMuch = search.weight;
  const { enough, tooMuch } = search;
  if (enough !== undefined && tooMuch !== undefined) search.weight = Math.sqrt(enough * tooMuch);
  else search.weight = enough === undefined ? search.weight / factor : search.weight * factor;
}

function likeliestBut(label: number, outputs: Float32Array): number {
  let best = label === 0 ? 1 : 0;
  for (let j = 0; j < outputs.length; j++) if (j !== label && outputs[j]! > outputs[best]!) best = j;
  return best;
}
