/** What attacks need to be given: a network with classes, inputs with labels, and a range that these lie in. */
import { array, finite } from "../check.ts";
import { checkDataset, checkOneLabelEach, type Dataset } from "../data/index.ts";
import { checkData } from "../engines/index.ts";
import { checkWork, type Work, type WorkOptions } from "../engines/work.ts";
import { NndlError } from "../errors.ts";
import { isSequence, layerKind } from "../layers/index.ts";
import { checkNetwork, type Network } from "../network/index.ts";
import { checkSeed } from "../random/index.ts";
import type { InputRange } from "./step.ts";

/** How an attack is computed, and within which numbers. */
export interface AttackOptions extends WorkOptions {
  /**
   * The smallest and the largest number that an input may be. When absent, of data that are bytes what a byte can stand for; of
   * other data, and where there are none, 0 and 1.
   */
  readonly range?: InputRange | undefined;
  /** What chance comes from: random starts, noise, mutations; 0 when absent. */
  readonly seed?: number | undefined;
}

/** The options of an attack, checked. */
export interface Border extends Work {
  readonly range: InputRange;
  readonly seed: number;
  readonly own: Readonly<Record<string, unknown>>;
}

/** @throws NndlError "attack.options", "attack.range", "attack.classes", "seed", and what `checkData` says */
export function checkBorder(
  network: Network,
  data: Dataset | undefined,
  options: AttackOptions,
  own: readonly string[] = [],
): Border {
  checkNetwork(network);
  const work = checkWork(options, ["range", "seed", ...own], {
    code: "attack.options",
    what: "the options of an attack",
  });
  if (data !== undefined) {
    checkDataset(data);
    checkData(network, data);
  }
  checkClasses(network, data);
  if (data !== undefined) checkOneLabelEach(data, "an attack");
  const range = checkRange(work.own.range ?? usualRange(data));
  if (data !== undefined) checkInside(data, range);
  const seed = (work.own.seed ?? 0) as number;
  checkSeed(seed);
  return { ...work, range, seed };
}

/** What a byte can stand for, or 0 and 1. */
export function usualRange(data: Dataset | undefined): InputRange {
  return data?.features instanceof Uint8Array ? [0, Math.fround(255 * data.scale)] : [0, 1];
}

function checkClasses({ output, outputSize, targetKind, spec }: Network, data: Dataset | undefined): void {
  const what =
    targetKind === "values"
      ? "a network whose outputs are values"
      : isSequence(output)
        ? "a network that answers at every step of a sequence"
        : layerKind(spec.layers[0].type).indices !== undefined
          ? "a network whose inputs are indices, which have no direction"
          : outputSize < 2
            ? "a network with a single output"
            : data?.targets.kind === "values"
              ? "data whose targets are values"
              : undefined;
  if (what === undefined) return;
  throw new NndlError("attack.classes", {
    received: what,
    expected: "an attack makes a network take one class for another",
    next: "Attack a network that tells classes apart, with labelled data.",
  });
}

function checkRange(range: unknown): InputRange {
  const [low, high, ...more] = array(range, { code: "attack.range", what: "the range of the inputs" });
  const where = { code: "attack.range", what: "the range of the inputs" } as const;
  const from = finite(low, where);
  const to = finite(high, where, { above: from });
  if (more.length > 0)
    throw new NndlError("attack.range", {
      received: `${2 + more.length} numbers`,
      expected: "the range of the inputs must be a pair, the smaller number first",
      next: "Give the smallest and the largest number that an input may be.",
    });
  return [from, to];
}

/** @throws NndlError "attack.range" */
export function checkInside({ features, scale, size, name }: Dataset, [low, high]: InputRange): void {
  for (let i = 0; i < features.length; i++) {
    const value = Math.fround(features[i]! * scale);
    if (value >= low && value <= high) continue;
    throw new NndlError("attack.range", {
      received: `${value} at place ${i % size} of example ${Math.floor(i / size)} of ${name}`,
      expected: `every input must be from ${low} to ${high}, the range that changed inputs are kept in`,
      next: "Give the range of these inputs: the smallest and the largest number that one may be.",
    });
  }
}
