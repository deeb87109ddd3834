/**
 * When to stop (chapter 3): train until the evaluation accuracy has not improved for n epochs. And instead of stopping
 * the first time, halve the learning rate and go on; stop when patience has run out so many times.
 */
import { check } from "./check.ts";
import { asTraining, type TestPair, type TrainingPair, tinyDigits } from "./examples.ts";
import { Network } from "./network2.ts";
import { Random } from "./random.ts";

export interface Patience {
  /** How many epochs without improvement are too many. */
  n: number;
  /** How often that may happen: 1 is early stopping; 7 stops when the learning rate has fallen to 1/128. */
  times: number;
}

export interface Stopped {
  /** Evaluation accuracy and learning rate of each epoch. */
  accuracies: number[];
  etas: number[];
  /** The first epoch with the best accuracy. */
  bestEpoch: number;
}

/** Trains until patience runs out. Settings of the network's own `sgd` otherwise. */
export function trainWithPatience(
  net: Network,
  trainingData: TrainingPair[],
  evaluationData: TestPair[],
  miniBatchSize: number,
  eta: number,
  { n, times }: Patience,
  lambda = 0,
): Stopped {
  check(Number.isInteger(n) && n >= 1, `n must be a whole number of epochs from 1 up; received ${n}`);
  check(Number.isInteger(times) && times >= 1, `times must be a whole number from 1 up; received ${times}`);
  check(evaluationData.length > 0, "stopping by the evaluation accuracy needs evaluation data");
  const accuracies: number[] = [];
  const etas: number[] = [];
  let bestEpoch = 0;
  let rate = eta;
  for (let ranOut = 0; ranOut < times; ranOut++) {
    // A new learning rate gets n epochs to prove itself, however long ago the best epoch was.
    let waiting = 0;
    while (waiting < n) {
      net.sgd(trainingData, 1, miniBatchSize, rate, { lambda });
      etas.push(rate);
      accuracies.push(net.accuracy(evaluationData));
      const epoch = accuracies.length - 1;
      // Accuracy counts examples and cannot improve for ever, so this loop ends.
      if (epoch === 0 || accuracies[epoch] > accuracies[bestEpoch]) {
        bestEpoch = epoch;
        waiting = 0;
      } else waiting += 1;
    }
    rate /= 2;
  }
  return { accuracies, etas, bestEpoch };
}

export function demo(): string[] {
  const trainingData = asTraining(tinyDigits(200, new Random(1), 0.5));
  const evaluationData = tinyDigits(500, new Random(2), 0.5);
  return [1, 7].map((times) => {
    const net = new Network([15, 20, 10], new Random(10));
    const { accuracies, etas, bestEpoch } = trainWithPatience(net, trainingData, evaluationData, 10, 2.0, {
      n: 10,
      times,
    });
    const rule = times === 1 ? "stop after no improvement in 10" : "halve then instead, down to 1/128";
    return (
      `${rule}: ${accuracies.length} epochs, best ${accuracies[bestEpoch]} / 500 at epoch ${bestEpoch}, ` +
      `last learning rate ${etas[etas.length - 1]}`
    );
  });
}
