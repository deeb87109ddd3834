// @ts-check
/**
 * Measures the sides of a case against each other: all are started and warmed up, then they take turns, one round of
 * each after the other, so that what else the machine does hits all of them alike.
 */
import { coreDistance } from "./distance.mjs";
import { between, Pulse } from "./pulse.mjs";
import { startSide } from "./sides.mjs";
import { US } from "./suite.mjs";

/** @import { Speed } from "./pulse.mjs" */
/** @import { SideFile, StartedSide } from "./sides.mjs" */
/** @import { KernelTime, Ready, Task } from "./task.mjs" */

/**
 * @typedef {object} Measured
 * @property {string} id
 * @property {number} threads
 * @property {Ready} ready
 * @property {number} miniBatchesPerRound
 * @property {number[]} rounds           examples per second, round by round
 * @property {Speed[]} speeds            of the bare loops beside each round
 * @property {number} steady             what sides are compared by: median of the examples per gigaflop of the loop beside them,
 *   for a side on one thread only while it had a core
 * @property {number} median
 * @property {number} min
 * @property {number} max
 * @property {number} cores              processor time / wall time over all rounds
 * @property {number} peakMiB
 * @property {number | null} accuracy    on the first test images, after all that was trained; null without test images
 * @property {number} examples           worked on, in all
 * @property {KernelTime[]} kernels      of a few mini-batches more; empty where the side does not tell
 * @property {Speed} kernelSpeed         of the bare loops beside these
 */

/** @typedef {{ id: string, threads: number, reason: string, failed: boolean }} Skipped */
/**
 * `distances`: before each of nndl's rounds on several threads, how far apart two cores were, in nanoseconds.
 * @typedef {{ measured: Measured[], skipped: Skipped[], distances: number[] }} CaseResult
 */

/**
 * @param {SideFile[]} sides
 * @param {Task[]} tasks   the same one with each number of threads
 * @param {{ rounds: number, seconds: number }} plan   a round takes about `seconds`
 * @param {(progress: string) => void} tell
 * @returns {Promise<CaseResult>}
 */
export async function measure(sides, tasks, plan, tell) {
  /** @type {Skipped[]} */
  const skipped = [];
  /** @type {number[]} */
  const distances = [];
  /** @type {Turn[]} */
  let turns = [];
  /**
   * One that breaks drops out; the others go on.
   * @param {Turn} turn
   * @param {() => Promise<void>} work
   */
  const attempt = async (turn, work) => {
    try {
      await work();
      return true;
    } catch (error) {
      turn.side.child.kill();
      skipped.push({ ...turn.name, reason: /** @type {Error} */ (error).message, failed: true });
      return false;
    }
  };
  const pulse = new Pulse();
  try {
    for (const side of sides)
      for (const task of tasks) {
        tell(`starting ${side.id}`);
        const started = await startSide(side, task);
        if ("reason" in started) {
          skipped.push({ ...started, threads: task.threads });
          continue;
        }
        const turn = new Turn(started, task);
        turns.push(turn);
        if (!(await attempt(turn, () => turn.warmUp(plan.seconds)))) turns.pop();
      }
    for (let round = 0; round < plan.rounds; round++) {
      /** @type {Turn[]} */
      const whole = [];
      for (const turn of rotated(turns, round)) {
        tell(`round ${round + 1} of ${plan.rounds}: ${turn.side.id}`);
        if (turn.side.id === US && turn.task.threads > 1) {
          const distance = await coreDistance();
          if (distance !== undefined) distances.push(distance);
        }
        if (await attempt(turn, () => turn.round(pulse))) whole.push(turn);
      }
      turns = turns.filter((turn) => whole.includes(turn));
    }
    /** @type {Measured[]} */
    const measured = [];
    for (const turn of turns) {
      tell(`asking ${turn.side.id}`);
      await attempt(turn, async () => void measured.push(await turn.finish(pulse)));
    }
    return { measured: measured.sort((a, b) => b.median - a.median), skipped, distances };
  } finally {
    pulse.stop();
    for (const turn of turns) turn.side.child.kill();
  }
}

class Turn {
  /** @type {number[]} */
  #rounds = [];
  /** How much of a core a side on one thread had in each round; 1 on several threads, whose waiting is their own. */
  #had = /** @type {number[]} */ ([]);
  /** @type {Speed[]} */
  #speeds = [];
  #seconds = 0;
  #cpuSeconds = 0;
  #examples = 0;
  #miniBatches = 1;

  /**
   * @param {StartedSide} side
   * @param {Task} task
   */
  constructor(side, task) {
    this.side = side;
    this.task = task;
    this.name = { id: side.id, threads: task.threads };
  }

  /**
   * Runs until the speed is that of a program that has been running for a while, and learns how many mini-batches fill
   * a round. The first mini-batch tells nothing: it loads, compiles and plans.
   * @param {number} target seconds of a round
   */
  async warmUp(target) {
    await this.#go();
    let spent = 0;
    for (;;) {
      const { seconds } = await this.#go();
      spent += seconds;
      const before = this.#miniBatches;
      const fill = Math.round((before * target) / Math.max(seconds, 1e-6));
      this.#miniBatches = Math.min(Math.max(1, fill), before * 8);
      const settled = this.#miniBatches < 2 * before && before < 2 * this.#miniBatches;
      if (settled && spent >= target) return;
    }
  }

  /** @param {Pulse} pulse */
  async round(pulse) {
    const before = await pulse.take();
    const { seconds, cpuSeconds } = await this.#go();
    this.#speeds.push(between(before, await pulse.take()));
    this.#seconds += seconds;
    this.#cpuSeconds += cpuSeconds;
    this.#had.push(this.task.threads === 1 ? Math.min(1, cpuSeconds / seconds) : 1);
    this.#rounds.push((this.#miniBatches * this.task.miniBatchSize) / seconds);
  }

  async #go() {
    this.#examples += this.#miniBatches * this.task.miniBatchSize;
    return this.side.child.go(this.#miniBatches);
  }

  /**
   * @param {Pulse} pulse
   * @returns {Promise<Measured>}
   */
  async finish(pulse) {
    const { child, id, ready } = this.side;
    const { peakBytes } = await child.memory();
    const { correct = 0, of } = await child.score();
    const before = await pulse.take();
    const { kernels = [] } = id === US ? await child.profile(this.#miniBatches) : {};
    const kernelSpeed = between(before, await pulse.take());
    return {
      ...this.name,
      ready,
      miniBatchesPerRound: this.#miniBatches,
      rounds: this.#rounds,
      speeds: this.#speeds,
      steady: median(this.#rounds.map((rate, i) => rate / this.#had[i] / this.#speeds[i].bare)),
      median: median(this.#rounds),
      min: Math.min(...this.#rounds),
      max: Math.max(...this.#rounds),
      cores: this.#cpuSeconds / this.#seconds,
      peakMiB: peakBytes / 2 ** 20,
      accuracy: of > 0 ? correct / of : null,
      examples: this.#examples,
      kernels,
      kernelSpeed,
    };
  }
}

/**
 * Each round begins with another side, so that none always follows the same neighbour.
 * @template T
 * @param {T[]} items
 * @param {number} by
 * @returns {T[]}
 */
function rotated(items, by) {
  const first = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
