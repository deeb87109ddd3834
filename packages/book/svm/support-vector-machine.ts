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
    const { classes, machines } = this;
    const turns = new Turns(waiting.signal);
    const kernel = kernelOf(data, this.supportVectors, this.#bounds, this.gamma);
    const alike = lengthsOf(this.#bounds).map((length) => new Float64Array(length));
    const pairs = machines.map(({ classes: pair }) => pair.map((label) => alike[classes.indexOf(label)]));
    const decisions = new Float64Array(data.count * machines.length);
    for (let i = 0; i < data.count; i++) {
      if (turns.areDue) {
        waiting.onProgress?.({ done: i, total: data.count });
        await turns.pass();
      }
      alike.forEach((values, block) => {
        kernel.fill(i, block, values);
      });
      machines.forEach((machine, m) => {
        decisions[i * machines.length + m] = decide(machine, pairs[m][0], pairs[m][1]);
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

/** The sum goes over the first class's support vectors, then over the second's. */
function decide({ coefficients, bias }: TwoClassMachine, first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < first.length; k++) sum += coefficients[k] * first[k];
  for (let k = 0; k < second.length; k++) sum += coefficients[first.length + k] * second[k];
  return sum + bias;
}

function littleEndian(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) view.setFloat64(8 * i, numbers[i], true);
  return new Uint8Array(view.buffer);
}
