/** Seconds of training, pauses left out. It only shows how long things took, and decides nothing. */
export class Stopwatch {
  #before = 0;
  #startedAt: number | undefined;

  start(): void {
    this.#startedAt ??= performance.now();
  }
  stop(): void {
    this.#before = this.total;
    this.#startedAt = undefined;
  }
  reset(): void {
    this.#before = 0;
    if (this.#startedAt !== undefined) this.#startedAt = performance.now();
  }
  /** Since it was last started. */
  get lap(): number {
    return this.#startedAt === undefined ? 0 : (performance.now() - this.#startedAt) / 1000;
  }
  get total(): number {
    return this.#before + this.lap;
  }
}
