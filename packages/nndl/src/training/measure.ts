/** What is measured of a network. */
import type { Dataset } from "../data/index.ts";
import type { Evaluation } from "../engines/index.ts";
import { type Regularization, type RegularizerName, regularizerNames, regularizers } from "../functions/index.ts";
import { type Network, parameterName } from "../network/index.ts";
import type { Measurement } from "./events.ts";

/** A data set's measurement, from what an engine says of it and the penalty for the weights. */
export function measurementOf({ count, cost, correct }: Evaluation, penalty: number, isInBits = false): Measurement {
  const measured = { count, cost: cost + penalty, dataCost: cost };
  if (correct === undefined) return measured;
  const bits = isInBits ? { bits: bitsOf(cost) } : {};
  return { ...measured, correct, accuracy: correct / count, ...bits };
}

/** Whether a cost is what it takes to write down the class of each step: −ln of its probability, in the mean. */
export function isInBits({ spec }: Network, { labelsEach }: Dataset): boolean {
  return labelsEach > 1 && spec.cost === "log-likelihood";
}

/** Of a text: bits per character. */
export function bitsOf(dataCost: number): number {
  return dataCost / Math.LN2;
}

/** Σ over the regularizers of (λ/n) Σ penalty(w), in float64; n is the number of training examples. */
export function penaltyOf(network: Network, regularization: Regularization, trainingCount: number): number {
  let total = 0;
  for (const name of regularizerNames) {
    const lambda = regularization[name];
    if (lambda > 0) total += (lambda / trainingCount) * sumOfPenalties(network, name);
  }
  return total;
}

function sumOfPenalties(network: Network, name: RegularizerName): number {
  let sum = 0;
  for (const { index, parameters } of network.layers)
    for (const parameter of parameters) {
      if (!parameter.regularized) continue;
      for (const w of network.parameters.get(parameterName(index, parameter.name))?.values ?? [])
        sum += regularizers[name].penalty(w);
    }
  return sum;
}

/** The index of the first layer with a weight or a bias that is not finite, if there is one. */
export function brokenLayer(network: Network): number | undefined {
  for (const { index, parameters } of network.layers)
    for (const { name } of parameters)
      if (!network.parameters.get(parameterName(index, name))?.values.every(Number.isFinite)) return index;
  return undefined;
}
