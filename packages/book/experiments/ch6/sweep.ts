/** A convolutional network with one λ after another. */
import { course } from "../bench.ts";
import { type Experiment, experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import type { TrainingRecipe } from "../training-recipe.ts";
import { section } from "./settings.ts";

/** The book's λ of network3, which divides it by the number of mini-batches; ours is divided by that of images. */
const lambdas = [0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100];
const quick = { lambdas: [0, 0.1, 100], epochs: 1, images: 1000, validation: 1000 };
/** The book's sweeps have 60; these have fewer, and say so. */
const epochs = 5;

type About = Pick<Experiment, "name" | "id" | "title" | "claim" | "note">;

export function sweeps(about: About, { network, training }: TrainingRecipe): Experiment {
  return experimentOf({
    ...about,
    section,
    about: `λ from 10⁻⁵ to 100 by tens, and 0, for ${epochs} epochs each (the book's sweep has 60)`,
    chance: true,
    seeds: 3,
    status: "not run yet",
    figures: {
      best: { kind: "number", title: "the λ that is best on the validation images", unit: "", digits: 5 },
      gain: { kind: "number", title: "what it gains over λ = 0", unit: "points" },
      byLambda: {
        kind: "series",
        title: "validation accuracy at the best epoch",
        x: "λ (0 stands at 10⁻⁶)",
        y: "%",
        log: "x",
      },
      harmful: {
        kind: "claim",
        title: "λ = 100 forbids learning",
        holds: (measured) => (seriesOf(measured, "byLambda").at(-1)?.[1] ?? 100) < 50,
      },
      little: {
        kind: "claim",
        title: "the best λ gains less than half a percentage point",
        holds: (measured) => numberOf(measured, "gain") < 0.5,
        onlyInFull: true,
      },
    },
    async run(bench) {
      const { data } = bench;
      const images = bench.quick ? data.training.take(quick.images) : data.training;
      const validation = bench.quick
        ? data.validation.take(Math.min(quick.validation, data.validation.count))
        : data.validation;
      const byLambda: Point[] = [];
      for (const lambda of bench.quick ? quick.lambdas : lambdas) {
        const trained = await bench.train(`λ ${lambda}`, {
          network,
          training: {
            ...training,
            epochs: bench.quick ? quick.epochs : epochs,
            regularization: { l2: (training.miniBatchSize ?? 10) * lambda },
          },
          images,
          evaluate: { validation },
        });
        const best = Math.max(...course(trained, "validation", "accuracy").map(([, y]) => y));
        byLambda.push([lambda === 0 ? 1e-6 : lambda, 100 * best]);
      }
      const [[, without]] = byLambda;
      const [best, accuracy] = byLambda.reduce((top, point) => (point[1] > top[1] ? point : top));
      return { best: best === 1e-6 ? 0 : best, gain: accuracy - without, byLambda };
    },
  });
}
