import { integer } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { stream } from "../../random/index.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { checkMachineData, softplus } from "../numbers.ts";

/** How many units are asked of each example. */
export interface PseudoLikelihoodOptions {
  /** So many units of each example, drawn at random, stand for all; all of them when absent. */
  readonly units?: number | undefined;
  /** The machine's own when absent. */
  readonly seed?: number | undefined;
}

/**
 * The mean pseudo-log-likelihood of a data set's examples, Σ_i ln P(v_i | all other visible units), in float64: needs no
 * partition function, since P(v_i | v_{−i}) = σ(F(v with v_i flipped) − F(v)).
 *
 * @throws NndlError "boltzmann.data"; "boltzmann.options" for gaussian units, classes, and a wrong number of units
 * @see J. Besag 1975
 */
export function pseudoLogLikelihood(
  machine: BoltzmannMachine,
  data: Dataset,
  { units, seed = machine.spec.seed }: PseudoLikelihoodOptions = {},
): number {
  const { visible, hidden, classes } = machine.spec;
  checkMachineData(machine.spec, data);
  if (machine.spec.units !== "binary" || classes > 0)
    throw new NndlError("boltzmann.options", {
      received: classes > 0 ? "units of classes" : "gaussian visible units",
      expected: "the pseudo-likelihood flips one visible unit at a time, so all must be binary",
      next: "Ask for the reconstruction error instead.",
    });
  const asked = integer(
    units ?? visible,
    { code: "boltzmann.options", what: "the units asked of each example" },
    { min: 1, max: visible },
  );
  let sum = 0;
  for (let example = 0; example < data.count; example++) {
    const v = data.input(example);
    const z = machine.hiddenInputs(v);
    let base = 0;
    for (let j = 0; j < hidden; j++) base += softplus(z[j]);
    const which = asked === visible ? undefined : stream(seed, "pseudo-likelihood", example).permutation(visible);
    let ofExample = 0;
    for (let n = 0; n < asked; n++) {
      const i = which === undefined ? n : which[n];
      const change = 1 - 2 * v[i];
      let flipped = 0;
      for (let j = 0; j < hidden; j++) flipped += softplus(z[j] + change * machine.weights[j * visible + i]);
      // ln σ(x) = −softplus(−x)
      ofExample -= softplus(machine.visibleBiases[i] * change + flipped - base);
    }
    sum += (ofExample * visible) / asked;
  }
  return sum / data.count;
}
