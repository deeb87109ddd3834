import { checkOneLabelEach, Dataset } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { stream } from "../../random/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { inputsOf, outputsOf, upward } from "../measure.ts";
import { checkMachineData } from "../numbers.ts";

/**
 * A data set as a machine sees it: for each example the means of its hidden units, P(h = 1 | v). Targets stay. What the next
 * machine of a deep belief net learns from, and what a classifier can.
 *
 * @throws NndlError "boltzmann.data"
 * @example (await machineFeatures(boltzmann({ visible: 784, hidden: 20 }), digits.test)).size; // 20
 */
export async function machineFeatures(
  machine: BoltzmannMachine,
  data: Dataset,
  threads: number | "auto" = "auto",
): Promise<Dataset> {
  checkMachineData(machine.spec, data);
  return withFeatures(data, await outputsOf(upward(machine), data, threads), machine.spec.hidden);
}

/** The same examples with other features. */
export function withFeatures({ name, targets }: Dataset, features: Float32Array, size: number): Dataset {
  return new Dataset({ name, shape: [size], features, targets });
}

/**
 * Examples with their class as further features, a 1 among zeros: what a machine with units of classes learns from.
 *
 * @throws NndlError "belief.classes" where they have none, or more
 * @example withClassUnits(digits.test, 10).size; // 794
 */
export function withClassUnits(data: Dataset, classes: number): Dataset {
  const { targets, size, count } = data;
  if (targets.kind !== "classes" || targets.classes > classes)
    throw new NndlError("belief.classes", {
      received: targets.kind === "classes" ? `data of ${targets.classes} classes` : "data whose targets are values",
      expected: `the data must have at most the ${classes} classes of the net`,
      next: "Use data with classes, or a net without: classes: 0.",
    });
  checkOneLabelEach(data, "a belief net");
  const features = new Float32Array(count * (size + classes));
  const inputs = inputsOf(data, 0, count);
  for (let i = 0; i < count; i++) {
    features.set(inputs.subarray(i * size, (i + 1) * size), i * (size + classes));
    features[i * (size + classes) + size + targets.labels[i]] = 1;
  }
  return withFeatures(data, features, size + classes);
}

/** States drawn from means: the n-th is 1 where the n-th number of the stream is below its mean. */
export function drawStates(means: Float32Array, seed: number, name: string, step: number): Float32Array {
  const random = stream(seed, name, step);
  const states = new Float32Array(means.length);
  for (let i = 0; i < means.length; i++) states[i] = (random.uint32() >>> 8) / 0x1000000 < means[i] ? 1 : 0;
  return states;
}
