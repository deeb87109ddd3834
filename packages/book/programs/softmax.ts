/**
 * Softmax outputs and the log-likelihood cost (chapter 3): another cure for slow learning, with outputs that are
 * positive and sum to 1, so that they can be read as probabilities.
 */
import { check } from "./check.ts";

/**
 * Equation (78): a_j = e^{z_j} / Σ e^{z_k}; with a scale, equation (83): a_j = e^{c z_j} / Σ e^{c z_k}. As c grows this
 * becomes the maximum itself (hence "soft" max): 1 for the largest z, 0 for the rest; equals share.
 */
export function softmax(z: number[], c = 1): number[] {
  check(z.length > 0 && z.every(Number.isFinite), "softmax needs at least one number, all of them finite");
  check(c > 0 && Number.isFinite(c), `the scale c must be a number above 0; received ${c}`);
  // Taking the largest z away from all of them changes no ratio, and keeps e^z from overflowing.
  const largest = Math.max(...z);
  const powers = z.map((zj) => Math.exp(c * (zj - largest)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** z_j = ln a_j + C: softmax forgets one constant, so every C gives weighted inputs with these outputs. */
export function inverseSoftmax(a: number[], C = 0): number[] {
  check(
    a.every((aj) => aj > 0),
    "only outputs above 0 come from finite weighted inputs",
  );
  return a.map((aj) => Math.log(aj) + C);
}

/**
 * ∂a_j/∂z_k = a_j(δ_jk − a_k): positive for j = k and negative otherwise. No entry is 0: unlike a sigmoid, each output
 * depends on every z.
 */
export function softmaxDerivative(z: number[]): number[][] {
  const a = softmax(z);
  return a.map((aj, j) => a.map((ak, k) => aj * ((j === k ? 1 : 0) - ak)));
}

/** Equation (80): the cost −ln a_y of an example with label y. Sure and right costs 0, sure and wrong a lot. */
export function logLikelihoodCost(z: number[], label: number): number {
  check(label in z, `the label must be a whole number from 0 to ${z.length - 1}; received ${label}`);
  // −ln a_y without making a_y first: a very small a_y would be rounded to 0.
  const largest = Math.max(...z);
  return Math.log(z.reduce((sum, zj) => sum + Math.exp(zj - largest), 0)) + largest - z[label];
}

/** Equation (84): the output error of softmax with that cost is a − y, with y = 1 at the label and 0 elsewhere. */
export function outputError(z: number[], label: number): number[] {
  return softmax(z).map((aj, j) => aj - (j === label ? 1 : 0));
}

export function demo(): string[] {
  const show = (values: number[]) => values.map((value) => value.toFixed(3).padStart(7)).join(" ");
  const z = [2.5, -1, 3.2, 0.5];
  const lines = [`z             ${show(z)}`];
  for (const c of [1, 2, 10]) lines.push(`softmax, c=${String(c).padEnd(3)}${show(softmax(z, c))}`);
  lines.push(`ln a + C      ${show(inverseSoftmax(softmax(z), z[0] - Math.log(softmax(z)[0])))}   (z again)`);
  lines.push(`error, y = 0  ${show(outputError(z, 0))}   cost ${logLikelihoodCost(z, 0).toFixed(3)}`);
  return lines;
}
