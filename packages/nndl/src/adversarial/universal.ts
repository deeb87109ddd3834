import { finite, oneOf, positiveInteger } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import type { Network } from "../network/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import { stream } from "../random/index.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import type { AttackNorm } from "./method.ts";
import { steer } from "./objective.ts";
import { stepAlong } from "./step.ts";

/** How a universal change is looked for. */
export interface UniversalChangeOptions extends AttackOptions {
  /** How large the change may be. */
  readonly epsilon: number;
  /** "linf" when absent. */
  readonly norm?: AttackNorm | undefined;
  /** How many times all examples are gone through; 5 when absent. */
  readonly passes?: number | undefined;
  /** How far each step goes; a tenth of ε when absent. */
  readonly stepSize?: number | undefined;
}

/** One change for all examples. */
export interface UniversalChange {
  /** The change, which is added to any input; the sum is then brought back into the range. */
  readonly change: Float32Array;
  /** How many of the examples it was made with are misread with it. */
  readonly misread: number;
  readonly count: number;
}

/** Examples whose gradients make one step. */
const together = 100;

/**
 * Looks for one change that makes a network misread most inputs: through all examples, in an order by lot, each time a step along
 * the sum of the gradients of those that are still read rightly, brought back to within ε.
 *
 * @param data examples with classes; the change works on others of the same kind, too
 * @throws NndlError as `attack`, and "attack.epsilon" for an ε that is no number from 0
 * @example
 * const { misread } = await universalChange(net, digits.training, { epsilon: 0.2, passes: 1 });
 * @see Moosavi-Dezfooli et al., "Universal adversarial perturbations", arXiv 1610.08401; by gradients, Shafahi et al., arXiv 1811.11304
 */
export async function universalChange(
  network: Network,
  data: Dataset,
  options: UniversalChangeOptions,
): Promise<UniversalChange> {
  const border = checkBorder(network, data, options, ["epsilon", "norm", "passes", "stepSize"]);
  const { own, range, seed } = border;
  const epsilon = finite(own.epsilon, { code: "attack.epsilon", what: "ε" }, { min: 0 });
  const where = (what: string) => ({ code: "attack.options", what }) as const;
  const norm = oneOf(own.norm ?? "linf", ["linf", "l2"], where("norm"));
  const passes = positiveInteger(own.passes ?? 5, where("passes"), 100_000);
  const stepSize = finite(own.stepSize ?? epsilon / 10, where("stepSize"), { min: 0 });
  const { size, count } = data;
  const classes = network.outputSize;
  const change = new Float32Array(size);
  const still = new Float32Array(size);
  // The change itself may be of either sign; the inputs that it is added to stay within their range.
  const reach = { norm, epsilon, range: [-epsilon, epsilon] } as const;
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    for (let pass = 0; pass < passes; pass++) {
      const order = stream(seed, "attack/universal", pass).permutation(count);
      for (let from = 0; from < count; from += together) {
        const places = order.subarray(from, from + together);
        const inputs = withChange(inputsIn(data.pick(places)), change, range);
        const gradients = session.inputGradients(inputs, (z, first) => {
          const errors = new Float32Array(z.length);
          for (let at = 0, i = first; at < z.length; at += classes, i++) {
            const row = z.subarray(at, at + classes);
            const label = data.label(places[i]!);
            if (largestOutput(row) === label) steer(row, label, "away", errors.subarray(at, at + classes));
          }
          return errors;
        });
        const sum = new Float32Array(size);
        for (let at = 0; at < gradients.length; at++) sum[at % size]! += gradients[at]!;
        stepAlong(change, still, sum, stepSize, reach);
        await border.after(pass * count + Math.min(from + together, count), passes * count);
      }
    }
    const outputs = session.predict(withChange(inputsIn(data), change, range));
    let misread = 0;
    for (let i = 0; i < count; i++)
      if (largestOutput(outputs.subarray(i * classes, (i + 1) * classes)) !== data.label(i)) misread++;
    return { change, misread, count };
  } finally {
    session.close();
  }
}

/**
 * Adds one change to each of some inputs, and brings them back into their range.
 *
 * @param inputs of as many numbers as the change, or a multiple
 * @example withChange(Float32Array.of(0.5, 0.9), Float32Array.of(0.25, 0.25), [0, 1]); // Float32Array [0.75, 1]
 */
export function withChange(
  inputs: Float32Array,
  change: Float32Array,
  [low, high]: readonly [low: number, high: number],
): Float32Array {
  return inputs.map((value, i) => Math.min(high, Math.max(low, value + change[i % change.length]!)));
}
