/** Steps that look at all examples: where a method meets a session and a run. */

import { largest } from "../../arithmetic/vectors.ts";
import type { ResidentData, Session } from "../../engines/index.ts";
import { hessianOf } from "../../engines/reference/hessian.ts";
import { countOf, type UnknownPart, unknownsOf } from "../../engines/unknowns.ts";
import type { FullBatchOptimizerSpec, Regularization } from "../../functions/index.ts";
import { divergedAtTheOutputs } from "../diverged.ts";
import type { DescentRecord } from "../events.ts";
import { penaltyOf } from "../measure.ts";
import type { RunParts } from "../run-parts.ts";
import { conjugateGradients } from "./conjugate-gradients.ts";
import { lBfgs } from "./l-bfgs.ts";
import { firstMemory } from "./memory.ts";
import type { Here, Method, Methods, Point } from "./method.ts";
import { newton } from "./newton.ts";
import { pieceSize } from "./piece-size.ts";

const methods: Methods = { "l-bfgs": lBfgs, "conjugate-gradients": conjugateGradients, newton };

/** What became of one step. */
export interface Descended {
  readonly record: DescentRecord;
  /** The mean data cost of the examples before it. */
  readonly costBefore: number;
  /** Whether there is no more to be gained: the gradient is as small as it need be, or no step was found. */
  readonly isMinimum: boolean;
}

/** The mean cost of all examples at some weights and its gradient, without the penalty. */
interface DataPoint {
  readonly weights: Float32Array;
  readonly cost: number;
  readonly gradient: Float64Array;
}

/** Thrown through a method whose run is aborted. */
class Interrupted extends Error {}

export class FullBatch {
  readonly #session: Session;
  readonly #parts: RunParts;
  readonly #training: ResidentData;
  readonly #letOthers: () => Promise<void>;
  readonly #unknowns: readonly UnknownPart[];
  /** In the order of the data, whatever the run's order: so that the cost is the same function in every step. */
  readonly #examples: Uint32Array;
  /** The weights that the last step led to: those of the network, while the session tries others. */
  #weights: Float32Array;
  #here: DataPoint | undefined;
  #passes = 0;

  /** @param letOthers waits until those who wait for a turn have had it */
  constructor(session: Session, parts: RunParts, training: ResidentData, letOthers: () => Promise<void>) {
    this.#session = session;
    this.#parts = parts;
    this.#training = training;
    this.#letOthers = letOthers;
    this.#unknowns = unknownsOf(parts.network, new Set(parts.course.settings.freeze));
    this.#examples = Uint32Array.from({ length: parts.data.count }, (_, i) => i);
    this.#weights = this.#read();
  }

  /** One step; undefined where the signal came before its end: then all is as it was before it. */
  async step(spec: FullBatchOptimizerSpec, learningRate: number): Promise<Descended | undefined> {
    try {
      return await this.#step(spec, learningRate);
    } catch (error) {
      if (error instanceof Interrupted) return undefined;
      throw error;
    } finally {
      this.#upload(this.#weights);
    }
  }

  async #step(spec: FullBatchOptimizerSpec, learningRate: number): Promise<Descended> {
    const { standing, course } = this.#parts;
    const { regularization } = course.settingsAt(standing.cursor.step);
    this.#passes = 0;
    if (this.#here === undefined) {
      this.#here = await this.#dataAt(this.#weights);
      // A run that is resumed computes it again, and tells the same as one that was not interrupted.
      if (standing.cursor.step > 0) this.#passes = 0;
    }
    const { cost: costBefore } = this.#here;
    const point = this.#withPenalty(this.#here, regularization);
    if (!Number.isFinite(point.cost) || !Number.isFinite(largest(point.gradient)))
      throw divergedAtTheOutputs(this.#parts);
    const tried = new Map<Point, DataPoint>();
    const here: Here = {
      point,
      memory: standing.memory ?? firstMemory(spec),
      learningRate,
      evaluate: async (weights) => {
        const data = await this.#dataAt(weights);
        const there = this.#withPenalty(data, regularization);
        tried.set(there, data);
        return there;
      },
      hessian: () => this.#hessian(regularization),
      rest: () => this.#rest(),
    };
    const isFlat = (at: Point) => largest(at.gradient) <= spec.tolerance;
    const step = isFlat(point) ? undefined : await (methods[spec.type] as Method)(spec, here);
    if (step !== undefined) {
      this.#here = tried.get(step.point);
      this.#weights = step.point.weights;
      standing.memory = step.memory;
      this.#write(this.#weights);
    }
    const now = step?.point ?? point;
    return {
      record: {
        cost: (this.#here?.cost ?? costBefore) + this.#penalty(regularization),
        largestSlope: largest(now.gradient),
        stepLength: step?.length ?? 0,
        passes: this.#passes,
      },
      costBefore,
      isMinimum: step === undefined || isFlat(now),
    };
  }

  /** A pass through all examples, with turns for others in between. */
  async #dataAt(weights: Float32Array): Promise<DataPoint> {
    this.#upload(weights);
    const { count } = this.#parts.data;
    const gradient = new Float64Array(weights.length);
    let cost = 0;
    for (let from = 0; from < count; from += pieceSize) {
      const examples = this.#examples.subarray(from, from + pieceSize);
      const mean = this.#session.gradients(this.#training, examples, { inputs: false });
      cost += mean.cost * examples.length;
      for (const { key, from: at } of this.#unknowns) {
        const values = mean.parameters.get(key) as Float32Array;
        for (let i = 0; i < values.length; i++) gradient[at + i] += values[i] * examples.length;
      }
      await this.#rest();
    }
    this.#passes++;
    for (let i = 0; i < gradient.length; i++) gradient[i] /= count;
    return { weights, cost: cost / count, gradient };
  }

  /** The whole cost, as far as it depends on what is looked for: L2 is part of it. */
  #withPenalty({ weights, cost, gradient }: DataPoint, { l2 }: Regularization): Point {
    const strength = l2 / this.#parts.data.count;
    if (strength === 0) return { weights, cost, gradient };
    const slopes = gradient.slice();
    let squares = 0;
    for (const { regularized, from, to } of this.#unknowns)
      for (let i = from; regularized && i < to; i++) {
        squares += weights[i] * weights[i];
        slopes[i] += strength * weights[i];
      }
    return { weights, cost: cost + (strength * squares) / 2, gradient: slopes };
  }

  async #hessian({ l2 }: Regularization): Promise<Float64Array> {
    const { network, data, weights } = this.#parts;
    const of = { data, examples: this.#examples, weights, training: false, step: 0 };
    const columns = hessianOf(network, this.#unknowns, of);
    let column = columns.next();
    while (!column.done) {
      await this.#rest();
      column = columns.next();
    }
    const size = countOf(this.#unknowns);
    for (const { regularized, from, to } of this.#unknowns)
      for (let i = from; regularized && i < to; i++) column.value[i * size + i] += l2 / data.count;
    return column.value;
  }

  /** As measurements have it: the penalty for all weights, those of frozen layers among them. */
  #penalty(regularization: Regularization): number {
    return penaltyOf(this.#parts.network, regularization, this.#parts.data.count);
  }

  async #rest(): Promise<void> {
    await this.#letOthers();
    if (this.#parts.options.signal?.aborted) throw new Interrupted();
  }

  /** Lets the session compute with some weights; the network keeps those of the last step. */
  #upload(weights: Float32Array): void {
    this.#write(weights);
    this.#session.upload();
    if (weights !== this.#weights) this.#write(this.#weights);
  }

  #write(weights: Float32Array): void {
    for (const { key, from, to } of this.#unknowns)
      this.#parts.network.parameters.get(key)?.values.set(weights.subarray(from, to));
  }

  #read(): Float32Array {
    const weights = new Float32Array(countOf(this.#unknowns));
    for (const { key, from } of this.#unknowns)
      weights.set(this.#parts.network.parameters.get(key)?.values ?? [], from);
    return weights;
  }
}
