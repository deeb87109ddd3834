/** How long questions are computed before training and messages have their turn, in milliseconds. */
const length = 12;

/** One's turn at the worker, which is passed on to training and messages when it has been long enough. */
export class Turn {
  #began = performance.now();

  /** Waits until others had theirs, once one's own is over; to be called often. */
  async pass(): Promise<void> {
    if (performance.now() - this.#began < length) return;
    await othersTurn();
    this.#began = performance.now();
  }
}

/** A message comes after all that waits; a timer would take four milliseconds besides, each time. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
