/** How a page knows at once that its worker is gone: the worker holds a lock as long as it lives (Web Locks). */

/** What the page says first: the name of the lock to hold. */
export interface HoldRequest {
  readonly hold: string;
}

/** What the worker answers once it holds it. */
export interface HoldAnswer {
  readonly held: string;
}

/** In the worker: takes the lock and keeps it to its end. */
export function hold({ hold: name }: HoldRequest, answer: (message: HoldAnswer) => void): void {
  void globalThis.navigator.locks?.request(name, () => {
    answer({ held: name });
    return new Promise(() => {});
  });
}

/**
 * In the page: calls back when the worker has ended, however it did; a browser without such locks never says.
 * @returns what the worker must be told, and what must be told of each message of the worker's
 */
export function holder(gone: () => void): {
  readonly request: HoldRequest;
  heard(message: unknown): message is HoldAnswer;
} {
  // Not randomUUID, which a page has only over HTTPS: a school's own machine serves plain HTTP.
  const name = `nndl-worker-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  return {
    request: { hold: name },
    heard(message): message is HoldAnswer {
      if (typeof message !== "object" || message === null || !("held" in message) || message.held !== name)
        return false;
      void globalThis.navigator.locks.request(name, gone);
      return true;
    },
  };
}
