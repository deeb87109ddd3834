/** 400 epochs on the first 1,000 training images, with all four monitors: how the book makes a network overfit. */
import { type Bench, course } from "../bench.ts";
import type { Point, SeriesFigure } from "../figure.ts";
import { costCourse, curve } from "./curves.ts";
import { chapter3Network, chapter3Training, firstImages } from "./settings.ts";

/** The epochs at which we have the book's curves. */
const bookEpochs = [0, 1, 5, 10, 14, 15, 20, 50, 67, 100, 150, 199, 200, 250, 280, 300, 350, 399];

export interface BookCurves {
  readonly testCost: readonly number[];
  readonly test: readonly number[];
  readonly trainingCost: readonly number[];
  readonly training: readonly number[];
}

export function thousandCurves({ testCost, test, trainingCost, training }: BookCurves): Record<string, SeriesFigure> {
  const points = (values: readonly number[]) => values.map((value, i): Point => [bookEpochs[i], value]);
  return {
    test: curve("test images read correctly", "of 10,000 images", points(test)),
    testCost: curve("cost on the test images", "cost", points(testCost)),
    training: curve("training images read correctly", "of 1,000 images", points(training)),
    trainingCost: curve("cost on the training images", "cost", points(trainingCost)),
  };
}

/** @param l2 the strength λ of L2 regularization */
export async function trainOnThousand(bench: Bench, l2: number) {
  const images = firstImages(bench, 1000);
  const trained = await bench.train("", {
    network: chapter3Network(30),
    training: {
      ...chapter3Training,
      epochs: bench.shortened.epochs ?? 400,
      ...(l2 === 0 ? {} : { regularization: { l2 } }),
    },
    images,
    evaluate: { test: bench.data.test, training: images },
  });
  return {
    images,
    test: course(trained, "test", "correct"),
    testCost: costCourse(trained, "test", images.count),
    training: course(trained, "training", "correct"),
    trainingCost: costCourse(trained, "training", images.count),
  };
}
