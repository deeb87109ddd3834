import { boolean, finite, knownKeys, oneOf, plainObject, positiveInteger, type Where } from "../check.ts";

/** How the size of a change is measured: by its largest number, L∞ = max |rᵢ|, or by its length, L2 = √Σ rᵢ². */
export type AttackNorm = "linf" | "l2";

/** An attack that follows gradients within a distance ε of each input. Plain JSON; what is left out, or undefined, gets its default. */
export interface AttackMethodInput {
  /** ε: how far a changed input may be from the original, in units of the inputs. */
  readonly epsilon: number;
  /** "linf" when absent. */
  readonly norm?: AttackNorm | undefined;
  /** How many gradients are followed; 1 when absent. */
  readonly steps?: number | undefined;
  /** How far each step goes: ε for a single one, else 2.5 ε / steps when absent. */
  readonly stepSize?: number | undefined;
  /** How many times it begins anew where it did not succeed; 1 when absent. */
  readonly restarts?: number | undefined;
  /** Whether it begins at a random place within ε; where it begins anew when absent. The first begins there too, then. */
  readonly randomStart?: boolean | undefined;
  /** Whether an input is left as it is once it is misread; of several steps or restarts when absent. */
  readonly untilMisread?: boolean | undefined;
}

/** The same, complete. */
export interface AttackMethod {
  /** ε. */
  readonly epsilon: number;
  /** What ε is the most of. */
  readonly norm: AttackNorm;
  /** How many gradients are followed. */
  readonly steps: number;
  /** How far each step goes. */
  readonly stepSize: number;
  /** How many times it begins anew where it did not succeed. */
  readonly restarts: number;
  /** Whether it begins at a random place within ε. */
  readonly randomStart: boolean;
  /** Whether an input is left as it is once it is misread. */
  readonly untilMisread: boolean;
}

const fields = ["epsilon", "norm", "steps", "stepSize", "restarts", "randomStart", "untilMisread"];

/**
 * Completes a method of attack.
 *
 * @throws NndlError "attack.method" for an unknown field or a wrong value, "attack.epsilon" for an ε that is no number from 0
 * @example checkAttackMethod({ epsilon: 0.3, steps: 40 }).stepSize; // 0.01875
 */
export function checkAttackMethod(method: unknown): AttackMethod {
  const where = (what: string): Where => ({ code: "attack.method", what });
  const given = plainObject(method, where("a method of attack")) as Partial<AttackMethodInput>;
  knownKeys({ ...given }, fields, where("a method of attack"));
  const epsilon = finite(given.epsilon, { code: "attack.epsilon", what: "ε" }, { min: 0 });
  const steps = positiveInteger(given.steps ?? 1, where("steps"), 1_000_000);
  const restarts = positiveInteger(given.restarts ?? 1, where("restarts"), 1_000_000);
  const usual = steps === 1 ? epsilon : Math.min(epsilon, (2.5 * epsilon) / steps);
  return {
    epsilon,
    norm: oneOf(given.norm ?? "linf", ["linf", "l2"], where("norm")),
    steps,
    stepSize: finite(given.stepSize ?? usual, where("stepSize"), { min: 0 }),
    restarts,
    randomStart: boolean(given.randomStart ?? restarts > 1, where("randomStart")),
    untilMisread: boolean(given.untilMisread ?? (steps > 1 || restarts > 1), where("untilMisread")),
  };
}

/**
 * One step of ε along the sign of the gradient: x′ = x + ε sign(∂C/∂x), within the range of the inputs.
 *
 * @throws NndlError "attack.epsilon"
 * @example fastGradientSign(0.25).steps; // 1
 * @see Goodfellow, Shlens and Szegedy, "Explaining and harnessing adversarial examples", arXiv 1412.6572
 */
export function fastGradientSign(epsilon: number): AttackMethod {
  return checkAttackMethod({ epsilon });
}

/**
 * The fast gradient sign again and again, each time a short step, from the input itself.
 *
 * @throws NndlError "attack.epsilon", "attack.method"
 * @example iteratedGradientSign(0.3, 10).stepSize; // 0.075
 * @see Kurakin, Goodfellow and Bengio, "Adversarial examples in the physical world", arXiv 1607.02533
 */
export function iteratedGradientSign(epsilon: number, steps: number): AttackMethod {
  return checkAttackMethod({ epsilon, steps });
}

/**
 * Projected gradient descent: short steps from a random place within ε, brought back into it after each, and from another such
 * place where that failed. What is left of a network's accuracy is stated with all of its numbers, as these decide how strong it is.
 *
 * @throws NndlError "attack.epsilon", "attack.method"
 * @example projectedGradient(0.3, { steps: 100, restarts: 20 }).randomStart; // true
 * @see Madry et al., "Towards deep learning models resistant to adversarial attacks", arXiv 1706.06083
 */
export function projectedGradient(
  epsilon: number,
  options: Omit<AttackMethodInput, "epsilon" | "randomStart"> = {},
): AttackMethod {
  return checkAttackMethod({ steps: 40, ...options, epsilon, randomStart: true });
}
