/** How long others wait, in milliseconds. */
const span = 50;

/** Lets the page, timers and signals have their turn while something long is computed. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #due = performance.now() + span;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    this.check();
  }

  /** Throws the signal's reason when it has aborted. */
  check(): void {
    this.#signal?.throwIfAborted();
  }

  /** Whether it is time to await `pass`. */
  get areDue(): boolean {
    return performance.now() >= this.#due;
  }

  /** Rejects with the signal's reason when it has aborted. */
  async pass(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.check();
    this.#due = performance.now() + span;
  }
}
