/**
 * Whether all threads work together or one alone, by what either was measured to take. The machine's other work decides as
 * much as the network's size, so the slower way is tried again from time to time. No bit of any result depends on it.
 */
export class ThreadChoice {
  readonly #auto: boolean;
  /** Milliseconds for an example, alone and together: what was seen last counts most. */
  readonly #cost: [number | undefined, number | undefined] = [undefined, undefined];
  #sinceTrial = 0;

  /** `auto`: measure; otherwise the threads always work together. */
  constructor(auto: boolean) {
    this.#auto = auto;
  }

  /** For the next command. */
  get together(): boolean {
    if (!this.#auto) return true;
    const [alone, together] = this.#cost;
    if (alone === undefined || together === undefined) return together === undefined;
    const better = together < alone;
    return this.#sinceTrial >= trialEvery ? !better : better;
  }

  learn(together: boolean, examples: number, milliseconds: number): void {
    if (!this.#auto || examples === 0) return;
    const [alone, joined] = this.#cost;
    const better = joined !== undefined && alone !== undefined && joined < alone;
    this.#sinceTrial = together === better ? this.#sinceTrial + milliseconds : 0;
    const before = this.#cost[together ? 1 : 0];
    const now = milliseconds / examples;
    this.#cost[together ? 1 : 0] = before === undefined ? now : before + (now - before) / 4;
  }
}

/** Milliseconds between two trials of the slower way. */
const trialEvery = 1000;
