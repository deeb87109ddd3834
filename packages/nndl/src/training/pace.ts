/** How long a run computes before it lets others (timers, signals, drawing) have their turn, in milliseconds. */
const turn = 12;

/** Finds out how many mini-batches fill a turn. Decides when others get theirs, and no result. */
export class Pace {
  #steps = 1;
  #turnBegan: number;

  constructor(now: number) {
    this.#turnBegan = now;
  }

  /** Mini-batches to do at a stretch. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * Learns how long a stretch took. It grows by doubling only: a coarse clock (a browser's may tick once in a
   * millisecond, or in a hundred) says 0 for much work, and must not lead to a stretch of seconds.
   */
  learn(steps: number, milliseconds: number): void {
    if (milliseconds > turn) this.#steps = Math.max(1, Math.floor((steps * turn) / milliseconds));
    else if (milliseconds < turn / 2) this.#steps = Math.max(this.#steps, 2 * steps);
  }

  /** Whether others have waited for a turn; if so, the next one begins. */
  turnIsOver(now: number): boolean {
    if (now - this.#turnBegan < turn * 0.75) return false;
    this.#turnBegan = now;
    return true;
  }
}
