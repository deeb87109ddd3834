import { platform } from "#platform";
import { positiveInteger } from "../check.ts";
import { Dataset } from "../data/index.ts";
import { checkData, type Failure, type ResidentData, type Session } from "../engines/index.ts";
import { NndlError, show } from "../errors.ts";
import { scheduleOf } from "../functions/index.ts";
import { Network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { identify } from "./data-identity.ts";
import { EpochImages } from "./epoch-images.ts";
import type { EpochEvent, EpochRecord, Measurement, StopReason, TrainingEvent } from "./events.ts";
import { brokenLayer, penaltyOf } from "./measure.ts";
import { type CheckedOptions, checkOptions, type TrainOptions } from "./options.ts";
import { Pace } from "./pace.ts";
import { noProgress, type Progress, progressAfter } from "./plateau.ts";
import type { TrainingSettings } from "./settings.ts";
import { type Cursor, checkResume, copyParameters, restoreParameters, type TrainingSnapshot } from "./snapshot.ts";

export interface TrainingOutcome {
  readonly reason: StopReason;
  /** Epochs completed. */
  readonly epochs: number;
  readonly history: readonly EpochRecord[];
  /** The best epoch by what was watched, if anything was. */
  readonly bestEpoch?: number;
  /** SHA-256 of the weights that the network has now. */
  readonly sha256: string;
}

/** What a run computes with while it is under way. */
interface Workplace {
  readonly session: Session;
  readonly training: ResidentData;
  /** What each epoch trains on instead, where images are distorted. */
  readonly images: EpochImages | undefined;
  readonly evaluated: readonly (readonly [string, ResidentData])[];
}

type Weights = Pick<TrainingSnapshot, "parameters" | "optimizer">;

/**
 * A training run: iterate over it to make it happen. What it yields are its events; afterwards, or after a `break`,
 * `outcome` tells how it ended. `snapshot()` gives, at any moment, all that resuming needs.
 */
export class TrainingRun<Event extends TrainingEvent = TrainingEvent> implements AsyncIterable<Event> {
  readonly network: Network;
  readonly settings: TrainingSettings;
  readonly #data: Dataset;
  readonly #options: CheckedOptions;
  readonly #miniBatchSize: number;
  readonly #pace = new Pace(performance.now());
  /** Mini-batches from one event to the next. */
  #every: number | undefined;
  readonly #images: EpochImages | undefined;
  #session: Session | undefined;
  #cursor: Cursor = { epoch: 0, example: 0, step: 0, seconds: 0, costSum: 0, costCount: 0 };
  #progress: Progress = noProgress;
  readonly #history: EpochRecord[] = [];
  #best: ReadonlyMap<string, Float32Array> | undefined;
  /** The weights at the end of the last whole epoch, or the first ones: what remains when training diverges. */
  #good: ReadonlyMap<string, Float32Array> = new Map();
  #optimizer: ReadonlyMap<string, Float32Array> = new Map();
  #threads = 1;
  #started = false;
  #reason: StopReason | undefined;
  #failure: unknown;
  /** The weights at the end, before the best ones were put back. */
  #last: Weights | undefined;
  #outcome: TrainingOutcome | undefined;

  /** Use `train`. */
  constructor(network: Network, data: Dataset, options: TrainOptions) {
    this.#options = checkOptions(options);
    if (!(network instanceof Network)) throw notGiven("network", "a Network", network);
    if (!(data instanceof Dataset)) throw notGiven("data", "a Dataset", data);
    this.network = network;
    this.#data = data;
    this.settings = this.#options.settings;
    this.#every = this.#options.miniBatchEvents;
    // One that is larger than the data set would only take memory.
    this.#miniBatchSize = Math.min(this.settings.miniBatchSize, data.count);
    checkData(network, data);
    for (const evaluated of this.#options.evaluate.values()) checkData(network, evaluated);
    const { expansion } = this.settings;
    this.#images = expansion && new EpochImages(data, expansion, network.spec.seed);
    if (this.#options.resume !== undefined) this.#restore(this.#options.resume);
  }

  /** How the run ended; undefined until then, and when an error ended it. */
  get outcome(): TrainingOutcome | undefined {
    return this.#outcome;
  }

  /** The number of threads it runs on, once it has begun. */
  get threads(): number {
    return this.#threads;
  }

  /** Mini-batches in an epoch. */
  get stepsPerEpoch(): number {
    return Math.ceil(this.#data.count / this.#miniBatchSize);
  }

  /** How far it is, in mini-batches; costs nothing, so a timer may read it for a progress bar. */
  get progress(): { readonly epoch: number; readonly step: number; readonly steps: number } {
    return { epoch: this.#cursor.epoch, step: this.#cursor.step, steps: this.#steps };
  }

  /**
   * From now on the next event comes after that mini-batch of the run, as does one at each multiple of it: a program that
   * holds a run still between two events thereby goes on to whichever mini-batch it wants. Changes no weight.
   * @throws NndlError "training.miniBatchEvents" for what is no count, and for a run that was not asked for such events
   */
  announce(step: number): void {
    positiveInteger(step, { code: "training.miniBatchEvents", what: "the mini-batch to stop after" });
    if (this.#every === undefined)
      throw new NndlError("training.miniBatchEvents", {
        problem: "this run was not asked for events after mini-batches",
        next: "Call train with miniBatchEvents.",
      });
    this.#every = step;
  }

  /**
   * Everything that resuming needs, as things stand at this moment; not to be changed. Of a run that has ended it is the
   * end, before the weights of the best epoch were put back: more epochs can follow.
   * @throws NndlError "training.diverged" when the weights are no longer finite; the error that ended the run, if one did
   */
  snapshot(): TrainingSnapshot {
    if (this.#failure !== undefined) throw this.#failure;
    return {
      ...this.#identity(),
      cursor: this.#cursor,
      history: [...this.#history],
      ...(this.#last ?? this.#weights()),
      ...(this.#best === undefined ? {} : { best: this.#best }),
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    if (this.#started)
      throw new NndlError("training.started", {
        problem: "this training run has been iterated over already",
        next: "Call train(…) again.",
      });
    this.#started = true;
    this.#good = copyParameters(this.network);
    const { engine, threads } = this.#options;
    const session = await engine.open(this.network, { threads, miniBatchSize: this.#miniBatchSize });
    this.#session = session;
    this.#threads = session.threads;
    try {
      // The events' type follows from the options, which the signatures of `train` tie together.
      yield* this.#epochs(this.#furnish(session)) as AsyncGenerator<Event, void>;
    } catch (error) {
      throw this.#failed(error);
    } finally {
      this.#end(session);
    }
  }

  #furnish(session: Session): Workplace {
    session.uploadOptimizer(this.settings.optimizer, this.#optimizer);
    const loaded = new Map<Dataset, ResidentData>();
    const load = (data: Dataset) => {
      const resident = loaded.get(data) ?? session.load(data);
      loaded.set(data, resident);
      return resident;
    };
    const evaluated = [...this.#options.evaluate].map(([name, data]) => [name, load(data)] as const);
    const images = this.#images;
    // The same images may be evaluated too, as they are.
    const training = images === undefined ? load(this.#data) : session.load(this.#data, { changing: true });
    return { session, training, images, evaluated };
  }

  async *#epochs(workplace: Workplace): AsyncGenerator<TrainingEvent, void> {
    this.#reason = this.#reasonToStop();
    while (this.#reason === undefined) {
      yield* this.#epoch(workplace);
      if (this.#cursor.example < this.#data.count) return;
      const { seconds, step } = this.#cursor;
      const record = this.#measure(workplace);
      const improved = this.#advance(record);
      this.#reason = this.#reasonToStop();
      const event: EpochEvent = {
        type: "epoch",
        ...record,
        epochs: this.settings.epochs,
        step,
        steps: this.#steps,
        seconds,
        // A coarse clock may have seen nothing of a short epoch.
        examplesPerSecond: this.#data.count / Math.max(seconds, 1e-6),
        ...(improved === undefined ? {} : { improved }),
        ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      };
      yield event;
    }
  }

  /** Trains to the end of the epoch at hand, or until the signal. */
  async *#epoch({ session, training, images }: Workplace): AsyncGenerator<TrainingEvent, void> {
    if (images !== undefined) await this.#distort(session, training, images);
    const order = this.#orderOf(this.#cursor.epoch);
    const { signal } = this.#options;
    while (this.#cursor.example < order.length && !signal?.aborted) {
      const learningRate = this.#learningRate(this.#cursor.step);
      const from = this.#cursor.example;
      const to = Math.min(order.length, from + this.#stretchLength());
      const started = performance.now();
      const {
        steps,
        failure,
        costSum = 0,
      } = session.train({
        data: training,
        order,
        from,
        to,
        miniBatchSize: this.#miniBatchSize,
        optimizer: this.settings.optimizer,
        learningRate,
        regularization: this.settings.regularization,
        trainingCount: this.#data.count,
        stepsBefore: this.#cursor.step,
        measureCost: this.#every !== undefined,
        costBefore: this.#cursor.costSum,
      });
      if (failure !== undefined) throw this.#diverged(failure);
      const elapsed = performance.now() - started;
      this.#pace.learn(steps, elapsed);
      this.#cursor = {
        ...this.#cursor,
        example: to,
        step: this.#cursor.step + steps,
        seconds: this.#cursor.seconds + elapsed / 1000,
        costSum,
        costCount: this.#every === undefined ? 0 : this.#cursor.costCount + (to - from),
      };
      if (!Number.isFinite(costSum)) throw this.#diverged(this.#atTheOutputs);
      if (this.#every !== undefined && this.#cursor.step % this.#every === 0) {
        const { epoch, step, costCount } = this.#cursor;
        this.#cursor = { ...this.#cursor, costSum: 0, costCount: 0 };
        const { epochs } = this.settings;
        yield { type: "mini-batch", epoch, epochs, step, steps: this.#steps, cost: costSum / costCount, learningRate };
      }
      if (this.#pace.turnIsOver(performance.now())) await platform.yieldToOthers();
    }
  }

  /** Puts the epoch's images in their place, and has the next epoch's made meanwhile. The time is the epoch's. */
  async #distort(session: Session, training: ResidentData, images: EpochImages): Promise<void> {
    const started = performance.now();
    const { epoch, seconds } = this.#cursor;
    const data = await images.of(epoch, this.#options.signal);
    // Without data the signal was given, and ends the epoch before its first step.
    if (data === undefined) return;
    session.refresh(training, data);
    if (epoch + 1 < this.settings.epochs) images.prepare(epoch + 1);
    this.#cursor = { ...this.#cursor, seconds: seconds + (performance.now() - started) / 1000 };
  }

  /** The order of an epoch depends on the seed and the epoch alone. */
  #orderOf(epoch: number): Uint32Array {
    const { count } = this.#data;
    return this.settings.shuffle
      ? stream(this.network.spec.seed, "shuffle", epoch).permutation(count)
      : Uint32Array.from({ length: count }, (_, i) => i);
  }

  /** Examples until something must happen between two mini-batches: an event, another learning rate, a turn's end. */
  #stretchLength(): number {
    let { steps } = this.#pace;
    if (scheduleOf(this.settings.schedule).perStep) steps = 1;
    if (this.#every !== undefined) steps = Math.min(steps, this.#every - (this.#cursor.step % this.#every));
    return steps * this.#miniBatchSize;
  }

  /** Of the mini-batch that comes after so many. */
  #learningRate(step: number): number {
    const { schedule, learningRate } = this.settings;
    const moment = { epoch: this.#cursor.epoch, step, steps: this.#steps, reductions: this.#progress.reductions };
    return learningRate * scheduleOf(schedule).multiplier(schedule, moment);
  }

  get #steps(): number {
    return this.stepsPerEpoch * this.settings.epochs;
  }

  #measure({ session, evaluated }: Workplace): EpochRecord {
    session.download();
    this.#checkWeights();
    const penalty = penaltyOf(this.network, this.settings.regularization, this.#data.count);
    const evaluations = evaluated.map(([name, data]): [string, Measurement] => {
      const { cost, count, correct } = session.evaluate(data);
      if (!Number.isFinite(cost + penalty)) throw this.#diverged(this.#atTheOutputs);
      const measured = { count, cost: cost + penalty, dataCost: cost };
      return [name, correct === undefined ? measured : { ...measured, correct, accuracy: correct / count }];
    });
    return {
      index: this.#cursor.epoch,
      learningRate: this.#learningRate(this.#cursor.step - 1),
      evaluations: Object.fromEntries(evaluations),
    };
  }

  /** Moves on to the next epoch; tells whether this one was the best so far, when something is watched. */
  #advance(record: EpochRecord): boolean | undefined {
    this.#history.push(record);
    this.#good = copyParameters(this.network);
    this.#cursor = { ...this.#cursor, epoch: record.index + 1, example: 0, seconds: 0 };
    const { watch, earlyStopping } = this.settings;
    if (watch === undefined) return undefined;
    this.#progress = progressAfter(this.#progress, record, this.settings);
    const improved = this.#progress.bestEpoch === record.index;
    if (improved && earlyStopping?.restoreBest) this.#best = copyParameters(this.network);
    return improved;
  }

  #reasonToStop(): StopReason | undefined {
    const { epochs, earlyStopping, schedule } = this.settings;
    const plateau = scheduleOf(schedule).onPlateau?.(schedule);
    if (earlyStopping !== undefined && this.#progress.sinceBest >= earlyStopping.patience) return "no improvement";
    if (plateau !== undefined && this.#progress.reductions >= plateau.maxReductions) return "learning rate";
    return this.#cursor.epoch >= epochs ? "finished" : undefined;
  }

  /** Keeps the error that ends the run; where training diverged, the network gets its last good weights back. */
  #failed(error: unknown): unknown {
    this.#failure = error;
    if (error instanceof NndlError && error.code === "training.diverged") restoreParameters(this.network, this.#good);
    return error;
  }

  #end(session: Session): void {
    try {
      if (this.#failure === undefined) this.#finish();
    } catch (error) {
      throw this.#failed(error);
    } finally {
      this.#session = undefined;
      this.#images?.close();
      session.close();
    }
  }

  #finish(): void {
    this.#last = this.#weights();
    const reason = this.#reason ?? "aborted";
    if (reason !== "aborted" && this.#best !== undefined) restoreParameters(this.network, this.#best);
    this.#outcome = {
      reason,
      epochs: this.#history.length,
      history: [...this.#history],
      ...(this.#progress.bestEpoch === undefined ? {} : { bestEpoch: this.#progress.bestEpoch }),
      sha256: this.network.sha256(),
    };
  }

  #weights(): Weights {
    this.#session?.download();
    this.#checkWeights();
    const optimizer = this.#session?.downloadOptimizer(this.settings.optimizer) ?? this.#optimizer;
    return { parameters: copyParameters(this.network), optimizer };
  }

  #identity(): Pick<TrainingSnapshot, "spec" | "settings" | "data"> {
    const watched = this.#options.evaluate.get(this.settings.watch?.data ?? "");
    return {
      spec: this.network.spec,
      settings: this.settings,
      data: {
        training: identify(this.#data),
        ...(this.settings.watch === undefined || watched === undefined ? {} : { watched: identify(watched) }),
      },
    };
  }

  #restore(snapshot: TrainingSnapshot): void {
    checkResume(snapshot, this.#identity());
    restoreParameters(this.network, snapshot.parameters);
    this.#cursor = snapshot.cursor;
    for (const record of snapshot.history) {
      this.#history.push(record);
      this.#progress = progressAfter(this.#progress, record, this.settings);
    }
    this.#best = snapshot.best;
    this.#optimizer = snapshot.optimizer;
  }

  #checkWeights(): void {
    const layer = brokenLayer(this.network);
    if (layer !== undefined) throw this.#diverged({ step: this.#cursor.step, layer });
  }

  get #atTheOutputs(): Failure {
    return { step: this.#cursor.step, layer: this.network.layers.length - 1 };
  }

  #diverged({ step, layer }: Failure): NndlError {
    const checkpoint = this.#options.lastCheckpoint();
    const { type } = this.network.layers[layer].spec;
    return new NndlError("training.diverged", {
      problem: `training diverged: a number is no longer finite in epoch ${this.#cursor.epoch}, mini-batch ${step} of the run, layer ${layer + 1} (${type})`,
      next: `Try a smaller learning rate than ${this.#learningRate(step)}.${
        checkpoint === undefined ? "" : ` The last good checkpoint is ${checkpoint}.`
      }`,
    });
  }
}

function notGiven(name: string, expected: string, received: unknown): NndlError {
  return new NndlError(`training.${name}`, {
    received: show(received),
    expected: `train: ${name} must be ${expected}`,
    next: "Call train(network, data, options).",
  });
}
