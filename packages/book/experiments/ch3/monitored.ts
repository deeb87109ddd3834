/** A training that is watched with all four of network2's monitors: costs and accuracies, on new images and on those it learns from. */
import { course, shorten } from "../bench.ts";
import type { Experiment } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { measuredBy, type TrainingExperiment, trains } from "../trains.ts";
import { costCourse, curve, fromEpoch0, greatest } from "./curves.ts";

export interface MonitoredExperiment extends TrainingExperiment {
  readonly book: TrainingExperiment["book"] & {
    /** Percent of the training images, at the best epoch. */
    readonly training?: number;
    /** How many percentage points that is above `value`. */
    readonly gap?: number;
    /** After each epoch. */
    readonly trainingCorrect?: readonly number[];
    readonly costs?: readonly number[];
    readonly trainingCosts?: readonly number[];
  };
}

/** What `trains` makes of it, and beside it what is monitored on the training images, and the costs. */
export function monitored(experiment: MonitoredExperiment): Experiment {
  const { training, gap, trainingCorrect, costs, trainingCosts } = experiment.book;
  const { evaluation } = experiment;
  const points = (values: readonly number[] | undefined) => (values === undefined ? undefined : fromEpoch0(values));
  const { figures, ...rest } = trains({ ...experiment, claims: {} });
  return {
    ...rest,
    figures: {
      ...figures,
      training: {
        kind: "number",
        title: "training accuracy at its best epoch",
        unit: "%",
        ...(training === undefined ? {} : { book: training, judge: { by: "seeds" } }),
      },
      gap: {
        kind: "number",
        title: `how far that is above the ${evaluation} accuracy`,
        unit: "%",
        ...(gap === undefined ? {} : { book: gap, judge: { by: "seeds" } }),
      },
      trainingCourse: curve("training images read correctly", "of 50,000 images", points(trainingCorrect)),
      cost: curve(`cost on the ${evaluation} images`, "cost", points(costs)),
      trainingCost: curve("cost on the training images", "cost", points(trainingCosts)),
      ...experiment.claims,
    },
    async run(bench) {
      const { training, images } = shorten(bench, experiment.training);
      const trained = await bench.train("", {
        network: experiment.network,
        training,
        images,
        evaluate: { [evaluation]: bench.data[evaluation], training: images },
      });
      const measured = measuredBy(trained, experiment);
      const trainingCourse: readonly Point[] = course(trained, "training", "correct");
      const best = (100 * greatest(trainingCourse)) / images.count;
      return {
        ...measured,
        training: best,
        gap: best - numberOf(measured, "accuracy"),
        trainingCourse,
        cost: costCourse(trained, evaluation, images.count),
        trainingCost: costCourse(trained, "training", images.count),
      };
    },
  };
}
