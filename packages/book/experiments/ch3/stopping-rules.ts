/** When to stop, by the validation accuracies so far. None looks at an epoch that has not been. */

/** Whether to stop after the last of these epochs. */
export type StoppingRule = (accuracies: readonly number[]) => boolean;

/** The book's: nothing better for so many epochs. */
export function noImprovementIn(epochs: number): StoppingRule {
  return (accuracies) => accuracies.length - 1 - firstBest(accuracies) >= epochs;
}

/** Patience that grows with the training: nothing better for so many epochs and for half as many as it took to the best. */
export function noImprovementInHalf(epochs: number): StoppingRule {
  return (accuracies) => {
    const best = firstBest(accuracies);
    return accuracies.length - 1 - best >= epochs + best / 2;
  };
}

/** No luck of single epochs: the mean of the last so many is no better than that of as many before. */
export function averageOf(epochs: number): StoppingRule {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return (accuracies) =>
    accuracies.length >= 2 * epochs && mean(accuracies.slice(-epochs)) <= mean(accuracies.slice(-2 * epochs, -epochs));
}

export interface Stopped {
  /** How many epochs it trains; all there are where it would have gone on. */
  readonly epochs: number;
  /** The first of the best among them, from 0. */
  readonly best: number;
}

/** Where a rule ends a training. Rules change nothing before, so that one long training tells of all of them. */
export function stoppedBy(rule: StoppingRule, accuracies: readonly number[]): Stopped {
  let epochs = 1;
  while (epochs < accuracies.length && !rule(accuracies.slice(0, epochs))) epochs++;
  return { epochs, best: firstBest(accuracies.slice(0, epochs)) };
}

function firstBest(accuracies: readonly number[]): number {
  return accuracies.indexOf(Math.max(...accuracies));
}
