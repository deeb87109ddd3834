/** Attacks by gradients, on some examples that a session's network reads. */
import type { Session } from "../engines/index.ts";
import { largestOutput } from "../network/largest-output.ts";
import type { Stream } from "../random/index.ts";
import type { AttackMethod } from "./method.ts";
import { type Aim, steer } from "./objective.ts";
import { type InputRange, startNear, stepAlong } from "./step.ts";

/** Some examples, one after another, and what is wanted of them. */
export interface Wanted {
  /** The inputs as they are. */
  readonly inputs: Float32Array;
  /** The class that each is to be led away from, or towards. */
  readonly labels: ArrayLike<number>;
  readonly aim: Aim;
  readonly range: InputRange;
  /** ε of each example; the method's own when absent. Steps grow and shrink with it. */
  readonly epsilons?: ArrayLike<number> | undefined;
  /** What an example's random place to begin at is drawn from, the first time and when it begins anew. */
  readonly chance: (example: number, restart: number) => Stream;
  /** Whether anybody asks which were reached; true when absent. Where nobody does, the last pass through the network is spared. */
  readonly isJudged?: boolean | undefined;
}

/** What became of them. */
export interface Driven {
  /** The changed inputs. */
  readonly inputs: Float32Array;
  /** Which of them are read as wanted: misread, or as the class that was aimed at. */
  readonly reached: Uint8Array;
  /** How many never had a gradient to follow: it was 0 in every number, at every step. */
  readonly flat: number;
}

/** Leads examples away from their classes, or towards others, by the gradients of the session's network: a step at a time. */
export function* drive(session: Session, method: AttackMethod, wanted: Wanted): Generator<void, Driven> {
  const { labels, aim, inputs: originals } = wanted;
  const { inputSize: size, outputSize } = session.network;
  const count = originals.length / size;
  const inputs = originals.slice();
  const reached = new Uint8Array(count);
  const hadGradient = new Uint8Array(count);
  const isReached = (z: Float32Array, i: number) => (largestOutput(z) === labels[i]) === (aim === "towards");
  const rowOf = (values: Float32Array, row: number) => values.subarray(row * size, (row + 1) * size);
  const reachOf = (i: number) => ({
    norm: method.norm,
    epsilon: wanted.epsilons?.[i] ?? method.epsilon,
    range: wanted.range,
  });
  const stepOf = (epsilon: number) =>
    wanted.epsilons === undefined || method.epsilon === 0
      ? method.stepSize
      : (method.stepSize / method.epsilon) * epsilon;

  let left = Uint32Array.from({ length: count }, (_, i) => i);
  /** Takes the rows of what was reached out, and keeps them; of the rest, the rows one after another. */
  const without = (rows: Float32Array, those: Uint32Array, done: Uint8Array): Float32Array => {
    let next = 0;
    for (const [row, i] of those.entries())
      if (done[i] === 0) rows.copyWithin(next++ * size, row * size, (row + 1) * size);
    return rows.subarray(0, next * size);
  };

  for (let restart = 0; restart < method.restarts && left.length > 0; restart++) {
    let active = left;
    let rows: Float32Array = new Float32Array(active.length * size);
    for (const [row, i] of active.entries()) {
      const x = rowOf(rows, row);
      x.set(rowOf(originals, i));
      if (!method.randomStart) continue;
      startNear(x, rowOf(originals, i), reachOf(i), wanted.chance(i, restart));
    }
    for (let step = 0; step < method.steps && active.length > 0; step++) {
      const gradients = session.inputGradients(rows, (z, from) => {
        const errors = new Float32Array(z.length);
        for (let at = 0; at < z.length; at += outputSize) {
          const i = active[from + at / outputSize]!;
          const own = z.subarray(at, at + outputSize);
          if (method.untilMisread && isReached(own, i)) reached[i] = 1;
          // Outputs that are no numbers lead nowhere; whoever asks for them will see.
          else if (own.every(Number.isFinite)) steer(own, labels[i]!, aim, errors.subarray(at, at + outputSize));
        }
        return errors;
      });
      for (const [row, i] of active.entries()) {
        const x = rowOf(rows, row);
        if (reached[i] === 1) {
          rowOf(inputs, i).set(x);
          continue;
        }
        const gradient = rowOf(gradients, row);
        if (hadGradient[i] === 0 && gradient.some((g) => g !== 0)) hadGradient[i] = 1;
        const reach = reachOf(i);
        stepAlong(x, rowOf(originals, i), gradient, stepOf(reach.epsilon), reach);
      }
      if (method.untilMisread) {
        rows = without(rows, active, reached);
        active = active.filter((i) => reached[i] === 0);
      }
      yield;
    }
    if (active.length === 0) break;
    const outputs = wanted.isJudged === false ? undefined : session.predict(rows);
    for (const [row, i] of active.entries()) {
      rowOf(inputs, i).set(rowOf(rows, row));
      if (outputs && isReached(outputs.subarray(row * outputSize, (row + 1) * outputSize), i)) reached[i] = 1;
    }
    left = active.filter((i) => reached[i] === 0);
  }
  let flat = 0;
  for (let i = 0; i < count; i++) if (hadGradient[i] === 0 && reached[i] === 0) flat++;
  return { inputs, reached, flat };
}

/** All of it at once. */
export function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** All of it, with a word in between after each step. */
export async function inTurns<T>(work: Generator<void, T>, turn: () => Promise<void>): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await turn();
  }
}
