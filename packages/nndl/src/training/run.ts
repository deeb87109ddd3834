import { positiveInteger } from "../check.ts";
import { Dataset } from "../data/index.ts";
import { checkData, type Session } from "../engines/index.ts";
import { NndlError, show } from "../errors.ts";
import { isFullBatch } from "../functions/index.ts";
import { Network } from "../network/index.ts";
import type { Remark } from "../remarks.ts";
import { checkAttackable } from "./adversarial-training.ts";
import { checkChange, withChange, withChanges } from "./changes.ts";
import { checkCarry } from "./check-carry.ts";
import { checkFullBatch } from "./check-full-batch.ts";
import { checkMiniBatches, checkTrainable } from "./check-trainable.ts";
import { Course } from "./course.ts";
import { identify } from "./data-identity.ts";
import { checkWeights } from "./diverged.ts";
import { EpochImages } from "./epoch-images.ts";
import { Epochs } from "./epochs.ts";
import type { EpochRecord, StopReason, TrainingEvent } from "./events.ts";
import { exampleWeights } from "./example-weights.ts";
import { memoryFrom, storedMemory } from "./full-batch/memory.ts";
import { pieceSize } from "./full-batch/piece-size.ts";
import {
  type ChangedSettings,
  checkOptions,
  type FullBatchOptions,
  type ResumeOptions,
  type TrainOptions,
} from "./options.ts";
import { remarksOf, rememberTrained } from "./remarks.ts";
import type { RunParts } from "./run-parts.ts";
import type { TrainingSettings } from "./settings.ts";
import { checkResume, copyParameters, restoreParameters, type TrainingSnapshot } from "./snapshot.ts";
import { Standing } from "./standing.ts";

/** How a run ended. Plain JSON. */
export interface TrainingOutcome {
  /** Why the run ended. */
  readonly reason: StopReason;
  /** Epochs completed. */
  readonly epochs: number;
  /**
   * What was measured after each of them. Of a run that was resumed, the first records have the names that were measured
   * then, whatever is measured now.
   */
  readonly history: readonly EpochRecord[];
  /** The best epoch by what was watched, from 0, if anything was. */
  readonly bestEpoch?: number;
  /** SHA-256 of the weights that the network has now, in hexadecimal. */
  readonly sha256: string;
}

type Weights = Pick<TrainingSnapshot, "parameters" | "optimizer" | "numbers" | "carried">;

/**
 * A training run: iterate over it to make it happen. What it yields are its events; afterwards, or after a `break`,
 * `outcome` tells how it ended. `snapshot()` gives, at any moment, all that resuming needs. Whichever way the iteration
 * ends, nothing is left to be closed.
 *
 * @example
 * const run = train(net, digits.training, { epochs: 1, learningRate: 3 });
 * for await (const { index, seconds } of run) console.log(index, seconds);
 * run.outcome.reason; // "finished"
 */
export class TrainingRun<Event extends TrainingEvent = TrainingEvent> implements AsyncIterable<Event> {
  /** The network that is being trained; its parameters change as the run goes on. */
  readonly network: Network;
  /** What is no error and yet mostly a mistake, noticed before the run begins: for whoever shows a run to people. */
  readonly remarks: readonly Remark[];
  readonly #parts: RunParts;
  #session: Session | undefined;
  #optimizer: ReadonlyMap<string, Float32Array> = new Map();
  #carried: ReadonlyMap<string, Float32Array> = new Map();
  #threads = 1;
  #started = false;
  #failure: unknown;
  /** The weights at the end, before the best ones were put back. */
  #last: Weights | undefined;
  #outcome: TrainingOutcome | undefined;

  /** Use `train`. */
  constructor(network: Network, data: Dataset, options: TrainOptions | FullBatchOptions | ResumeOptions) {
    const checked = checkOptions(options, data instanceof Dataset ? data.count : undefined);
    if (!(network instanceof Network)) throw notGiven("network", "a Network", network);
    if (!(data instanceof Dataset)) throw notGiven("data", "a Dataset", data);
    for (const set of [data, ...checked.evaluate.values()]) checkData(network, set);
    const { settings, miniBatchEvents, resume } = checked;
    const { seed } = network.spec;
    this.network = network;
    this.#parts = {
      ...{ network, data, options: checked },
      course: new Course(settings, data.count, seed),
      images: settings.expansion && new EpochImages(data, settings.expansion, seed),
      weights: exampleWeights(data, settings.classWeights),
      standing: new Standing(settings, miniBatchEvents),
    };
    checkTrainable(network, data, this.#parts.course);
    checkCarry(network, data, this.#parts.course, checked.evaluate.values());
    checkAttackable(network, data, settings, this.#parts.weights);
    if (resume !== undefined) this.#restore(resume);
    this.remarks = remarksOf(this.#parts);
  }

  /** All settings of the run, complete: those that it began with, and what was changed from which mini-batch on. */
  get settings(): TrainingSettings {
    return this.#parts.course.settings;
  }

  /** The settings of the next mini-batch, with all changes made. */
  get settingsNow(): TrainingSettings {
    const { course, standing } = this.#parts;
    return course.settingsAt(standing.cursor.step);
  }

  /** How the run ended; undefined until then, and when an error ended it. */
  get outcome(): TrainingOutcome | undefined {
    return this.#outcome;
  }

  /** The number of threads it runs on, once it has begun. */
  get threads(): number {
    return this.#threads;
  }

  /** Mini-batches in an epoch, if it has none of another size. */
  get stepsPerEpoch(): number {
    const { course, standing } = this.#parts;
    return course.stepsPerEpochAt(standing.cursor.step);
  }

  /** Whether the last mini-batch of the epoch at hand is done: what was measured after it is the next event. */
  get isEpochOver(): boolean {
    const { data, standing } = this.#parts;
    return standing.cursor.example === data.count;
  }

  /** How far it is, in mini-batches; costs nothing, so a timer may read it for a progress bar. */
  get progress(): { readonly epoch: number; readonly step: number; readonly steps: number } {
    const { standing, course } = this.#parts;
    return { epoch: standing.cursor.epoch, step: standing.cursor.step, steps: course.stepsAt(standing.cursor.step) };
  }

  /**
   * From now on the next event comes after that mini-batch of the run, counted from 1, and then after each multiple of it.
   * A program that lets a run wait between two events can so let it go on to any mini-batch. Changes no weight.
   *
   * @throws NndlError "training.miniBatchEvents" for what is no count, and for a run that was not asked for such events
   */
  nextEventAfter(step: number): void {
    positiveInteger(step, { code: "training.miniBatchEvents", what: "the mini-batch to stop after" });
    if (this.#parts.standing.every === undefined)
      throw new NndlError("training.miniBatchEvents", {
        problem: "this run was not asked for events after mini-batches",
        next: "Call train with miniBatchEvents.",
      });
    this.#parts.standing.every = step;
  }

  /**
   * Changes settings from the next mini-batch on; at any time, also before the first. What is changed becomes part of
   * `settings`, by the number of mini-batches before it, and of snapshots: a run with these settings, from the same seed,
   * gives the same bits.
   *
   * @throws NndlError "training.changes" for what cannot change on the way, and for a run that has ended; the setting's own
   *   code for a wrong value. Nothing changes then.
   * @example
   * for await (const { index } of run) if (index === 9) run.change({ learningRate: run.settingsNow.learningRate / 10 });
   */
  change(settings: ChangedSettings): void {
    const { course, standing } = this.#parts;
    if (this.#failure !== undefined || this.#outcome !== undefined)
      throw new NndlError("training.changes", {
        problem: "this run has ended: none of its settings can change",
        next: "Train on in another run: call train with resume.",
      });
    const step = standing.cursor.step + (standing.isStepping ? 1 : 0);
    const change = checkChange(settings, course.settingsAt(step), "change");
    const changed = course.with(withChanges(course.settings, withChange(course.settings, step, change)));
    checkMiniBatches(this.network, changed);
    checkCarry(this.network, this.#parts.data, changed, this.#parts.options.evaluate.values());
    checkFullBatch(this.network, changed);
    this.#parts.course = changed;
  }

  /**
   * Everything that resuming needs, as things stand at this moment; not to be changed. Of a run that has ended it is the
   * end, before the weights of the best epoch were put back: more epochs can follow.
   *
   * @throws NndlError "training.diverged" when the weights are no longer finite; the error that ended the run, if one did
   */
  snapshot(): TrainingSnapshot {
    if (this.#failure !== undefined) throw this.#failure;
    const { cursor, history, best } = this.#parts.standing;
    return {
      ...this.#identity(),
      cursor,
      history: [...history],
      ...(this.#last ?? this.#weights()),
      ...(best === undefined ? {} : { best }),
      ...(this.network.preparation === undefined ? {} : { preparation: this.network.preparation }),
      ...(this.#parts.data.targets.kind === "values" ? { targetKind: "values" as const } : {}),
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
    const { standing, data } = this.#parts;
    // What it learns from now on is about inputs made like these.
    if (data.preparation !== undefined) this.network.preparation = data.preparation;
    this.network.targetKind = data.targets.kind;
    standing.good = copyParameters(this.network);
    let room = this.#parts.course.largestMiniBatch;
    let session = await this.#open(room);
    let epochs: Epochs | undefined;
    try {
      do {
        if (epochs !== undefined) {
          // As if it had been interrupted and resumed.
          ({ optimizer: this.#optimizer } = this.#weights());
          this.#session = undefined;
          session.close();
          room = this.#parts.course.largestMiniBatch;
          session = await this.#open(room);
        }
        const { optimizer } = this.settingsNow;
        if (!isFullBatch(optimizer)) session.uploadOptimizer(optimizer, this.#optimizer);
        if (this.settings.carry) session.uploadCarried(this.#carried);
        epochs = new Epochs(session, this.#parts, room);
        // The events' type follows from the options, which the signatures of `train` tie together.
        yield* epochs.run() as AsyncGenerator<Event, void>;
      } while (epochs.isOutgrown && epochs.reason === undefined && !this.#parts.options.signal?.aborted);
    } catch (error) {
      throw this.#failed(error);
    } finally {
      this.#end(session, epochs?.reason ?? "aborted");
    }
  }

  async #open(miniBatchSize: number): Promise<Session> {
    const { engine, threads } = this.#parts.options;
    // What it learns from twice, as it is and changed, goes into one mini-batch.
    const rows = this.settings.adversarial?.clean ? 2 * miniBatchSize : miniBatchSize;
    const room = isFullBatch(this.settings.optimizer) ? pieceSize : rows;
    this.#session = await engine.open(this.network, { threads, miniBatchSize: room, frozen: this.settings.freeze });
    this.#threads = this.#session.threads;
    return this.#session;
  }

  /** Keeps the error that ends the run; where training diverged, the network gets its last good weights back. */
  #failed(error: unknown): unknown {
    this.#failure = error;
    const { good } = this.#parts.standing;
    if (error instanceof NndlError && error.code === "training.diverged") restoreParameters(this.network, good);
    return error;
  }

  #end(session: Session, reason: StopReason): void {
    try {
      if (this.#failure === undefined) this.#finish(reason);
    } catch (error) {
      throw this.#failed(error);
    } finally {
      this.#session = undefined;
      this.#parts.images?.close();
      session.close();
    }
  }

  #finish(reason: StopReason): void {
    if (this.#parts.standing.cursor.step > 0) rememberTrained(this.network);
    this.#last = this.#weights();
    const { history, progress, best } = this.#parts.standing;
    if (reason !== "aborted" && best !== undefined) restoreParameters(this.network, best);
    this.#outcome = {
      reason,
      epochs: history.length,
      history: [...history],
      ...(progress.bestEpoch === undefined ? {} : { bestEpoch: progress.bestEpoch }),
      sha256: this.network.sha256(),
    };
  }

  #weights(): Weights {
    const { optimizer: spec, freeze } = this.settingsNow;
    if (isFullBatch(spec)) {
      // The session may be trying other weights than those of the last step, which the network has.
      const { memory } = this.#parts.standing;
      const stored = memory && storedMemory(spec, this.network, freeze, memory);
      return { parameters: copyParameters(this.network), ...(stored ?? { optimizer: this.#optimizer }) };
    }
    this.#session?.download();
    checkWeights(this.#parts);
    const optimizer = this.#session?.downloadOptimizer(spec) ?? this.#optimizer;
    const goesOn = this.settings.carry && this.#parts.standing.cursor.step > 0;
    const carried = goesOn ? { carried: this.#session?.downloadCarried() ?? this.#carried } : {};
    return { parameters: copyParameters(this.network), optimizer, ...carried };
  }

  #identity(): Pick<TrainingSnapshot, "spec" | "settings" | "data"> {
    const { options, data } = this.#parts;
    const watched = options.evaluate.get(this.settings.watch?.data ?? "");
    return {
      spec: this.network.spec,
      settings: this.settings,
      data: {
        training: identify(data),
        ...(this.settings.watch === undefined || watched === undefined ? {} : { watched: identify(watched) }),
      },
    };
  }

  #restore(snapshot: TrainingSnapshot): void {
    checkResume(snapshot, this.#identity());
    restoreParameters(this.network, snapshot.parameters);
    this.#parts.standing.restore(snapshot);
    this.#optimizer = snapshot.optimizer;
    this.#carried = snapshot.carried ?? new Map();
    const { optimizer, freeze } = this.settingsNow;
    if (isFullBatch(optimizer) && snapshot.cursor.step > 0)
      this.#parts.standing.memory = memoryFrom(optimizer, this.network, freeze, snapshot);
  }
}

function notGiven(name: "network" | "data", expected: string, received: unknown): NndlError {
  return new NndlError(`training.${name}`, {
    received: show(received),
    expected: `train: ${name} must be ${expected}`,
    next: "Call train(network, data, options).",
  });
}
