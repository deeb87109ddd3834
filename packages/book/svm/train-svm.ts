import type { Dataset } from "nndl";
import { checkOptions, checkTraining, type SvmOptions } from "./check-svm.ts";
import { type Bounds, lengthsOf } from "./kernel.ts";
import { kernelOf } from "./kernel-of.ts";
import { KernelRows } from "./kernel-rows.ts";
import { type Solution, solve, type TwoClasses } from "./solve.ts";
import { SupportVectorMachine } from "./support-vector-machine.ts";
import { Turns } from "./turns.ts";

/**
 * Trains a support vector machine (C-SVC) with a kernel of radial basis functions, one machine for each two classes: what
 * `svm.SVC(gamma=…, C=…)` of scikit-learn computes, step by step, with the same bits on every machine.
 *
 * @param data examples with classes, at least two of which occur; those that do not are never predicted
 * @throws NndlError "svm.*" for other data and options; the signal's reason when it aborts
 * @example
 * const { training, test } = await mnist();
 * const machine = await trainSvm(training.take(5000), { gamma: 1 / 784 });
 * machine.supportVectors.count; // 3115
 * (await machine.judge(test)).correct; // 9085
 * @see chapter 1, "A simple network to classify handwritten digits"; chapter 3, "Other techniques for regularization"
 */
export async function trainSvm(data: Dataset<"classes">, options: SvmOptions): Promise<SupportVectorMachine> {
  const { gamma, c, cacheBytes } = checkOptions(options);
  const { labels } = checkTraining(data);
  const turns = new Turns(options.signal);
  const { classes, order, bounds } = byClass(labels);
  const sorted = data.pick(order);
  const rows = new KernelRows(kernelOf(sorted, sorted, bounds, gamma), bounds, cacheBytes);
  const pairs = classes.flatMap((_, a) => classes.slice(a + 1).map((_, k) => [a, a + 1 + k] as const));
  const solutions: Solution[] = [];
  for (const [a, b] of pairs) {
    options.onProgress?.({ done: solutions.length, total: pairs.length });
    turns.check();
    solutions.push(await solve(twoClasses(rows, bounds, a, b), { c, turns }));
  }
  options.onProgress?.({ done: pairs.length, total: pairs.length });
  return gathered();

  function gathered(): SupportVectorMachine {
    const isNeeded = new Uint8Array(sorted.count);
    pairs.forEach(([a, b], m) => {
      placesOf(bounds, a, b).forEach((place, k) => {
        if (solutions[m].coefficients[k] !== 0) isNeeded[place] = 1;
      });
    });
    const needed = order.map((_, place) => place).filter((place) => isNeeded[place] === 1);
    return new SupportVectorMachine({
      ...{ gamma, c, classes },
      bounds: bounds.map((bound) => needed.filter((place) => place < bound).length),
      supportVectors: sorted.pick(needed),
      supportIndices: Int32Array.from(needed, (place) => order[place]),
      machines: pairs.map(([a, b], m) => {
        const { coefficients, bias, steps } = solutions[m];
        const isKept = placesOf(bounds, a, b).map((place) => isNeeded[place] === 1);
        return {
          classes: [classes[a], classes[b]],
          coefficients: coefficients.filter((_, k) => isKept[k]),
          ...{ bias, steps },
        };
      }),
    });
  }
}

/** The classes that occur, ascending; the examples sorted by them, otherwise in their order; where each class begins. */
function byClass(labels: ArrayLike<number>) {
  const places = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const same = places.get(labels[i]);
    if (same === undefined) places.set(labels[i], [i]);
    else same.push(i);
  }
  const classes = [...places.keys()].sort((a, b) => a - b);
  const order = classes.flatMap((label) => places.get(label)!);
  const bounds = [0];
  for (const label of classes) bounds.push(bounds.at(-1)! + places.get(label)!.length);
  return { classes, order, bounds };
}

function twoClasses(rows: KernelRows, bounds: Bounds, a: number, b: number): TwoClasses {
  const places = placesOf(bounds, a, b);
  const lengths = lengthsOf(bounds);
  return {
    positive: lengths[a],
    count: places.length,
    fill(example, row) {
      row.set(rows.row(places[example], a));
      row.set(rows.row(places[example], b), lengths[a]);
    },
  };
}

/** The examples of two classes, by their places among the sorted. */
function placesOf(bounds: Bounds, a: number, b: number): readonly number[] {
  return [a, b].flatMap((block) =>
    Array.from({ length: bounds[block + 1] - bounds[block] }, (_, k) => bounds[block] + k),
  );
}
