/** Training against an attack: each mini-batch is made of inputs that the network, as it is at that moment, finds hardest within ε. */
import { usualRange } from "../adversarial/border.ts";
import { drive, finished } from "../adversarial/drive.ts";
import { type AttackMethod, checkAttackMethod } from "../adversarial/method.ts";
import type { InputRange } from "../adversarial/step.ts";
import { Dataset } from "../data/index.ts";
import type { ResidentData, Session, TrainingResult, TrainingStretch } from "../engines/index.ts";
import { stream } from "../random/index.ts";
import type { AdversarialTraining } from "./adversarial-training.ts";

/** All that a stretch says besides its data. */
type Stretch = Omit<TrainingStretch, "data">;

/**
 * Takes the place of a run's data: brings a mini-batch at a time into the session's memory, changed by the attack. Chance comes from
 * the seed and the number of the mini-batch alone, the change from that and from the weights, so that a run which is resumed at
 * any mini-batch makes the same ones.
 */
export class AdversarialBatches {
  readonly #session: Session;
  readonly #method: AttackMethod;
  readonly #clean: boolean;
  readonly #range: InputRange;
  readonly #seed: number;
  readonly #features: Float32Array;
  readonly #labels: Uint16Array;
  readonly #resident: ResidentData;
  /** What is learned from: the data, or an epoch's images made of them. */
  source: Dataset;

  /** @param room the most examples that a mini-batch has */
  constructor(session: Session, data: Dataset, settings: AdversarialTraining, room: number) {
    const { clean, range, ...method } = settings;
    this.#session = session;
    this.#method = checkAttackMethod({ ...method, untilMisread: false });
    this.#clean = clean;
    this.#range = range ?? usualRange(data);
    this.#seed = session.network.spec.seed;
    this.source = data;
    const rows = clean ? 2 * room : room;
    this.#features = new Float32Array(rows * data.size);
    this.#labels = new Uint16Array(rows);
    this.#resident = session.load(this.#batch(), { changing: true });
  }

  /** Trains on the mini-batches of a stretch, one after another, each changed by the weights that those before it left. */
  train(stretch: Stretch): TrainingResult {
    let steps = 0;
    let clipped: number | undefined;
    let costSum = stretch.costBefore ?? 0;
    for (let from = stretch.from; from < stretch.to; from += stretch.miniBatchSize) {
      const places = stretch.order.subarray(from, Math.min(from + stretch.miniBatchSize, stretch.to));
      const stepsBefore = stretch.stepsBefore + steps;
      const rows = this.#fill(places, stepsBefore);
      const order = Uint32Array.from({ length: rows }, (_, i) => i);
      const batch = { order, from: 0, to: rows, miniBatchSize: rows, stepsBefore, costBefore: 0 };
      const result = this.#session.train({ ...stretch, ...batch, data: this.#resident });
      if (result.failure !== undefined) return { steps, failure: result.failure };
      // Where an example is learned from twice, its cost is the mean of both.
      costSum += ((result.costSum ?? 0) * places.length) / rows;
      if (result.clipped !== undefined) clipped = (clipped ?? 0) + result.clipped;
      steps++;
    }
    return {
      steps,
      ...(clipped === undefined ? {} : { clipped }),
      ...(stretch.measureCost ? { costSum } : {}),
    };
  }

  /** Puts a mini-batch into the session's memory; returns how many rows it takes. */
  #fill(places: Uint32Array, step: number): number {
    const { source } = this;
    const { size, scale, features, targets } = source;
    const inputs = new Float32Array(places.length * size);
    for (const [row, place] of places.entries())
      for (let i = 0; i < size; i++) inputs[row * size + i] = features[place * size + i]! * scale;
    const labels = Uint16Array.from(places, (place) => (targets.kind === "classes" ? targets.labels[place]! : 0));
    const chance = stream(this.#seed, "adversarial training", step);
    const driven = finished(
      drive(this.#session, this.#method, {
        ...{ inputs, labels, aim: "away", range: this.#range },
        chance: () => chance,
        isJudged: false,
      }),
    );
    const all = this.#clean ? [inputs, driven.inputs] : [driven.inputs];
    for (const [part, values] of all.entries()) {
      this.#features.set(values, part * values.length);
      this.#labels.set(labels, part * labels.length);
    }
    this.#session.refresh(this.#resident, this.#batch());
    return all.length * places.length;
  }

  #batch(): Dataset {
    const { shape, targetSize, name } = this.source;
    const targets = { kind: "classes", labels: this.#labels, classes: targetSize } as const;
    return new Dataset({ name, shape, features: this.#features, targets });
  }
}
