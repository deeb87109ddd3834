import { oneOf, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import type { Network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import { drive, finished } from "./drive.ts";
import { type AttackNorm, checkAttackMethod } from "./method.ts";
import { changeSizes } from "./sizes.ts";

/** How the smallest changes are looked for. */
export interface SmallestChangeOptions extends AttackOptions {
  /** What is to be small; "l2" when absent. */
  readonly norm?: AttackNorm | undefined;
  /** Steps of each attempt; 30 when absent. */
  readonly steps?: number | undefined;
  /** Attempts, each with an ε of its own; 12 when absent. */
  readonly attempts?: number | undefined;
  /** "random" leads each example towards a class other than its own, chosen by lot; away from its own when absent. */
  readonly target?: "random" | undefined;
}

/** The smallest changes that were found. */
export interface SmallestChanges {
  /** How many examples there are. */
  readonly count: number;
  /** The changed inputs; of an example for which none was found, and of one that is misread anyway, as they were. */
  readonly inputs: Float32Array;
  /** Size of each change in the norm that was asked for: 0 for what is misread anyway, ∞ where none was found. */
  readonly distances: Float64Array;
  /** For how many examples a change was found, or none was needed. */
  readonly found: number;
}

/** ε at first, as a share of the way across the range in every input: small enough that most networks need more. */
const firstShare = { linf: 0.1, l2: 0.05 };

/** Examples that are looked at at once. */
const atOnce = 500;

/**
 * Looks for the smallest change of each example that makes a network misread it: min ‖r‖ so that x + r is misread, within the
 * range of the inputs. That is the problem of Szegedy et al.; instead of the weight in their penalty, the radius ε of projected
 * gradient descent is bisected, for each example by itself, as the constraint then always holds and all examples go together.
 *
 * @param data examples with classes
 * @throws NndlError as `attack`, and "attack.options" for a norm or a number that is none
 * @example
 * const { found, distances } = await smallestChanges(net, digits.test.take(5), { attempts: 4 });
 * @see Szegedy et al., "Intriguing properties of neural networks", arXiv 1312.6199, section 4.1
 */
export async function smallestChanges(
  network: Network,
  data: Dataset,
  options: SmallestChangeOptions = {},
): Promise<SmallestChanges> {
  const border = checkBorder(network, data, options, ["norm", "steps", "attempts", "target"]);
  const { own, range, seed } = border;
  const where = (what: string) => ({ code: "attack.options", what }) as const;
  const norm = oneOf(own.norm ?? "l2", ["linf", "l2"], where("norm"));
  const steps = positiveInteger(own.steps ?? 30, where("steps"), 100_000);
  const attempts = positiveInteger(own.attempts ?? 12, where("attempts"), 64);
  if (own.target !== undefined) oneOf(own.target, ["random"], where("target"));
  const aim = own.target === undefined ? "away" : "towards";
  const { size, count } = data;
  const across = (range[1] - range[0]) * (norm === "linf" ? 1 : Math.sqrt(size));
  const method = checkAttackMethod({ epsilon: 1, norm, steps, untilMisread: true });
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const inputs = inputsIn(data);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    for (let first = 0; first < count; first += atOnce) {
      const part = data.slice(first, Math.min(first + atOnce, count));
      const originals = inputsIn(part);
      const labels = Array.from({ length: part.count }, (_, i) => labelOf(part.label(i), first + i));
      // No attempt begins at random.
      const chance = () => stream(seed, "attack/start");
      const from = new Float64Array(part.count);
      const epsilons = from.map(() => firstShare[norm] * across);
      for (let attempt = 0; attempt < attempts; attempt++) {
        const wanted = { inputs: originals, labels, aim, range, epsilons, chance } as const;
        const { inputs: changed, reached } = finished(drive(session, method, wanted));
        const sizes = changeSizes(originals, changed, size);
        for (let i = 0; i < part.count; i++) {
          const nearest = distances[first + i]!;
          if (reached[i] === 0) from[i] = epsilons[i]!;
          else if (sizes[i]![norm] < nearest) {
            distances[first + i] = sizes[i]![norm];
            inputs.set(changed.subarray(i * size, (i + 1) * size), (first + i) * size);
          }
          const to = distances[first + i]!;
          epsilons[i] = to === Number.POSITIVE_INFINITY ? Math.min(2 * epsilons[i]!, across) : (from[i]! + to) / 2;
        }
        await border.after(first + (part.count * (attempt + 1)) / attempts, count);
      }
    }
    return {
      count,
      inputs,
      distances,
      found: distances.filter((distance) => distance < Number.POSITIVE_INFINITY).length,
    };
  } finally {
    session.close();
  }

  function labelOf(label: number, example: number): number {
    if (aim === "away") return label;
    const other = stream(seed, "attack/targets", example).integer(network.outputSize - 1);
    return other < label ? other : other + 1;
  }
}
