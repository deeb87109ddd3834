/** What a run that trains against an attack is told. */
import { checkInside, usualRange } from "../adversarial/border.ts";
import { type AttackMethod, type AttackMethodInput, checkAttackMethod } from "../adversarial/method.ts";
import type { InputRange } from "../adversarial/step.ts";
import { array, boolean, finite, knownKeys, plainObject, type Where } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { isFullBatch, type OptimizerSpec } from "../functions/index.ts";
import { layerKind } from "../layers/index.ts";
import type { Network } from "../network/index.ts";

/** An attack that a network is trained against, as one writes it: what is left out, or undefined, gets its default. */
export interface AdversarialTrainingInput
  extends Pick<AttackMethodInput, "epsilon" | "norm" | "steps" | "stepSize" | "randomStart"> {
  /** Whether it learns from each example twice, as it is and changed, half and half; false when absent. */
  readonly clean?: boolean | undefined;
  /** The smallest and the largest number that an input may be; of bytes what they can stand for, else 0 and 1 when absent. */
  readonly range?: InputRange | undefined;
}

/** The same, complete. Plain JSON. */
export interface AdversarialTraining
  extends Pick<AttackMethod, "epsilon" | "norm" | "steps" | "stepSize" | "randomStart"> {
  /** Whether it learns from each example twice, as it is and changed. */
  readonly clean: boolean;
  /** The smallest and the largest number that an input may be; absent where the data say it. */
  readonly range?: InputRange | undefined;
}

const where = (what: string): Where => ({ code: "training.adversarial", what });

/** @throws NndlError "training.adversarial", "attack.method", "attack.epsilon" */
export function checkAdversarial(value: unknown): AdversarialTraining {
  const fields = plainObject(value, where("adversarial"));
  const known = ["epsilon", "norm", "steps", "stepSize", "randomStart", "clean", "range"];
  knownKeys(fields, known, where("adversarial"));
  const { clean, range, ...given } = fields;
  const { epsilon, norm, steps, stepSize } = checkAttackMethod(given);
  return {
    ...{ epsilon, norm, steps, stepSize },
    // A single step from the input itself is the fast gradient sign; several are to begin elsewhere each time.
    randomStart: boolean(given.randomStart ?? steps > 1, where("adversarial: randomStart")),
    clean: boolean(clean ?? false, where("adversarial: clean")),
    ...(range === undefined ? {} : { range: checkPair(range) }),
  };
}

function checkPair(range: unknown): InputRange {
  const [low, high] = array(range, where("adversarial: range"));
  const from = finite(low, where("adversarial: range: the smallest number"));
  return [from, finite(high, where("adversarial: range: the largest number"), { above: from })];
}

/**
 * Refuses to train against an attack where there is none: without classes, or with what a mini-batch that is made anew cannot have.
 *
 * @throws NndlError "training.adversarial", "attack.range" for inputs outside of the range
 */
export function checkAttackable(
  network: Network,
  data: Dataset,
  {
    adversarial,
    optimizer,
  }: { readonly adversarial?: AdversarialTraining | undefined; readonly optimizer: OptimizerSpec },
  weights: Float32Array | undefined,
): void {
  if (adversarial === undefined) return;
  const problem =
    layerKind(network.spec.layers[0].type).indices !== undefined
      ? "the network's inputs are indices, which have no direction to be changed in"
      : data.labelsEach > 1
        ? "an attack goes by one class for each example, and these data have one at each step"
        : data.targets.kind === "values"
          ? "an attack makes a network take one class for another, and these data have values"
          : weights !== undefined
            ? "weights of classes or of examples do not go together with inputs that are changed for each mini-batch"
            : isFullBatch(optimizer)
              ? `${optimizer.type} looks at all examples before each step, while the attack follows each mini-batch`
              : undefined;
  if (problem !== undefined)
    throw new NndlError("training.adversarial", {
      problem,
      next: "Leave adversarial out, or what does not go together with it.",
    });
  checkInside(data, adversarial.range ?? usualRange(data));
}
