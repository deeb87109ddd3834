import { stream } from "nndl/random";
import type { Bench } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { greatest } from "./curves.ts";
import type { Problem } from "./find-hyper-parameters.ts";
import { gridPoints, type Pair, randomPoints } from "./search-points.ts";
import { sections } from "./settings.ts";
import { tryOut } from "./try-out.ts";

const ranges = [
  { from: 0.001, to: 100 },
  { from: 0.01, to: 10_000 },
] as const;
const perAxis = 5;
const problem: Problem = { digits: 10, hidden: 30, images: 5000, validation: 10_000, epochs: 10 };
const quick = {
  perAxis: 3,
  problem: { ...problem, images: 1000, validation: 1000, epochs: 4 },
};

export const experiment = experimentOf({
  name: "ch3/grid-search",
  id: "A3.24",
  title: "η and λ by a grid, and by chance",
  section: sections.hyperParameters,
  about: `784-30-10, 5,000 images, 10 epochs: ${perAxis ** 2} pairs of η from 0.001 to 100 and λ from 0.01 to 10,000, on a grid and by chance.`,
  claim: "searches can be left to a program: a grid of values, or better ones (named only)",
  note:
    "The book gives no number, and refers to Bergstra and Bengio (2012), by whom chance is the better searcher where few of the hyper-parameters matter: it " +
    "looks at 25 values of η where the grid looks at 5. λ stands for that of all images; accuracies are those after the last epoch.",
  chance: true,
  figures: {
    random: { kind: "number", title: "best validation accuracy, by chance", unit: "%" },
    grid: { kind: "number", title: "best validation accuracy, on the grid", unit: "%" },
    median: { kind: "number", title: "median of all tries on the grid", unit: "%" },
    byRate: { kind: "number", title: "what η makes of the accuracy: range of the grid's means", unit: "%" },
    byLambda: { kind: "number", title: "what λ makes of it", unit: "%" },
    gridTries: tries("on the grid"),
    randomTries: tries("by chance"),
    finds: {
      kind: "claim",
      title: "both find a pair that reads more than 90 % of the validation images; most pairs do not",
      holds: (measured) =>
        ["grid", "random"].every((name) => numberOf(measured, name) > 90) && numberOf(measured, "median") < 90,
      onlyInFull: true,
    },
    chanceKeepsUp: {
      kind: "claim",
      title: "chance finds as good a pair as the grid, to a percentage point",
      holds: (measured) => greatest(seriesOf(measured, "randomTries")) > greatest(seriesOf(measured, "gridTries")) - 1,
      onlyInFull: true,
    },
  },
  async run(bench) {
    const wanted = bench.quick ? quick.perAxis : perAxis;
    const pairs = gridPoints(ranges, wanted);
    const grid = await tryAll(bench, pairs);
    const random = await tryAll(bench, randomPoints(ranges, pairs.length, stream(bench.seed, "hyper-parameters")));
    const byRate = (accuracies: readonly Point[]) => [...accuracies].sort(([a], [b]) => a - b);
    const gridTries = byRate(grid.map(([[learningRate], accuracy]) => [learningRate, accuracy]));
    const randomTries = byRate(random.map(([[learningRate], accuracy]) => [learningRate, accuracy]));
    return {
      random: greatest(randomTries),
      grid: greatest(gridTries),
      median: grid.map(([, accuracy]) => accuracy).sort((a, b) => a - b)[grid.length >> 1],
      byRate: rangeOfMeans(grid.map(([[learningRate], accuracy]) => [learningRate, accuracy])),
      byLambda: rangeOfMeans(grid.map(([[, lambda], accuracy]) => [lambda, accuracy])),
      gridTries,
      randomTries,
    };
  },
});

function tries(how: string): SeriesFigure {
  return { kind: "series", title: `validation accuracy of each try, ${how}`, x: "η", y: "%", log: "x" };
}

async function tryAll(bench: Bench, pairs: readonly Pair[]): Promise<(readonly [Pair, number])[]> {
  const tried: (readonly [Pair, number])[] = [];
  for (const pair of pairs) {
    const [learningRate, lambda] = pair;
    const settings = { learningRate, lambda, miniBatchSize: 10 };
    const { accuracies } = await tryOut(bench, bench.quick ? quick.problem : problem, settings);
    tried.push([pair, accuracies.at(-1) ?? 0]);
  }
  return tried;
}

/** How far the means of what belongs to one value each lie apart. */
function rangeOfMeans(points: readonly Point[]): number {
  const means = [...new Set(points.map(([x]) => x))].map((value) => {
    const own = points.filter(([x]) => x === value);
    return own.reduce((sum, [, y]) => sum + y, 0) / own.length;
  });
  return Math.max(...means) - Math.min(...means);
}
