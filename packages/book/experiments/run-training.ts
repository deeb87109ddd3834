import { type Dataset, network, type TrainingRun, type TrainingSettings, train } from "nndl";
import { checkSettings } from "nndl/spec";
import { imagesOf } from "./expanded.ts";
import type { TrainingExperiment } from "./experiment.ts";
import type { ExperimentResult, RunOptions } from "./result.ts";

/** How often progress is reported. */
const reportsPerEpoch = 40;

/** An experiment's training settings, completed. The experiment's own number of epochs unless another is given. */
export function settingsOf({ training }: TrainingExperiment, epochs = training.epochs): TrainingSettings {
  return checkSettings({ ...training, epochs });
}

/** Trains one network, measures it after each epoch, and reads the result as the experiment says. */
export async function runTraining(experiment: TrainingExperiment, options: RunOptions): Promise<ExperimentResult> {
  const { seed, data, signal, engine, resume, onStart, onEpoch, onProgress } = options;
  const started = performance.now();
  const given = options.limit === undefined ? data.training : data.training.take(options.limit);
  const training = imagesOf(experiment, given, seed);
  const settings = settingsOf(experiment, options.epochs);
  const net = network({ ...experiment.network, seed });
  const common = {
    ...experiment.training,
    epochs: settings.epochs,
    evaluate: measuredBy(experiment, data),
    threads: options.threads ?? ("auto" as const),
    ...(signal === undefined ? {} : { signal }),
    ...(engine === undefined ? {} : { engine }),
    ...(resume === undefined ? {} : { resume: resume.snapshot }),
  };
  const miniBatchEvents = Math.ceil(training.count / settings.miniBatchSize / reportsPerEpoch);
  const run: TrainingRun =
    onProgress === undefined ? train(net, training, common) : train(net, training, { ...common, miniBatchEvents });
  onStart?.(run);
  const wasFinished = run.progress.epoch >= settings.epochs;
  let trainingSeconds = resume?.trainingSeconds ?? 0;
  for await (const event of run) {
    if (event.type === "epoch") {
      trainingSeconds += event.seconds;
      onEpoch?.(event);
    } else onProgress?.(event);
  }
  if (run.outcome?.reason === "aborted") throw signal?.reason;
  const { count } = data[experiment.evaluation];
  const history = run.outcome?.history ?? [];
  const counts = (set: string) => history.map(({ evaluations }) => evaluations[set].correct ?? 0);
  const correct = counts(experiment.evaluation);
  const validation = experiment.reading === "best validation" ? counts("validation") : undefined;
  const bestEpoch = validation === undefined ? correct.indexOf(Math.max(...correct)) : lastBest(validation);
  const read = experiment.reading === "final epoch" ? correct.length - 1 : bestEpoch;
  return {
    name: experiment.name,
    seed,
    value: (100 * correct[read]) / count,
    count,
    correct,
    ...(validation === undefined ? {} : { validation }),
    bestEpoch,
    asInBook: settings.epochs === experiment.training.epochs && given.count === data.training.count,
    seconds: (resume?.seconds ?? 0) + (wasFinished ? 0 : (performance.now() - started) / 1000),
    secondsPerEpoch: trainingSeconds / correct.length,
    imagesPerSecond: (training.count * correct.length) / trainingSeconds,
    threads: run.threads,
    sha256: net.sha256(),
    network: net,
  };
}

/** The data that are measured after each epoch, by name. */
export function measuredBy(
  { evaluation, reading }: TrainingExperiment,
  data: Pick<RunOptions["data"], "validation" | "test">,
): Record<string, Dataset> {
  return reading === "best validation"
    ? { validation: data.validation, [evaluation]: data[evaluation] }
    : { [evaluation]: data[evaluation] };
}

/** As network3 has it, which tests again whenever validation is as good as ever. */
function lastBest(counts: readonly number[]): number {
  return counts.lastIndexOf(Math.max(...counts));
}
