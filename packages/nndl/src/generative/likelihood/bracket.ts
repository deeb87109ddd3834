import type { Dataset } from "../../data/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { checkMachineData } from "../numbers.ts";
import { type AnnealingOptions, annealedLogPartition, reverseLogLikelihood } from "./annealing.ts";
import { exactLogLikelihood, mostExactUnits } from "./exact.ts";

/** The mean log-likelihood of some examples, between two estimates. In nats for each example. Plain JSON. */
export interface LikelihoodBracket {
  /** By annealing backwards: more often too small than too large; its standard error over the examples that it was taken of. */
  readonly low: number;
  readonly lowError: number;
  /** By annealing forwards: more often too large than too small; and what three standard errors of the weights make of it. */
  readonly high: number;
  readonly highFrom: number;
  readonly highTo: number;
  /** The number itself, where the machine is small enough. */
  readonly exact?: number;
}

/** How to estimate. */
export interface BracketOptions extends AnnealingOptions {
  /** Examples of the backward estimate, which takes a chain for each: the first 100 when absent. */
  readonly reverseExamples?: number | undefined;
}

/**
 * The log-likelihood of examples as a bracket: annealing forwards overestimates it, annealing backwards underestimates it, and
 * what lies between them is how well the partition function is known.
 *
 * @param data examples whose numbers are 0 and 1
 * @throws NndlError "boltzmann.annealing", "boltzmann.data"
 * @example
 * const machine = boltzmann({ visible: 784, hidden: 10 });
 * const { low, high } = await likelihoodBracket(machine, binarize(digits.test, 1), { temperatures: 20 });
 */
export async function likelihoodBracket(
  machine: BoltzmannMachine,
  data: Dataset,
  { reverseExamples = 100, ...options }: BracketOptions = {},
): Promise<LikelihoodBracket> {
  checkMachineData(machine.spec, data);
  const { logPartition, low, high } = await annealedLogPartition(machine, options);
  const few = data.take(Math.min(reverseExamples, data.count));
  const reverse = await reverseLogLikelihood(machine, few, options);
  const energy = (set: Dataset) => {
    let sum = 0;
    for (let i = 0; i < set.count; i++) sum -= machine.freeEnergy(set.input(i));
    return sum / set.count;
  };
  const mean = energy(data);
  // The backward estimate of a few, carried over to all by what is known exactly of both: their free energies.
  const shift = few.count === data.count ? 0 : mean - energy(few);
  const small = Math.min(machine.spec.visible, machine.spec.hidden) <= mostExactUnits;
  return {
    low: reverse.logLikelihood + shift,
    lowError: spreadOf(reverse.examples.map((value, i) => value + machine.freeEnergy(few.input(i)))),
    high: mean - logPartition,
    highFrom: mean - high,
    highTo: mean - low,
    ...(small ? { exact: exactLogLikelihood(machine, data) } : {}),
  };
}

/** The standard error of a mean. */
function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / Math.max(1, values.length - 1);
  return Math.sqrt(variance / values.length);
}
