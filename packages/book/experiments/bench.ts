/** What the program of an experiment works with: data, a seed, networks to train, and a keeper of what is done. */
import { type Dataset, type Network, network, type TrainingRun, train } from "nndl";
import { checkSettings, dataIdentity } from "nndl/spec";
import type {
  Bench,
  Experiment,
  ExperimentResult,
  Keeper,
  Plan,
  RunOptions,
  Shortened,
  Trained,
  TrainingRecord,
  Watched,
} from "./contract.ts";
import type { Point } from "./figure.ts";
import { formOf } from "./form.ts";

export type { Bench, Plan, Trained } from "./contract.ts";

/** How often progress is reported. */
const reportsPerEpoch = 40;

/** Everything that one run's program asks for, and what it left for the result. A program may take out what it needs: all is bound. */
export class Workbench implements Bench {
  readonly seed: number;
  readonly data: RunOptions["data"];
  readonly quick: boolean;
  readonly shortened: Shortened;
  readonly signal: AbortSignal;
  readonly trainings: TrainingRecord[] = [];
  readonly networks: Network[] = [];
  readonly said: string[] = [];
  readonly #options: RunOptions;
  readonly #keeper: Keeper;
  readonly #runOther: (experiment: Experiment, options: RunOptions) => Promise<ExperimentResult>;

  constructor(
    experiment: Experiment,
    options: RunOptions,
    keeper: Keeper,
    runOther: (experiment: Experiment, options: RunOptions) => Promise<ExperimentResult>,
  ) {
    const { seed, data, signal = new AbortController().signal } = options;
    const { kind, shortened } = formOf(experiment, options);
    this.seed = seed;
    this.data = data;
    this.quick = kind === "quick";
    this.shortened = shortened;
    this.signal = signal;
    this.#options = options;
    this.#keeper = keeper;
    this.#runOther = runOther;
  }

  readonly train = async (name: string, { watch, ...plan }: Plan): Promise<Trained> => {
    this.signal.throwIfAborted();
    const { threads = "auto", engine, onStart, onEpoch, onProgress } = this.#options;
    const began = performance.now();
    const images = plan.images ?? this.data.training;
    const net = network({ ...plan.network, seed: plan.seed ?? this.seed });
    const settings = checkSettings({ ...plan.training, evaluate: plan.evaluate });
    const kept = await this.#keeper.training(name, {
      network: net.spec,
      settings,
      measured: Object.keys(plan.evaluate),
      watches: watch !== undefined,
    });
    const { resume } = kept;
    const watched: Watched[] = [(await watch?.(net)) ?? {}, ...(resume?.watched ?? [])];
    const run: TrainingRun = train(net, images, {
      ...plan.training,
      evaluate: plan.evaluate,
      threads,
      signal: this.signal,
      ...(engine === undefined ? {} : { engine }),
      ...(resume === undefined ? {} : { resume: resume.snapshot }),
      ...(onProgress === undefined
        ? {}
        : { miniBatchEvents: Math.ceil(images.count / settings.miniBatchSize / reportsPerEpoch) }),
    });
    const wasFinished = run.progress.step >= run.progress.steps;
    let trainingSeconds = resume?.trainingSeconds ?? 0;
    let isOver = false;
    kept.begin(run);
    onStart?.(run, name);
    try {
      for await (const event of run) {
        if (event.type !== "epoch") onProgress?.(event, name);
        else {
          trainingSeconds += event.seconds;
          watched.push((await watch?.(net)) ?? {});
          kept.epoch(event, watched.at(-1) ?? {});
          onEpoch?.(event, name);
        }
      }
      isOver = true;
    } finally {
      await kept.end(run, isOver ? run.outcome : undefined);
    }
    if (run.outcome?.reason === "aborted") throw this.signal.reason;
    const epochs = run.outcome?.history ?? [];
    const sha256 = net.sha256();
    const seconds = (resume?.seconds ?? 0) + (wasFinished ? 0 : (performance.now() - began) / 1000);
    this.trainings.push({
      name,
      network: net.spec,
      settings,
      images: images.count,
      data: dataIdentity(images).hash,
      epochs: epochs.length,
      sha256,
      seconds,
      trainingSeconds,
      threads: run.threads,
    });
    this.networks.push(net);
    return { network: net, epochs, watched, sha256, seconds: trainingSeconds };
  };

  readonly step = async <Result>(name: string, work: () => Result | Promise<Result>): Promise<Result> => {
    this.signal.throwIfAborted();
    const known = this.#keeper.recall(name);
    if (known !== undefined) return known as Result;
    this.#options.onStep?.(name);
    const result = await work();
    this.#keeper.keep(name, result);
    return result;
  };

  readonly other = async (experiment: Experiment, seed: number): Promise<ExperimentResult> => {
    this.signal.throwIfAborted();
    const keeper = await this.#keeper.other(experiment, seed);
    try {
      const ofOther = (name: string) => [`${experiment.name} seed ${seed}`, name].filter(Boolean).join(" ");
      const { onStart, onEpoch, onProgress, onStep } = this.#options;
      const result = await this.#runOther(experiment, {
        ...this.#options,
        ...(onStart && { onStart: (run, name) => onStart(run, ofOther(name)) }),
        ...(onEpoch && { onEpoch: (event, name) => onEpoch(event, ofOther(name)) }),
        ...(onProgress && { onProgress: (event, name) => onProgress(event, ofOther(name)) }),
        ...(onStep && { onStep: (name) => onStep(ofOther(name)) }),
        seed,
        keeper,
      });
      for (const training of result.trainings) this.trainings.push({ ...training, name: ofOther(training.name) });
      return result;
    } finally {
      keeper.close();
    }
  };

  readonly say = (line: string): void => {
    this.said.push(line);
    this.#options.onSay?.(line);
  };
}

/** What was measured after each epoch, as a series over epochs from 0. */
export function course(
  { epochs }: Pick<Trained, "epochs">,
  set: string,
  what: "cost" | "correct" | "accuracy",
): Point[] {
  return epochs.map(({ index, evaluations }) => [index, evaluations[set][what] ?? Number.NaN]);
}

/** The settings with fewer epochs, and the first so many images, as somebody wants. */
export function shorten<Training extends { readonly epochs: number }>(
  { shortened, data }: Pick<Bench, "shortened" | "data">,
  training: Training,
): { readonly training: Training; readonly images: Dataset } {
  const { epochs = training.epochs, limit } = shortened;
  return {
    training: { ...training, epochs },
    images: limit === undefined ? data.training : data.training.take(limit),
  };
}
