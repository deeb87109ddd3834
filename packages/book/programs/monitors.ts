/** Watching chapter 3's network learn: its cost and its accuracy, on the training data and on data it has not seen. */
import { check } from "./check.ts";
import { checkExamples, type Example, type TrainingPair } from "./examples.ts";

/** What to look at after each epoch. Each costs a pass over the data, so none is on unless asked for. */
export interface MonitorOptions {
  evaluationData?: Example[];
  monitorEvaluationCost?: boolean;
  monitorEvaluationAccuracy?: boolean;
  monitorTrainingCost?: boolean;
  monitorTrainingAccuracy?: boolean;
}

/** One entry for each epoch, or none where that monitor was not asked for. Accuracies count correct examples. */
export interface Monitors {
  evaluationCost: number[];
  evaluationAccuracy: number[];
  trainingCost: number[];
  trainingAccuracy: number[];
}

export interface Monitored {
  sizes: number[];
  accuracy(data: Example[]): number;
  totalCost(data: Example[], lambda: number, n: number): number;
}

/** Empty monitors, after a look at whether they can be filled. */
export function startMonitors({ sizes }: Monitored, options: MonitorOptions): Monitors {
  const { evaluationData = [] } = options;
  const evaluates = options.monitorEvaluationCost || options.monitorEvaluationAccuracy;
  check(!evaluates || evaluationData.length > 0, "monitoring the evaluation needs evaluationData");
  checkExamples(sizes, evaluationData, "evaluation");
  return { evaluationCost: [], evaluationAccuracy: [], trainingCost: [], trainingAccuracy: [] };
}

/** Adds one epoch's entries. Both costs carry the penalty λ/(2n) Σw² of the training set's n: see `totalCost`. */
export function record(
  monitors: Monitors,
  net: Monitored,
  trainingData: TrainingPair[],
  lambda: number,
  options: MonitorOptions,
): void {
  const { evaluationData = [] } = options;
  const n = trainingData.length;
  if (options.monitorEvaluationCost) monitors.evaluationCost.push(net.totalCost(evaluationData, lambda, n));
  if (options.monitorEvaluationAccuracy) monitors.evaluationAccuracy.push(net.accuracy(evaluationData));
  if (options.monitorTrainingCost) monitors.trainingCost.push(net.totalCost(trainingData, lambda, n));
  if (options.monitorTrainingAccuracy) monitors.trainingAccuracy.push(net.accuracy(trainingData));
}
