/** How far something has come, and how long the rest will take. */

import { duration, speed } from "@nndl/words/numbers";
import { bar } from "../terminal/bar.ts";
import type { Style } from "../terminal/style.ts";
import type { Counted } from "./epoch-lines.ts";

/** Where a training run stands, in mini-batches. */
export interface Position {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
}

/** Watches a run from where it begins now; a resumed one does not begin at 0. */
export class ProgressClock {
  readonly #started = performance.now();
  readonly #from: number;
  readonly #batch: number;

  constructor(from: Position, batch: number) {
    this.#from = from.step;
    this.#batch = batch;
  }

  /** Seconds since the beginning. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Seconds to go, evaluation included, as things have gone so far; undefined while that says nothing. */
  secondsLeft({ step, steps }: Position): number | undefined {
    const done = step - this.#from;
    return done <= 0 ? undefined : (this.seconds / done) * (steps - step);
  }

  /** Images per second so far, everything included. */
  imagesPerSecond({ step }: Position): number {
    return ((step - this.#from) * this.#batch) / this.seconds;
  }
}

/** The parts of a live line, the most important first. */
export function progressParts(
  at: Position,
  epochs: number,
  clock: ProgressClock,
  rate: number | undefined,
  style: Style,
  counted: Counted = "images",
): string[] {
  const fraction = at.step / at.steps;
  const left = clock.secondsLeft(at);
  const filled = bar(fraction, 24, "░");
  const edge = filled.indexOf("░");
  const drawn = edge < 0 ? style.cyan(filled) : style.cyan(filled.slice(0, edge)) + style.dim(filled.slice(edge));
  return [
    drawn,
    `epoch ${Math.min(at.epoch + 1, epochs)}/${epochs}`,
    ...(left === undefined ? [] : [`${duration(left)} left`]),
    style.dim(`${speed(rate ?? clock.imagesPerSecond(at))} ${counted}/s`),
  ];
}
