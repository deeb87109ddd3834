import {
  averageDarkness,
  checkSettings,
  type EpochEvent,
  type MiniBatchEvent,
  type Mnist,
  type Network,
  network,
  type TrainingRun,
  type TrainingSettings,
  train,
} from "nndl";
import type { DarknessExperiment, Experiment, TrainingExperiment } from "./experiment.ts";

export interface RunOptions {
  readonly seed: number;
  readonly data: Pick<Mnist, "training" | "validation" | "test">;
  /** As for `train`; never changes a result. */
  readonly threads?: number | "auto";
  /** Ends the run; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the training run before it begins: what shows it may read its `progress`, and save its `snapshot()`. */
  readonly onStart?: (run: TrainingRun) => void;
  /** Called after each epoch; its evaluation is under `event.evaluations[experiment.evaluation]`. */
  readonly onEpoch?: (event: EpochEvent) => void;
  /** Called a few dozen times in each epoch, with the mean cost since the last call. */
  readonly onProgress?: (event: MiniBatchEvent) => void;
  /** Other epochs than the experiment's, or only the first so many training images: a quick look (see `asInBook`). */
  readonly epochs?: number;
  readonly limit?: number;
}

/** One run of one experiment. Plain JSON, except for the network. */
export interface ExperimentResult {
  readonly name: string;
  /** What chance came from; the darkness experiment has none and ignores it. */
  readonly seed: number;
  /** The result by the experiment's reading: percent of the evaluated images read correctly. */
  readonly value: number;
  /** Images evaluated, and how many of them were read correctly after each epoch (once, where nothing trains). */
  readonly count: number;
  readonly correct: readonly number[];
  /** The epoch, from 0, with the most correct; the first of equals. */
  readonly bestEpoch: number;
  /** Whether it trained for the experiment's own epochs on all the images; otherwise it says nothing about the book. */
  readonly asInBook: boolean;
  /** Seconds from start to end, evaluation included. */
  readonly seconds: number;
  /** Where a network was trained: images per second of training alone, threads, and the final weights' hash. */
  readonly imagesPerSecond?: number;
  readonly threads?: number;
  readonly sha256?: string;
  readonly network?: Network;
}

/** How often progress is reported. */
const reportsPerEpoch = 40;

/**
 * Runs an experiment with one seed: the same seed gives the same result, weights included, to the bit.
 *
 * @throws NndlError for a seed, a number of epochs, a limit or data that cannot be; the signal's reason when it aborts
 * @example const { value, sha256 } = await runExperiment(findExperiment("E1.1"), { seed: 1, data: await mnist() });
 */
export async function runExperiment(experiment: Experiment, options: RunOptions): Promise<ExperimentResult> {
  options.signal?.throwIfAborted();
  return experiment.kind === "darkness" ? runDarkness(experiment, options) : runTraining(experiment, options);
}

/** An experiment's training settings, completed. The experiment's own number of epochs unless another is given. */
export function settingsOf({ training }: TrainingExperiment, epochs = training.epochs): TrainingSettings {
  return checkSettings({ ...training, epochs });
}

function runDarkness(experiment: DarknessExperiment, { seed, data, limit }: RunOptions): ExperimentResult {
  const started = performance.now();
  const training = limit === undefined ? data.training : data.training.take(limit);
  const evaluated = data[experiment.evaluation];
  const correct = averageDarkness(training).correct(evaluated);
  return {
    name: experiment.name,
    seed,
    value: percent(correct, evaluated.count),
    count: evaluated.count,
    correct: [correct],
    bestEpoch: 0,
    asInBook: training.count === data.training.count,
    seconds: (performance.now() - started) / 1000,
  };
}

async function runTraining(experiment: TrainingExperiment, options: RunOptions): Promise<ExperimentResult> {
  const { seed, data, signal, onStart, onEpoch, onProgress } = options;
  const started = performance.now();
  const training = options.limit === undefined ? data.training : data.training.take(options.limit);
  const settings = settingsOf(experiment, options.epochs);
  const net = network({ ...experiment.network, seed });
  const name = experiment.evaluation;
  const evaluated = data[name];
  const common = {
    ...experiment.training,
    epochs: settings.epochs,
    evaluate: { [name]: evaluated },
    threads: options.threads ?? ("auto" as const),
    ...(signal === undefined ? {} : { signal }),
  };
  const miniBatchEvents = Math.ceil(training.count / settings.miniBatchSize / reportsPerEpoch);
  const run: TrainingRun =
    onProgress === undefined ? train(net, training, common) : train(net, training, { ...common, miniBatchEvents });
  onStart?.(run);
  let trainingSeconds = 0;
  for await (const event of run) {
    if (event.type === "epoch") {
      trainingSeconds += event.seconds;
      onEpoch?.(event);
    } else onProgress?.(event);
  }
  if (run.outcome?.reason === "aborted") throw signal?.reason;
  const correct = (run.outcome?.history ?? []).map(({ evaluations }) => evaluations[name].correct ?? 0);
  const bestEpoch = correct.indexOf(Math.max(...correct));
  const read = experiment.reading === "best epoch" ? bestEpoch : correct.length - 1;
  return {
    name: experiment.name,
    seed,
    value: percent(correct[read], evaluated.count),
    count: evaluated.count,
    correct,
    bestEpoch,
    asInBook: settings.epochs === experiment.training.epochs && training.count === data.training.count,
    seconds: (performance.now() - started) / 1000,
    imagesPerSecond: (training.count * correct.length) / trainingSeconds,
    threads: run.threads,
    sha256: net.sha256(),
    network: net,
  };
}

function percent(correct: number, count: number): number {
  return (100 * correct) / count;
}
