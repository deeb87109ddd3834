import { integer } from "../check.ts";
import type { Dataset } from "../data/index.ts";
import { inputsIn } from "../data/inputs-in.ts";
import { NndlError } from "../errors.ts";
import type { Network } from "../network/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import { stream } from "../random/index.ts";
import { type AttackOptions, checkBorder } from "./border.ts";
import { drive, inTurns } from "./drive.ts";
import { type AttackMethodInput, checkAttackMethod } from "./method.ts";

/** Examples after an attack, in their order. */
export interface Attacked {
  /** How many there are. */
  readonly count: number;
  /** The changed inputs, one after another, as the network gets them. */
  readonly inputs: Float32Array;
  /** The classes that the network read before, and reads now. */
  readonly before: Uint16Array;
  /** The classes that the network reads now. */
  readonly predictions: Uint16Array;
  /** The network's outputs for the changed inputs. */
  readonly outputs: Float32Array;
  /** How many are misread now. */
  readonly misread: number;
  /** How many are read as the class that was aimed at; undefined where none was. */
  readonly hits?: number;
  /** The mean of the largest output over those that are misread, as papers give it; NaN where none is. */
  readonly confidence: number;
  /**
   * How many were left as they are because the gradient was 0 in every number: behind units that are saturated it says nothing. A
   * network is not robust for that; changes made for another network, and `evolve`, need no gradient of it.
   */
  readonly flat: number;
}

/** How examples are attacked. */
export interface AttackExamplesOptions extends AttackOptions {
  /** The class that each example is to be read as, or one for all; away from its own class when absent. */
  readonly target?: number | ArrayLike<number> | undefined;
}

/** Examples that are attacked at once: what it costs to hold them is small, and few are left at the end of long attacks. */
const atOnce = 1000;

/**
 * Changes examples by no more than ε so that a network misreads them, or reads them as a class of one's choice.
 *
 * Each gradient is that of the cross-entropy's direction (never 0 because a network is certain); every changed input stays within
 * the range of the inputs. The same seed gives the same bits on any number of threads.
 *
 * @param data examples with classes
 * @throws NndlError "attack.method", "attack.epsilon", "attack.options", "attack.range" for inputs outside of the range,
 *   "attack.classes" for a network or data without classes, "attack.target" for what is no class, "data.…" for data that do not
 *   fit; the reason of a signal that was given
 * @example
 * const { misread } = await attack(net, digits.test.take(20), fastGradientSign(0.25));
 * @see Goodfellow, Shlens and Szegedy, arXiv 1412.6572; Madry et al., arXiv 1706.06083; chapter 6, "Other approaches to deep neural nets"
 */
export async function attack(
  network: Network,
  data: Dataset,
  method: AttackMethodInput,
  options: AttackExamplesOptions = {},
): Promise<Attacked> {
  const checked = checkAttackMethod(method);
  const border = checkBorder(network, data, options, ["target"]);
  const { size, count } = data;
  const outputSize = network.outputSize;
  const goal = checkTarget(border.own.target, count, outputSize);
  const session = await border.engine.open(network, { threads: border.threads });
  try {
    const inputs = new Float32Array(count * size);
    const outputs = new Float32Array(count * outputSize);
    const [before, predictions] = [new Uint16Array(count), new Uint16Array(count)];
    let flat = 0;
    for (let first = 0; first < count; first += atOnce) {
      const part = data.slice(first, Math.min(first + atOnce, count));
      const originals = inputsIn(part);
      readInto(before, session.predict(originals), outputSize, first);
      const labels = Uint32Array.from({ length: part.count }, (_, i) => goal?.(first + i) ?? part.label(i));
      let steps = 0;
      const all = checked.steps * checked.restarts;
      const driving = drive(session, checked, {
        ...{ inputs: originals, labels, range: border.range },
        chance: (i, restart) => stream(border.seed, `attack/start ${restart}`, first + i),
        aim: goal === undefined ? "away" : "towards",
      });
      const turn = () => border.after(first + (part.count * Math.min(++steps, all)) / (all + 1), count);
      const driven = await inTurns(driving, turn);
      inputs.set(driven.inputs, first * size);
      const seen = session.predict(driven.inputs);
      outputs.set(seen, first * outputSize);
      readInto(predictions, seen, outputSize, first);
      flat += driven.flat;
      await border.after(first + part.count, count);
    }
    const misread = [...predictions.keys()].filter((i) => predictions[i] !== data.label(i));
    const sum = misread.reduce((total, i) => total + outputs[i * outputSize + predictions[i]!]!, 0);
    return {
      ...{ count, inputs, before, predictions, outputs, misread: misread.length, flat },
      confidence: sum / misread.length,
      ...(goal === undefined ? {} : { hits: predictions.filter((read, i) => read === goal(i)).length }),
    };
  } finally {
    session.close();
  }
}

function readInto(classes: Uint16Array, outputs: Float32Array, size: number, first: number): void {
  for (let at = 0, i = first; at < outputs.length; at += size, i++) {
    const read = largestOutput(outputs.subarray(at, at + size));
    if (read < 0)
      throw new NndlError("network.outputs", {
        problem: "the network's outputs are not numbers: its weights are not finite, or too large",
        next: "Use its weights of an earlier epoch.",
      });
    classes[i] = read;
  }
}

/** The class that each example is to be read as; undefined where none was asked for. */
function checkTarget(target: unknown, count: number, classes: number): ((i: number) => number) | undefined {
  if (target === undefined) return undefined;
  const where = { code: "attack.target", what: "the class to be read" } as const;
  if (typeof target === "number") {
    const one = integer(target, where, { min: 0, below: classes });
    return () => one;
  }
  const list = Array.from(target as ArrayLike<number>);
  if (list.length !== count)
    throw new NndlError("attack.target", {
      received: `${list.length} classes`,
      expected: `target must be one class, or one for each of the ${count} examples`,
      next: "Give as many as there are examples.",
    });
  for (const each of list) integer(each, where, { min: 0, below: classes });
  return (i) => list[i]!;
}
