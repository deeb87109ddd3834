import type { Dataset } from "nndl";
import { sha256Hex } from "nndl/formats";
import { checkClasses, checkQueries, checkWaiting, type SvmWaiting } from "./check-svm.ts";
import { type Bounds, lengthsOf } from "./kernel.ts";
import { kernelOf } from "./kernel-of.ts";
import { Turns } from "./turns.ts";

/** What tells two classes apart: Σ β_k K(x_k, x) + b is above 0 for the first. */
export interface TwoClassMachine {
  /** The classes, the lower one first. */
  readonly classes: readonly [first: number, second: number];
  /** β of each support vector of the first class, then of the second; 0 for those that only other pairs need. */
  readonly coefficients: Float64Array;
  /** b. */
  readonly bias: number;
  /** How many steps it took to find. */
  readonly steps: number;
}

/** An example that was read wrongly. */
export interface SvmMistake {
  /** The example, from 0. */
  readonly index: number;
  /** Its class. */
  readonly label: number;
  /** The class that was predicted. */
  readonly predicted: number;
}

/** How a machine reads a data set. */
export interface SvmJudgement {
  /** How many examples were read. */
  readonly count: number;
  /** How many of them rightly. */
  readonly correct: number;
  /** The others, in the order of the data. */
  readonly mistakes: readonly SvmMistake[];
}

interface Parts {
  readonly gamma: number;
  readonly c: number;
  readonly classes: readonly number[];
  readonly bounds: Bounds;
  readonly supportVectors: Dataset<"classes">;
  readonly supportIndices: Int32Array;
  readonly machines: readonly TwoClassMachine[];
}

/** What a class's support vectors say in one machine. */
interface Share {
  readonly machine: number;
  readonly coefficients: Float64Array;
}

/** So many examples are answered together, class by class: one class's support vectors fit into a near cache, all do not. */
const together = 16;

/**
 * A support vector machine that was trained: one machine for each two classes, each of which votes for one of them. The class
 * with the most votes is the answer; of equals, the lowest.
 */
export class SupportVectorMachine {
  /** γ of the kernel e^(−γ‖x − y‖²). */
  readonly gamma: number;
  /** C, what an example on the wrong side cost. */
  readonly c: number;
  /** The classes that it knows, ascending. */
  readonly classes: readonly number[];
  /** The examples that any of the machines needs, by class. */
  readonly supportVectors: Dataset<"classes">;
  /** Where they stand in the training data. */
  readonly supportIndices: Int32Array;
  /** One for each two classes: the first with the second, with the third, …, the second with the third, … */
  readonly machines: readonly TwoClassMachine[];
  readonly #bounds: Bounds;

  constructor({ gamma, c, classes, bounds, supportVectors, supportIndices, machines }: Parts) {
    this.gamma = gamma;
    this.c = c;
    this.classes = classes;
    this.supportVectors = supportVectors;
    this.supportIndices = supportIndices;
    this.machines = machines;
    this.#bounds = bounds;
    Object.freeze(this);
  }

  /**
   * What each machine says to each example: above 0 for its first class, one example after another.
   *
   * @throws NndlError "svm.data", "svm.shape", "svm.options"; the signal's reason when it aborts
   */
  async decisions(data: Dataset, waiting: SvmWaiting = {}): Promise<Float64Array> {
    checkQueries(data, this.supportVectors.size);
    checkWaiting(waiting);
    const { machines } = this;
    const turns = new Turns(waiting.signal);
    const kernel = kernelOf(data, this.supportVectors, this.#bounds, this.gamma);
    const shares = this.#shares();
    const alike = new Float64Array(Math.max(...lengthsOf(this.#bounds)));
    const decisions = new Float64Array(data.count * machines.length);
    for (let from = 0; from < data.count; from += together) {
      if (turns.areDue) {
        waiting.onProgress?.({ done: from, total: data.count });
        await turns.pass();
      }
      const to = Math.min(from + together, data.count);
      shares.forEach((ofBlock, block) => {
        for (let i = from; i < to; i++) {
          kernel.fill(i, block, alike);
          for (const { machine, coefficients } of ofBlock)
            decisions[i * machines.length + machine] = addTo(
              decisions[i * machines.length + machine],
              coefficients,
              alike,
            );
        }
      });
      for (let i = from; i < to; i++)
        machines.forEach(({ bias }, machine) => {
          decisions[i * machines.length + machine] += bias;
        });
    }
    waiting.onProgress?.({ done: data.count, total: data.count });
    return decisions;
  }

  /**
   * The class of each example.
   *
   * @throws NndlError "svm.data", "svm.shape", "svm.options"; the signal's reason when it aborts
   */
  async predict(data: Dataset, waiting: SvmWaiting = {}): Promise<Int32Array> {
    const { classes, machines } = this;
    const decisions = await this.decisions(data, waiting);
    return Int32Array.from({ length: data.count }, (_, i) => {
      const votes = new Map(classes.map((label) => [label, 0]));
      machines.forEach(({ classes: [first, second] }, m) => {
        const winner = decisions[i * machines.length + m] > 0 ? first : second;
        votes.set(winner, votes.get(winner)! + 1);
      });
      return classes.reduce((best, label) => (votes.get(label)! > votes.get(best)! ? label : best));
    });
  }

  /**
   * How many examples it reads rightly, and which ones not.
   *
   * @throws NndlError "svm.targets" where these have no classes, and as `predict`
   */
  async judge(data: Dataset, waiting: SvmWaiting = {}): Promise<SvmJudgement> {
    const { labels } = checkClasses(data);
    const predictions = await this.predict(data, waiting);
    const mistakes: SvmMistake[] = [];
    predictions.forEach((predicted, index) => {
      if (predicted !== labels[index]) mistakes.push({ index, label: labels[index], predicted });
    });
    return { count: data.count, correct: data.count - mistakes.length, mistakes };
  }

  /** For each class the machines that know it, and their coefficients of its support vectors. */
  #shares(): readonly (readonly Share[])[] {
    return this.classes.map((label, block) => {
      const length = this.#bounds[block + 1] - this.#bounds[block];
      return this.machines.flatMap(({ classes: [first, second], coefficients }, machine) => {
        if (label === first) return { machine, coefficients: coefficients.subarray(0, length) };
        if (label === second) return { machine, coefficients: coefficients.subarray(-length) };
        return [];
      });
    });
  }

  /** The hash of all that answers go by: which examples are support vectors, and all coefficients and biases, to the bit. */
  sha256(): string {
    const numbers = [
      [this.gamma],
      this.supportIndices,
      ...this.machines.flatMap(({ coefficients, bias }) => [coefficients, [bias]]),
    ];
    return sha256Hex(numbers.map(littleEndian));
  }
}

/** Adds β_k K(x_k, x) of one class after another, in its order: a machine's first class comes before its second. */
function addTo(sum: number, coefficients: Float64Array, alike: Float64Array): number {
  let total = sum;
  for (let k = 0; k < coefficients.length; k++) total += coefficients[k] * alike[k];
  return total;
}

function littleEndian(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) view.setFloat64(8 * i, numbers[i], true);
  return new Uint8Array(view.buffer);
}
