import { type Bench, course, shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

/** How many runs of each kind a seed stands for. */
const runs = 10;

/** Percentage points below the median from which a run counts as stuck. */
const stuckBelow = 1;

export const experiment = experimentOf({
  name: "ch3/stuck-runs",
  id: "E3.25",
  title: "How much runs differ, with and without regularization",
  section: sections.overfitting,
  about:
    "784-30-10, the cross-entropy, η = 0.5, with λ = 0 and with λ = 5: ten runs of each, which differ in their seeds alone; best test accuracies.",
  claim: "runs that are not regularized now and then get stuck; regularized ones give much the same result every time",
  note:
    "The book gives no number. Our measures: the standard deviation over the runs, and how many are more than a percentage point below " +
    "their median, which we call stuck.",
  chance: true,
  seeds: 3,
  quick: { epochs: 2, limit: 5000 },
  figures: {
    spread: { kind: "number", title: "standard deviation, not regularized", unit: "%" },
    regularizedSpread: { kind: "number", title: "standard deviation, λ = 5", unit: "%" },
    stuck: { kind: "number", title: "stuck runs of 10, not regularized", unit: "", digits: 0 },
    regularizedStuck: { kind: "number", title: "stuck runs of 10, λ = 5", unit: "", digits: 0 },
    accuracies: { kind: "series", title: "best test accuracy, not regularized", x: "run", y: "% of the test images" },
    regularizedAccuracies: { kind: "series", title: "best test accuracy, λ = 5", x: "run", y: "% of the test images" },
    replicates: {
      kind: "claim",
      title: "with regularization runs differ less, and none is stuck",
      holds: (measured) =>
        numberOf(measured, "regularizedSpread") < numberOf(measured, "spread") &&
        numberOf(measured, "regularizedStuck") === 0,
      onlyInFull: true,
    },
    some: {
      kind: "claim",
      title: "some run that is not regularized is stuck",
      holds: (measured) => numberOf(measured, "stuck") > 0,
      onlyInFull: true,
    },
  },
  async run(bench) {
    const [accuracies, regularizedAccuracies] = [await trainAll(bench, 0), await trainAll(bench, 5)];
    return {
      spread: deviation(accuracies),
      regularizedSpread: deviation(regularizedAccuracies),
      stuck: stuck(accuracies),
      regularizedStuck: stuck(regularizedAccuracies),
      accuracies: accuracies.map((y, i): Point => [i + 1, y]),
      regularizedAccuracies: regularizedAccuracies.map((y, i): Point => [i + 1, y]),
    };
  },
});

/** Best test accuracies of runs with seeds of their own, the same for every λ. */
async function trainAll(bench: Bench, l2: number): Promise<number[]> {
  const { test } = bench.data;
  const { training, images } = shorten(bench, { ...chapter3Training, ...(l2 === 0 ? {} : { regularization: { l2 } }) });
  const accuracies: number[] = [];
  for (let i = 0; i < (bench.quick ? 3 : runs); i++) {
    const trained = await bench.train(`lambda ${l2} run ${i + 1}`, {
      network: chapter3Network(30),
      training,
      images,
      evaluate: { test },
      seed: runs * bench.seed + i,
    });
    const counts = course(trained, "test", "correct").map(([, y]) => y);
    accuracies.push((100 * Math.max(...counts)) / test.count);
  }
  return accuracies;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function stuck(values: readonly number[]): number {
  const median = [...values].sort((a, b) => a - b)[values.length >> 1];
  return values.filter((value) => value < median - stuckBelow).length;
}
