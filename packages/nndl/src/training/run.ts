import { platform } from "#platform";
import type { Dataset } from "../data/index.ts";
import { checkData, type Failure, type ResidentData, type Session, wasmEngine } from "../engines/index.ts";
import { NndlError } from "../errors.ts";
import { type RegularizerName, regularizers, scheduleOf } from "../functions/index.ts";
import { type Network, parameterName } from "../network/index.ts";
import { stream } from "../random/index.ts";
import type { EpochEvent, EpochRecord, Measurement, StopReason, TrainingEvent } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { afterEpoch, noProgress, type Progress } from "./plateau.ts";
import { checkSettings, type TrainingSettings } from "./settings.ts";
import {
  type Cursor,
  checkResume,
  copyParameters,
  fingerprint,
  restoreParameters,
  type TrainingSnapshot,
} from "./snapshot.ts";

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

/** How long the run computes before it lets others (timers, signals, drawing) have their turn, in milliseconds. */
const turn = 12;

/**
 * A training run: iterate over it to make it happen. What it yields are its events; afterwards, or after a `break`,
 * `outcome` tells how it ended and `snapshot()` gives all that resuming needs.
 */
export class TrainingRun<Event extends TrainingEvent = TrainingEvent> implements AsyncIterable<Event> {
  readonly network: Network;
  readonly settings: TrainingSettings;
  readonly #data: Dataset;
  readonly #options: TrainOptions;
  readonly #fingerprint: string;
  #session: Session | undefined;
  #cursor: Cursor = { epoch: 0, example: 0, step: 0, seconds: 0, costSum: 0, costCount: 0 };
  #progress: Progress = noProgress;
  #history: EpochRecord[] = [];
  #best: ReadonlyMap<string, Float32Array> | undefined;
  #optimizer: ReadonlyMap<string, Float32Array> = new Map();
  #threads = 1;
  #started = false;
  #outcome: TrainingOutcome | undefined;

  constructor(network: Network, data: Dataset, options: TrainOptions) {
    this.network = network;
    this.settings = checkSettings(options);
    checkData(network, data);
    for (const evaluated of Object.values(options.evaluate ?? {})) checkData(network, evaluated);
    this.#data = data;
    this.#options = options;
    this.#fingerprint = fingerprint(data);
    if (options.resume !== undefined) this.#restore(options.resume);
  }

  /** How the run ended; undefined until then. */
  get outcome(): TrainingOutcome | undefined {
    return this.#outcome;
  }

  /** The number of threads it runs on, once it has begun. */
  get threads(): number {
    return this.#threads;
  }

  /** How far it is, in mini-batches; costs nothing, so a timer may read it for a progress bar. */
  get progress(): { readonly epoch: number; readonly step: number; readonly steps: number } {
    return { epoch: this.#cursor.epoch, step: this.#cursor.step, steps: this.#steps };
  }

  /** Mini-batches in an epoch. */
  get stepsPerEpoch(): number {
    return Math.ceil(this.#data.count / this.settings.miniBatchSize);
  }

  /** Everything that resuming needs, as things stand between two events. */
  snapshot(): TrainingSnapshot {
    this.#session?.download();
    return {
      spec: this.network.spec,
      settings: this.settings,
      data: this.#fingerprint,
      cursor: this.#cursor,
      progress: this.#progress,
      history: [...this.#history],
      parameters: copyParameters(this.network),
      optimizer: this.#session?.downloadOptimizer(this.settings.optimizer) ?? this.#optimizer,
      ...(this.#best === undefined ? {} : { best: this.#best }),
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void, undefined> {
    if (this.#started)
      throw new NndlError("training.started", {
        received: "a second iteration",
        expected: "a training run can be iterated over once",
        next: "Call train(…) again.",
      });
    this.#started = true;
    const { engine = wasmEngine, threads = "auto" } = this.#options;
    const session = await engine.open(this.network, { threads, miniBatchSize: this.settings.miniBatchSize });
    this.#session = session;
    this.#threads = session.threads;
    let reason: StopReason = "aborted";
    try {
      session.uploadOptimizer(this.settings.optimizer, this.#optimizer);
      const training = session.load(this.#data);
      const evaluated = Object.entries(this.#options.evaluate ?? {}).map(
        ([name, data]) => [name, data === this.#data ? training : session.load(data)] as const,
      );
      // The events' type follows from the options, which the signatures of `train` tie together.
      reason = yield* this.#epochs(session, training, evaluated) as AsyncGenerator<Event, StopReason>;
    } finally {
      this.#finish(session, reason);
    }
  }

  async *#epochs(
    session: Session,
    training: ResidentData,
    evaluated: readonly (readonly [string, ResidentData])[],
  ): AsyncGenerator<TrainingEvent, StopReason> {
    let reason = this.#reasonToStop();
    while (reason === undefined) {
      if (!(yield* this.#epoch(session, training))) return "aborted";
      session.download();
      const record = this.#measure(session, evaluated);
      const seconds = this.#cursor.seconds;
      const improved = this.#advance(record);
      reason = this.#reasonToStop();
      const event: EpochEvent = {
        type: "epoch",
        ...record,
        epochs: this.settings.epochs,
        step: this.#cursor.step,
        steps: this.#steps,
        seconds,
        examplesPerSecond: this.#data.count / seconds,
        ...(improved === undefined ? {} : { improved }),
        ...(reason === undefined ? {} : { reason }),
      };
      yield event;
    }
    return reason;
  }

  /** Trains to the end of the epoch at hand; false when the signal ended it before. */
  async *#epoch(session: Session, training: ResidentData): AsyncGenerator<TrainingEvent, boolean> {
    const order = this.#orderOf(this.#cursor.epoch);
    const pace = new Pace(this.settings.miniBatchSize);
    while (this.#cursor.example < order.length) {
      if (this.#options.signal?.aborted) return false;
      const learningRate = this.#learningRate();
      const from = this.#cursor.example;
      const to = Math.min(order.length, from + this.#stretchLength(pace));
      const started = performance.now();
      const result = session.train({
        data: training,
        order,
        from,
        to,
        miniBatchSize: this.settings.miniBatchSize,
        optimizer: this.settings.optimizer,
        learningRate,
        regularization: this.settings.regularization,
        trainingCount: this.#data.count,
        stepsBefore: this.#cursor.step,
        measureCost: this.#options.miniBatchEvents !== undefined,
        costBefore: this.#cursor.costSum,
      });
      if (result.failure !== undefined) throw this.#diverged(result.failure);
      const elapsed = performance.now() - started;
      this.#cursor = {
        ...this.#cursor,
        example: to,
        step: this.#cursor.step + result.steps,
        seconds: this.#cursor.seconds + elapsed / 1000,
        costSum: result.costSum ?? 0,
        costCount: this.#cursor.costCount + (to - from),
      };
      const every = this.#options.miniBatchEvents;
      if (every !== undefined && this.#cursor.step % every === 0) {
        const { epoch, step, costSum, costCount } = this.#cursor;
        this.#cursor = { ...this.#cursor, costSum: 0, costCount: 0 };
        const { epochs } = this.settings;
        yield { type: "mini-batch", epoch, epochs, step, steps: this.#steps, cost: costSum / costCount, learningRate };
      }
      if (pace.turnIsOver(to - from, elapsed)) await platform.yieldToOthers();
    }
    return true;
  }

  /** The order of an epoch depends on the seed and the epoch alone. */
  #orderOf(epoch: number): Uint32Array {
    const { count } = this.#data;
    return this.settings.shuffle
      ? stream(this.network.spec.seed, "shuffle", epoch).permutation(count)
      : Uint32Array.from({ length: count }, (_, i) => i);
  }

  /** Examples until something must happen between two mini-batches: an event, another learning rate, a turn's end. */
  #stretchLength(pace: Pace): number {
    let steps = pace.steps;
    if (scheduleOf(this.settings.schedule).perStep) steps = 1;
    const every = this.#options.miniBatchEvents;
    if (every !== undefined) steps = Math.min(steps, every - (this.#cursor.step % every));
    return steps * this.settings.miniBatchSize;
  }

  #learningRate(): number {
    const { schedule, learningRate } = this.settings;
    const { epoch, step } = this.#cursor;
    const moment = { epoch, step, steps: this.#steps, reductions: this.#progress.reductions };
    return learningRate * scheduleOf(schedule).multiplier(schedule, moment);
  }

  get #steps(): number {
    return this.stepsPerEpoch * this.settings.epochs;
  }

  #measure(session: Session, evaluated: readonly (readonly [string, ResidentData])[]): EpochRecord {
    const penalty = this.#penalty();
    const evaluations: Record<string, Measurement> = {};
    for (const [name, data] of evaluated) {
      const { cost, count, correct } = session.evaluate(data);
      const measured = { count, cost: cost + penalty, dataCost: cost };
      evaluations[name] = correct === undefined ? measured : { ...measured, correct, accuracy: correct / count };
    }
    return { index: this.#cursor.epoch, learningRate: this.#learningRate(), evaluations };
  }

  /** (λ/n) Σ penalty(w), in float64; the run ends here when a weight is no longer finite. */
  #penalty(): number {
    const { regularization } = this.settings;
    let total = 0;
    for (const { index, parameters } of this.network.layers) {
      for (const { name, regularized } of parameters) {
        const values = this.network.parameters.get(parameterName(index, name))?.values ?? new Float32Array();
        if (!values.every(Number.isFinite)) throw this.#diverged({ step: this.#cursor.step, layer: index });
        if (!regularized) continue;
        for (const key of Object.keys(regularization) as RegularizerName[]) {
          if (regularization[key] === 0) continue;
          let sum = 0;
          for (const w of values) sum += regularizers[key].penalty(w);
          total += (regularization[key] / this.#data.count) * sum;
        }
      }
    }
    return total;
  }

  /** Moves on to the next epoch; tells whether this one was the best so far, when something is watched. */
  #advance(record: EpochRecord): boolean | undefined {
    this.#history.push(record);
    this.#cursor = { ...this.#cursor, epoch: record.index + 1, example: 0, seconds: 0 };
    const { watch, schedule, earlyStopping } = this.settings;
    if (watch === undefined) return undefined;
    const measured = record.evaluations[watch.data];
    const quality = watch.measure === "cost" ? -measured.cost : (measured.accuracy ?? 0);
    const plateau = scheduleOf(schedule).onPlateau?.(schedule);
    this.#progress = afterEpoch(this.#progress, record.index, quality, plateau?.patience);
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

  #finish(session: Session, reason: StopReason): void {
    session.download();
    this.#optimizer = session.downloadOptimizer(this.settings.optimizer);
    session.close();
    this.#session = undefined;
    if (reason !== "aborted" && this.#best !== undefined) restoreParameters(this.network, this.#best);
    this.#outcome = {
      reason,
      epochs: this.#history.length,
      history: this.#history,
      ...(this.#progress.bestEpoch === undefined ? {} : { bestEpoch: this.#progress.bestEpoch }),
      sha256: this.network.sha256(),
    };
  }

  #restore(snapshot: TrainingSnapshot): void {
    checkResume(snapshot, this.network, this.settings, this.#fingerprint);
    restoreParameters(this.network, snapshot.parameters);
    this.#cursor = snapshot.cursor;
    this.#progress = snapshot.progress;
    this.#history = [...snapshot.history];
    this.#best = snapshot.best;
    this.#optimizer = snapshot.optimizer;
  }

  #diverged({ step, layer }: Failure): NndlError {
    const checkpoint = this.#options.lastCheckpoint?.();
    const { type } = this.network.layers[layer].spec;
    return new NndlError("training.diverged", {
      received: `a number that is not finite in epoch ${this.#cursor.epoch}, mini-batch ${step} of the run, layer ${layer + 1} (${type})`,
      expected: "the cost must stay finite",
      next: `Try a smaller learning rate than ${this.#learningRate()}.${
        checkpoint === undefined ? "" : ` The last good checkpoint is ${checkpoint}.`
      }`,
    });
  }
}

/** Finds out how many mini-batches fill a turn. Decides when others get theirs, and no result. */
class Pace {
  readonly #miniBatchSize: number;
  #examplesPerMillisecond = 0;
  #used = 0;

  constructor(miniBatchSize: number) {
    this.#miniBatchSize = miniBatchSize;
  }

  get steps(): number {
    return Math.max(1, Math.floor((this.#examplesPerMillisecond * turn) / this.#miniBatchSize));
  }

  turnIsOver(examples: number, milliseconds: number): boolean {
    this.#examplesPerMillisecond = examples / Math.max(milliseconds, 0.01);
    this.#used += milliseconds;
    if (this.#used < turn * 0.75) return false;
    this.#used = 0;
    return true;
  }
}
