import { platform } from "#platform";
import type { Dataset } from "../data/index.ts";
import type { ResidentData, Session } from "../engines/index.ts";
import { type FullBatchOptimizerSpec, isFullBatch, type MiniBatchOptimizerSpec } from "../functions/index.ts";
import { AdversarialBatches } from "./adversarial-batches.ts";
import { afterStretch, withoutCosts } from "./cursor.ts";
import { checkWeights, diverged, divergedAtTheOutputs } from "./diverged.ts";
import type { EpochImages } from "./epoch-images.ts";
import type { DescentRecord, EpochRecord, StopReason, TrainingEvent } from "./events.ts";
import type { FullBatch } from "./full-batch/index.ts";
import { isInBits, measurementOf, penaltyOf } from "./measure.ts";
import { Pace } from "./pace.ts";
import type { RunParts } from "./run-parts.ts";

/** The epochs of a run, computed in a session: they move the run's standing on, and say what happened. */
export class Epochs {
  readonly #session: Session;
  readonly #parts: RunParts;
  /** What it trains on: data that are in the session, or mini-batches that are made one by one. */
  readonly #training: ResidentData | AdversarialBatches;
  readonly #evaluated: readonly (readonly [string, ResidentData])[];
  readonly #pace = new Pace(performance.now());
  /** Examples in the largest mini-batch that the session was opened for. */
  readonly #room: number;
  #reason: StopReason | undefined;
  /** What looks at all examples before each step, once it is loaded, and what it did last. */
  #fullBatch: FullBatch | undefined;
  #descent: DescentRecord | undefined;

  constructor(session: Session, parts: RunParts, room: number) {
    this.#session = session;
    this.#room = room;
    this.#parts = parts;
    const { options, data, images, weights } = parts;
    const loaded = new Map<Dataset, ResidentData>();
    const load = (data: Dataset) => {
      const resident = loaded.get(data) ?? session.load(data);
      loaded.set(data, resident);
      return resident;
    };
    // The same images may be evaluated too, as they are, and without weights.
    const { adversarial } = parts.course.settings;
    if (adversarial !== undefined) this.#training = new AdversarialBatches(session, data, adversarial, room);
    else {
      const resident = session.load(data, { changing: images !== undefined, weights });
      this.#training = resident;
      if (images === undefined) loaded.set(data, resident);
    }
    this.#evaluated = [...options.evaluate].map(([name, data]) => [name, load(data)] as const);
  }

  /** The data in the session's memory; of a run against an attack, for which there are no such steps, there are none. */
  get #resident(): ResidentData {
    return this.#training as ResidentData;
  }

  /** Why they have come to their end; undefined where the signal came before. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  /** Whether the next mini-batch is larger than what the session has room for: then another one must take over. */
  get isOutgrown(): boolean {
    const { course, standing } = this.#parts;
    return course.miniBatchSizeAt(standing.cursor.step) > this.#room;
  }

  async *run(): AsyncGenerator<TrainingEvent, void> {
    const { network, data, standing } = this.#parts;
    this.#reason = this.#reasonToStop();
    while (this.#reason === undefined) {
      yield* this.#epoch();
      const { example, seconds, step } = standing.cursor;
      if (example < data.count) return;
      const record = this.#measure();
      const improved = standing.advance(record, network);
      this.#reason = this.#reasonToStop() ?? (standing.isMinimum ? "minimum" : undefined);
      const passes = record.descent?.passes ?? 1;
      yield {
        type: "epoch",
        ...record,
        epochs: this.#parts.course.settings.epochs,
        step,
        steps: this.#parts.course.stepsAt(step - 1),
        seconds,
        // A coarse clock may have seen nothing of a short epoch.
        examplesPerSecond: (passes * data.count) / Math.max(seconds, 1e-6),
        ...(improved === undefined ? {} : { improved }),
        ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      };
    }
  }

  /** Trains to the end of the epoch at hand, or until the signal. */
  async *#epoch(): AsyncGenerator<TrainingEvent, void> {
    const { standing, options, images } = this.#parts;
    if (images !== undefined) await this.#distort(images);
    const order = this.#parts.course.orderOf(standing.cursor.epoch);
    if (this.#parts.course.settings.carry && standing.cursor.example === 0) this.#session.uploadCarried(new Map());
    while (standing.cursor.example < order.length && !options.signal?.aborted && !this.isOutgrown) {
      const learningRate = this.#learningRate(standing.cursor.step);
      const { optimizer } = this.#parts.course.settingsAt(standing.cursor.step);
      if (!isFullBatch(optimizer)) this.#train(order, learningRate, optimizer);
      else if (!(await this.#descend(learningRate, optimizer))) return;
      const { every } = standing;
      if (every !== undefined && standing.cursor.step % every === 0) {
        const { epoch, step, costSum, costCount } = standing.cursor;
        standing.cursor = withoutCosts(standing.cursor);
        const { course } = this.#parts;
        const [epochs, steps] = [course.settings.epochs, course.stepsAt(step - 1)];
        yield { type: "mini-batch", epoch, epochs, step, steps, cost: costSum / costCount, learningRate };
      }
      await this.#letOthers();
    }
  }

  async #letOthers(): Promise<void> {
    if (this.#pace.turnIsOver(performance.now())) await platform.yieldToOthers();
  }

  /** One step on all examples; false where the signal came before its end, and nothing is changed. */
  async #descend(learningRate: number, optimizer: FullBatchOptimizerSpec): Promise<boolean> {
    const { standing, data } = this.#parts;
    const started = performance.now();
    standing.isStepping = true;
    try {
      if (this.#fullBatch === undefined) {
        const { FullBatch } = await import("./full-batch/index.ts");
        this.#fullBatch = new FullBatch(this.#session, this.#parts, this.#resident, () => this.#letOthers());
      }
      const step = await this.#fullBatch.step(optimizer, learningRate);
      if (step === undefined) return false;
      const costSum = standing.cursor.costSum + data.count * step.costBefore;
      const seconds = (performance.now() - started) / 1000;
      standing.cursor = afterStretch(standing.cursor, {
        ...{ to: data.count, steps: 1, seconds },
        costSum: standing.every === undefined ? undefined : costSum,
      });
      standing.isMinimum = step.isMinimum;
      this.#descent = step.record;
      return true;
    } finally {
      standing.isStepping = false;
    }
  }

  /** Trains on as many mini-batches as can be done without a word in between. */
  #train(order: Uint32Array, learningRate: number, optimizer: MiniBatchOptimizerSpec): void {
    const { course, standing } = this.#parts;
    const { example, step, costSum: costBefore } = standing.cursor;
    const { regularization } = course.settingsAt(step);
    const to = course.endOfStretch(standing.cursor, this.#pace.steps, standing.every);
    const started = performance.now();
    const stretch = {
      order,
      from: example,
      to,
      miniBatchSize: course.miniBatchSizeAt(step),
      optimizer,
      learningRate,
      regularization,
      trainingCount: course.count,
      carry: course.settings.carry ?? false,
      stepsBefore: step,
      measureCost: standing.every !== undefined,
      costBefore,
    };
    const { steps, failure, costSum, clipped } =
      this.#training instanceof AdversarialBatches
        ? this.#training.train(stretch)
        : this.#session.train({ ...stretch, data: this.#training });
    if (failure !== undefined) throw diverged(this.#parts, failure);
    const elapsed = performance.now() - started;
    this.#pace.learn(steps, elapsed);
    standing.cursor = afterStretch(standing.cursor, { to, steps, seconds: elapsed / 1000, costSum, clipped });
    if (!Number.isFinite(standing.cursor.costSum)) throw divergedAtTheOutputs(this.#parts);
  }

  /** Puts the epoch's images in their place, and has the next epoch's made meanwhile. The time is the epoch's. */
  async #distort(images: EpochImages): Promise<void> {
    const { standing, options } = this.#parts;
    const started = performance.now();
    const { epoch, seconds } = standing.cursor;
    const data = await images.of(epoch, options.signal);
    // Without data the signal was given, and ends the epoch before its first step.
    if (data === undefined) return;
    if (this.#training instanceof AdversarialBatches) this.#training.source = data;
    else this.#session.refresh(this.#training, data);
    if (epoch + 1 < this.#parts.course.settings.epochs) images.prepare(epoch + 1);
    standing.cursor = { ...standing.cursor, seconds: seconds + (performance.now() - started) / 1000 };
  }

  #measure(): EpochRecord {
    const { network, course, standing } = this.#parts;
    this.#session.download();
    checkWeights(this.#parts);
    const { epoch, step } = standing.cursor;
    // As of the epoch's last mini-batch.
    const penalty = penaltyOf(network, course.settingsAt(step - 1).regularization, course.count);
    // Read as it is learned from: who learns to go on is measured going on.
    const { carry } = course.settings;
    const evaluations = this.#evaluated.map(([name, data]) => {
      const evaluation = this.#session.evaluate(data, { carry });
      const measurement = measurementOf(evaluation, penalty, isInBits(network, data.data));
      if (!Number.isFinite(measurement.cost)) throw divergedAtTheOutputs(this.#parts);
      return [name, measurement] as const;
    });
    return {
      index: epoch,
      learningRate: this.#learningRate(step - 1),
      ...(standing.cursor.clipped === undefined
        ? {}
        : { clipped: Math.min(1, standing.cursor.clipped / course.stepsPerEpochAt(step - 1)) }),
      ...(this.#descent === undefined ? {} : { descent: this.#descent }),
      evaluations: Object.fromEntries(evaluations),
    };
  }

  #reasonToStop(): StopReason | undefined {
    const { course, standing } = this.#parts;
    return course.reasonToStop(standing.cursor, standing.progress);
  }

  #learningRate(step: number): number {
    const { course, standing } = this.#parts;
    return course.learningRate(standing.cursor, standing.progress, step);
  }
}
