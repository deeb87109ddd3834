/** The functions and checks that the whole room shares. */
import { exp, log1p } from "../arithmetic/index.ts";
import { checkDataset, type Dataset } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import type { MachineSpec } from "./spec.ts";

/** ln(1 + e^x), without overflow. */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/** σ(x) = 1 / (1 + e^−x). */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return (x >= 0 ? 1 : e) / (1 + e);
}

/** ln Σ e^x, without overflow; −∞ of nothing. */
export function logSumExp(values: ArrayLike<number>, from = 0, to = values.length): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) largest = Math.max(largest, values[i]);
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = from; i < to; i++) sum += exp(values[i] - largest);
  return largest + log1p(sum - 1);
}

/** Refuses states that are not as many as there are units. @throws NndlError "boltzmann.states" */
export function checkStates(states: ArrayLike<number>, count: number, what: string): void {
  if (states?.length === count) return;
  throw new NndlError("boltzmann.states", {
    received: `${states?.length ?? "no"} numbers`,
    expected: `there must be a number for each of ${count} ${what} units`,
    next: "Give the states of one example.",
  });
}

/**
 * Refuses data that a machine cannot learn: other numbers of features than visible units, or, for binary units, values outside
 * 0 … 1.
 * @throws NndlError "dataset.instance", "boltzmann.data"
 */
export function checkMachineData({ visible, units }: MachineSpec, data: Dataset): void {
  checkDataset(data);
  if (data.size !== visible)
    throw new NndlError("boltzmann.data", {
      received: `examples of ${data.size} numbers`,
      expected: `the machine has ${visible} visible units, one for each number of an example`,
      next: `Use a machine of ${data.size} visible units, or other data.`,
    });
  if (units === "gaussian") return;
  const { features, scale } = data;
  for (let i = 0; i < features.length; i++) {
    const value = features[i] * scale;
    if (value >= 0 && value <= 1) continue;
    throw new NndlError("boltzmann.data", {
      received: `${value} in example ${Math.floor(i / data.size)}`,
      expected: "what binary visible units learn must lie between 0 and 1",
      next: 'Scale the data, or give the machine gaussian visible units: units: "gaussian".',
    });
  }
}

/** The mean of each feature. */
export function meansOf({ features, scale, size, count }: Dataset): Float64Array {
  const means = new Float64Array(size);
  for (let i = 0; i < features.length; i++) means[i % size] += features[i];
  for (let k = 0; k < size; k++) means[k] = (means[k] / count) * scale;
  return means;
}
