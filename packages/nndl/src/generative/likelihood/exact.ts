import { exp, log } from "../../arithmetic/index.ts";
import type { Dataset } from "../../data/index.ts";
import { counted, NndlError } from "../../errors.ts";
import type { BoltzmannMachine } from "../machine.ts";
import { checkMachineData, logSumExp } from "../numbers.ts";

/** Units of one side whose states are all tried: a million of them. */
export const mostExactUnits = 20;

/** States that a second of one processor is good for, with a hundred units on the other side. */
const statesPerSecond = 300_000;

/**
 * ln Z of a machine, exactly, in float64: the units of one side are summed over in closed form, for each of the states of the
 * other, which may have up to 20 units.
 *
 *     Z = Σ_h e^{c·h} Π_i (1 + e^{b_i + h·W_i})
 *
 * @throws NndlError "boltzmann.exact" for a machine too large, saying what it would cost
 * @example exactLogPartition(boltzmann({ visible: 784, hidden: 12 })); // 551.4…
 */
export function exactLogPartition(machine: BoltzmannMachine): number {
  const { visible, hidden, units, classes } = machine.spec;
  const overHidden = units === "gaussian" || classes > 0 || hidden <= visible;
  const tried = overHidden ? hidden : visible;
  if (tried > mostExactUnits)
    throw new NndlError("boltzmann.exact", {
      received: `a machine of ${counted(visible, "visible unit")} and ${hidden} hidden ones`,
      expected: `the partition function can be summed up over at most ${mostExactUnits} units of one side; ${tried} have 2^${tried} states${costOf(tried, visible + hidden - tried)}`,
      next: "Estimate it instead, from both sides: likelihoodBracket.",
    });
  return overHidden ? overHiddenStates(machine) : overVisibleStates(machine);
}

/** What all states would take, in words. */
function costOf(tried: number, others: number): string {
  const years = (2 ** tried * others) / (100 * statesPerSecond) / 31_557_600;
  return years < 1 / 365
    ? ""
    : `, about ${years < 1 ? `${Math.ceil(years * 365)} days` : `${years.toPrecision(1)} years`} of one processor`;
}

/** The mean log-likelihood of a data set's examples, exactly: −F(v) − ln Z. @throws NndlError "boltzmann.exact", "boltzmann.data" */
export function exactLogLikelihood(machine: BoltzmannMachine, data: Dataset): number {
  checkMachineData(machine.spec, data);
  const partition = exactLogPartition(machine);
  let sum = 0;
  for (let i = 0; i < data.count; i++) sum -= machine.freeEnergy(data.input(i));
  return sum / data.count - partition;
}

function overHiddenStates(machine: BoltzmannMachine): number {
  const { visible, hidden } = machine.spec;
  const terms = new LogSum();
  const z = Float64Array.from(machine.visibleBiases);
  forEachState(hidden, machine.hiddenBiases, (energy, flipped, sign) => {
    if (flipped !== undefined) for (let i = 0; i < visible; i++) z[i] += sign * machine.weights[flipped * visible + i];
    terms.add(energy + visibleLogSum(machine, z));
  });
  return terms.value;
}

function overVisibleStates(machine: BoltzmannMachine): number {
  const { visible, hidden } = machine.spec;
  const terms = new LogSum();
  const z = Float64Array.from(machine.hiddenBiases);
  forEachState(visible, machine.visibleBiases, (energy, flipped, sign) => {
    if (flipped !== undefined) for (let j = 0; j < hidden; j++) z[j] += sign * machine.weights[j * visible + flipped];
    terms.add(energy + sumOfSoftplus(z, 0, hidden));
  });
  return terms.value;
}

/** ln Σ_v e^{z·v} over all visible states, or the integral over those of gaussian units. */
function visibleLogSum({ spec, visibleBiases }: BoltzmannMachine, z: Float64Array): number {
  const { visible, classes, units } = spec;
  const free = visible - classes;
  const chosen = classes === 0 ? 0 : logSumExp(z, free);
  if (units === "binary") return chosen + sumOfSoftplus(z, 0, free);
  // ∫ e^{−(v − b)²/2 + (z − b)v} dv, with z − b = h·W_i.
  let sum = (free / 2) * log(2 * Math.PI);
  for (let i = 0; i < free; i++) {
    const pull = z[i] - visibleBiases[i];
    sum += visibleBiases[i] * pull + (pull * pull) / 2;
  }
  return sum + chosen;
}

/** Σ ln(1 + e^z), with one logarithm for many of them: a product of 512 factors from 1 to 2 is a number still. */
function sumOfSoftplus(z: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let first = from; first < to; first += 512) {
    let product = 1;
    for (let i = first, end = Math.min(to, first + 512); i < end; i++) {
      sum += Math.max(z[i], 0);
      product *= 1 + exp(-Math.abs(z[i]));
    }
    sum += log(product);
  }
  return sum;
}

/**
 * All states of some units, in an order in which one unit changes at a time (Gray's). Each is told with biases·state, and the
 * unit that has just become 1 (sign 1) or 0 (sign −1); none for the first, in which all are 0.
 */
function forEachState(
  units: number,
  biases: Float32Array,
  visit: (energy: number, flipped: number | undefined, sign: number) => void,
): void {
  const state = new Uint8Array(units);
  let energy = 0;
  visit(0, undefined, 1);
  for (let n = 1; n < 2 ** units; n++) {
    const flipped = 31 - Math.clz32(n & -n);
    const sign = state[flipped] === 0 ? 1 : -1;
    state[flipped] = sign === 1 ? 1 : 0;
    energy += sign * biases[flipped];
    visit(energy, flipped, sign);
  }
}

/** ln Σ e^x, of one term after another. */
class LogSum {
  #largest = Number.NEGATIVE_INFINITY;
  #sum = 0;

  add(x: number): void {
    if (x <= this.#largest) this.#sum += exp(x - this.#largest);
    else {
      this.#sum = this.#sum * exp(this.#largest - x) + 1;
      this.#largest = x;
    }
  }

  get value(): number {
    return this.#largest + log(this.#sum);
  }
}
