import { type Dataset, type Network, type NetworkInput, network } from "nndl";
import { type Bench, course, type Trained } from "../bench.ts";
import { coarse } from "../coarse-images.ts";
import { experimentOf } from "../experiment.ts";
import { type NumberFigure, numberOf, type Point, type SeriesFigure } from "../figure.ts";
import type { ExperimentTraining } from "../training-recipe.ts";
import { least } from "./curves.ts";
import { sections } from "./settings.ts";

const [images, passes] = [1000, 100];
/** So that its Hessian is made in a moment. */
const quick = { images: 200, square: 7 };
const square = 4;
const regularization = { l2: 1 };

/** All images are one mini-batch where nothing is said of it. */
type Settings = Omit<ExperimentTraining, "miniBatchSize"> & Partial<Pick<ExperimentTraining, "miniBatchSize">>;

/** How each goes down; those that look at all images before each step have as many steps as they need. */
const methods = {
  sgd: { title: "SGD", training: { miniBatchSize: 10, learningRate: 0.2, epochs: passes } },
  momentum: {
    title: "SGD with momentum",
    training: { miniBatchSize: 10, learningRate: 0.02, epochs: passes, optimizer: { type: "momentum", momentum: 0.9 } },
  },
  descent: { title: "gradient descent with all images", training: { learningRate: 2, epochs: passes } },
  conjugate: {
    title: "conjugate gradients",
    training: { learningRate: 1, epochs: 400, optimizer: "conjugate-gradients" },
  },
  lbfgs: { title: "L-BFGS", training: { learningRate: 1, epochs: 400, optimizer: "l-bfgs" } },
  newton: { title: "Newton's method", training: { learningRate: 1, epochs: 40, optimizer: "newton" } },
} as const satisfies Record<string, { title: string; training: Settings }>;

type Method = keyof typeof methods;
const names = Object.keys(methods) as Method[];
const compared = names.filter((name) => name !== "newton");

/** What is told of a method: how far above the minimum it is, after few passes through the data and after many. */
const [early, late] = [5, passes];

export const experiment = experimentOf({
  name: "ch3/second-order",
  id: "A3.25",
  rows: ["A3.27"],
  title: "Newton's method, conjugate gradients and L-BFGS against SGD and momentum",
  section: sections.variations,
  about:
    `Digits of 7 × 7 pixels, the first ${images.toLocaleString("en")} of them, without a hidden layer: the cost by passes through the data and by seconds. Newton's ` +
    "step on a quadratic cost.",
  claim:
    "on a quadratic Newton's step leads to the minimum at once (105, 106), and with the Hessian one needs fewer steps than by gradient descent; " +
    "but the Hessian is too large for most networks; conjugate gradients and L-BFGS do without it",
  note:
    "The book measures none of this. Without a hidden layer there is one minimum, so that each can be said to be so far above it. The 500 weights and " +
    "biases make a Hessian of 250,000 entries, for which Newton's method computes 500 products with it in each step: few steps, and far more time. " +
    "A step of conjugate gradients or L-BFGS is one pass through the data or a few. η of the others is one that suits them; it stays as it is, so that " +
    "SGD ends near the minimum and not at it.",
  chance: true,
  seeds: 3,
  figures: {
    quadraticSteps: {
      kind: "number",
      title: "steps of Newton's method to the minimum of a quadratic cost",
      unit: "steps",
      digits: 0,
      book: 1,
      judge: { by: "equality" },
    },
    dampedGap: {
      kind: "number",
      title: "what a step of half the length leaves of the way down: (1 − ½)²",
      unit: "",
      digits: 4,
      book: 0.25,
      judge: { by: "ratio", within: 1.001 },
    },
    newtonSteps: {
      kind: "number",
      title: "Newton's steps to the minimum of the cross-entropy",
      unit: "steps",
      digits: 0,
    },
    ...forEach(compared, earlyOf, (title) => gap(`${title}, after ${early} passes`)),
    ...forEach(compared, lateOf, (title) => gap(`${title}, after ${late} passes`)),
    ...forEach(names, secondsOf, (title) => ({
      kind: "number",
      title: `seconds of its whole run, ${title}`,
      unit: "s",
      machine: true,
    })),
    ...forEach(names, byPasses, (title) => gapSeries(`${title}, by passes`, "passes through the data")),
    ...forEach(names, byTime, (title) => ({ ...gapSeries(`${title}, by time`, "seconds"), machine: true })),
    ahead: {
      kind: "claim",
      title: `after ${early} passes SGD and momentum are below all that look at all images before each step`,
      holds: (measured) =>
        (["sgd", "momentum"] as const).every((one) =>
          (["descent", "conjugate", "lbfgs"] as const).every(
            (other) => numberOf(measured, earlyOf(one)) < numberOf(measured, earlyOf(other)),
          ),
        ),
      onlyInFull: true,
    },
    lowest: {
      kind: "claim",
      title: `after ${late} passes L-BFGS is the lowest, and conjugate gradients are next`,
      holds: (measured) => {
        const of = (name: Method) => numberOf(measured, lateOf(name));
        return (["sgd", "momentum", "descent"] as const).every(
          (name) => of("lbfgs") < of("conjugate") && of("conjugate") < of(name),
        );
      },
      onlyInFull: true,
    },
    few: {
      kind: "claim",
      title: "Newton's method takes fewer than 15 steps to the minimum",
      holds: (measured) => numberOf(measured, "newtonSteps") < 15,
    },
  },
  async run(bench) {
    const digits = bench.data.training.take(bench.quick ? quick.images : images);
    const data = coarse(digits, bench.quick ? quick.square : square);
    const courses = new Map<Method, { readonly costs: readonly Point[]; readonly seconds: number }>();
    for (const name of names) {
      const trained = await goDown(bench, name, data, methods[name].training);
      courses.set(name, { costs: costsByPasses(trained), seconds: trained.seconds });
    }
    const minimum = Math.min(...[...courses.values()].map(({ costs }) => least(costs)));
    const figures = [...courses].flatMap(([name, { costs, seconds }]): [string, number | Point[]][] => {
      const gaps = costs.map(([at, cost]): Point => [at, cost - minimum]);
      // As many as a plot needs; and where it is at the minimum, a logarithmic axis has no place for it.
      const shown = gaps.filter(([at, y], i) => y > 0 && at <= passes && (i < 10 || i % 5 === 0));
      const each = seconds / gaps[gaps.length - 1][0];
      const numbers: [string, number][] = [
        [earlyOf(name), after(early, gaps)],
        [lateOf(name), after(late, gaps)],
      ];
      return [
        ...(name === "newton" ? [] : numbers),
        [secondsOf(name), seconds],
        [byPasses(name), shown],
        [byTime(name), shown.map(([at, y]): Point => [at * each, y])],
      ];
    });
    return {
      ...(await onQuadratic(bench, data)),
      newtonSteps: courses.get("newton")!.costs.length,
      ...Object.fromEntries(figures),
    };
  },
});

/** The cost on what is learned from, with its regularization, after each step or epoch, by passes through the data. */
function costsByPasses(trained: Trained): Point[] {
  let done = 0;
  return course(trained, "training", "cost").map(([index, cost]): Point => {
    done += trained.epochs[index].descent?.passes ?? 1;
    return [done, cost];
  });
}

/** How far above the minimum a method is once it has made so many passes; those within its last step do not count yet. */
function after(passes: number, gaps: readonly Point[]): number {
  const done = gaps.filter(([at]) => at <= passes);
  return (done.at(-1) ?? gaps[0])[1];
}

async function onQuadratic(bench: Bench, data: Dataset) {
  const start = await wholeCost(network({ ...startOf(data, quadratic), seed: bench.seed }), data);
  const costs = async (learningRate: number, epochs: number) => {
    const training = { learningRate, epochs, optimizer: "newton" } as const;
    const trained = await goDown(bench, `quadratic ${learningRate}`, data, training, quadratic);
    return course(trained, "training", "cost").map(([, cost]) => cost);
  };
  const whole = await costs(1, 10);
  const [half] = await costs(0.5, 1);
  const minimum = Math.min(...whole);
  return {
    quadraticSteps: whole.findIndex((cost) => cost - minimum <= landed * (start - minimum)) + 1,
    dampedGap: (half - minimum) / (start - minimum),
  };
}

/** As it is measured after epochs: with the regularization. */
async function wholeCost(net: Network, images: Dataset): Promise<number> {
  const { cost } = await net.evaluate(images);
  let squares = 0;
  for (const w of net.parameters.get("layers.0.weights")?.values ?? []) squares += w * w;
  return cost + (regularization.l2 * squares) / (2 * images.count);
}

/** What float32 leaves of a way down of which nothing should be left. */
const landed = 1e-9;

type Ending = Pick<NetworkInput, "layers" | "cost">;

const crossEntropy: Ending = {
  layers: [{ type: "dense", units: 10, activation: "sigmoid" }],
  cost: "cross-entropy",
};
const quadratic: Ending = { layers: [{ type: "dense", units: 10, activation: "linear" }], cost: "quadratic" };

function startOf({ size }: Dataset, ending: Ending) {
  return { ...ending, input: [size], initializer: "scaled-gaussian" } as const;
}

function goDown(bench: Bench, name: string, images: Dataset, training: Settings, ending = crossEntropy) {
  return bench.train(name, {
    network: startOf(images, ending),
    training: { miniBatchSize: images.count, regularization, ...training },
    images,
    evaluate: { training: images },
  });
}

function forEach<Figure>(
  which: readonly Method[],
  key: (name: Method) => string,
  figure: (title: string) => Figure,
): Record<string, Figure> {
  return Object.fromEntries(which.map((name) => [key(name), figure(methods[name].title)]));
}

function earlyOf(name: Method): string {
  return `${name}Early`;
}

function lateOf(name: Method): string {
  return `${name}Late`;
}

function secondsOf(name: Method): string {
  return `${name}Seconds`;
}

function byPasses(name: Method): string {
  return `${name}Passes`;
}

function byTime(name: Method): string {
  return `${name}Time`;
}

function gap(of: string): NumberFigure {
  return { kind: "number", title: `cost above the minimum, ${of}`, unit: "", digits: 5 };
}

function gapSeries(of: string, x: string): SeriesFigure {
  return { kind: "series", title: `cost above the minimum, ${of}`, x, y: "cost above the minimum", log: "y" };
}
