/** Where in its epochs a run stands, as a value: each step gives another one. */

/** Where a run stands. Plain JSON. */
export interface Cursor {
  /** The epoch at hand, from 0. */
  readonly epoch: number;
  /** How many of its examples are done. */
  readonly example: number;
  /** Mini-batches done since the run began. */
  readonly step: number;
  /** Seconds of training so far in this epoch; decides nothing. */
  readonly seconds: number;
  /** Costs added up since the last mini-batch event. */
  readonly costSum: number;
  /** How many examples these are of. */
  readonly costCount: number;
  /** Mini-batches of this epoch whose gradient was clipped; absent where none is. */
  readonly clipped?: number | undefined;
}

export const beginning: Cursor = { epoch: 0, example: 0, step: 0, seconds: 0, costSum: 0, costCount: 0 };

/** What some mini-batches came to: up to which example of the epoch, in which time, with which costs if they were measured. */
export interface Stretch {
  readonly to: number;
  readonly steps: number;
  readonly seconds: number;
  readonly costSum: number | undefined;
  readonly clipped?: number | undefined;
}

/** After some mini-batches of the epoch at hand. */
export function afterStretch(cursor: Cursor, { to, steps, seconds, costSum, clipped }: Stretch): Cursor {
  return {
    epoch: cursor.epoch,
    example: to,
    step: cursor.step + steps,
    seconds: cursor.seconds + seconds,
    costSum: costSum ?? 0,
    costCount: costSum === undefined ? 0 : cursor.costCount + (to - cursor.example),
    ...(clipped === undefined ? {} : { clipped: (cursor.clipped ?? 0) + clipped }),
  };
}

/** After an event that told the costs so far. */
export function withoutCosts(cursor: Cursor): Cursor {
  return { ...cursor, costSum: 0, costCount: 0 };
}

/** At the beginning of the next epoch. */
export function nextEpoch({ clipped: _, ...cursor }: Cursor): Cursor {
  return { ...cursor, epoch: cursor.epoch + 1, example: 0, seconds: 0 };
}
