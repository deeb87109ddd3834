import { backprop, type Net, randomNet } from "../../programs/backprop.ts";
import { finiteDifferences, largestDifference, passesNeeded } from "../../programs/finite-differences.ts";
import { Random } from "../../programs/random.ts";
import { experimentOf } from "../experiment.ts";
import type { Point } from "../figure.ts";

/** Hidden neurons of 20-n-10 networks, from about 300 parameters to about 12,000. */
const widths = [10, 30, 100, 400];

export const experiment = experimentOf({
  name: "ch2/finite-differences",
  id: "E2.2",
  rows: ["A2.12"],
  title: "The gradient by finite differences, counted and timed",
  section: "Chapter 2, In what sense is backpropagation a fast algorithm?",
  about: "20-n-10 networks of the reading room: both gradients of one example, as the network grows",
  claim:
    "a million weights cost a million and one forward passes by finite differences, and about two by backpropagation",
  chance: true,
  quick: "same",
  figures: {
    passesForMillion: {
      kind: "number",
      title: "forward passes for a million parameters",
      unit: "passes",
      digits: 0,
      book: 1_000_001,
      judge: { by: "equality" },
    },
    passes: { kind: "series", title: "forward passes, counted", x: "parameters", y: "passes", log: "both" },
    timesAsLong: {
      kind: "series",
      machine: true,
      title: "how many times as long as backpropagation",
      x: "parameters",
      y: "times",
      log: "both",
    },
    difference: {
      kind: "number",
      title: "largest difference between the two gradients",
      unit: "",
      judge: { by: "range", to: 1e-5 },
    },
    counted: {
      kind: "claim",
      title: "one pass for each parameter, and one more",
      holds: ({ passes }) => Array.isArray(passes) && passes.every(([parameters, count]) => count === parameters + 1),
    },
    growing: {
      kind: "claim",
      title: "the larger the network, the further backpropagation is ahead",
      holds: ({ timesAsLong }) =>
        Array.isArray(timesAsLong) && timesAsLong[timesAsLong.length - 1][1] > 5 * timesAsLong[0][1],
    },
  },
  note: "Counts are exact; times are of this machine and of plain loops, so only their growth is judged.",
  run(bench) {
    const passes: Point[] = [];
    const timesAsLong: Point[] = [];
    let difference = 0;
    for (const width of widths) {
      const random = new Random(bench.seed);
      const net = randomNet([20, width, 10], random);
      const x = Array.from({ length: 20 }, () => random.uniform());
      const y = Array.from({ length: 10 }, (_, j) => (j === 3 ? 1 : 0));
      const parameters = count(net);
      const exact = backprop(net, x, y);
      const slow = timed(() => finiteDifferences(net, x, y));
      const fast = timed(() => {
        for (let i = 0; i < repetitions; i++) backprop(net, x, y);
      });
      difference = Math.max(difference, largestDifference(slow.result.gradient, exact));
      passes.push([parameters, slow.result.passes]);
      timesAsLong.push([parameters, (repetitions * slow.seconds) / fast.seconds]);
    }
    return Promise.resolve({
      passesForMillion: passesNeeded(1_000_000).finiteDifferences,
      passes,
      timesAsLong,
      difference,
    });
  },
});

/** One pass is too short for the clock. */
const repetitions = 50;

function timed<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const began = performance.now();
  const result = work();
  return { result, seconds: (performance.now() - began) / 1000 };
}

function count({ weights, biases }: Net): number {
  return weights.flat(2).length + biases.flat().length;
}
