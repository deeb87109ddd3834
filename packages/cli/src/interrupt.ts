import { exitCodes } from "./errors.ts";

/** A signal that comes twice at once, from the terminal and from npm, was meant once. Milliseconds. */
const atOnce = 100;

/**
 * Runs something that can be interrupted. Ctrl-C, and SIGTERM, abort the signal, so that what can be saved is saved; a
 * second one ends the process at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let since = Number.POSITIVE_INFINITY;
  const interrupt = () => {
    if (performance.now() - since > atOnce) process.exit(exitCodes.interrupted);
    since = Math.min(since, performance.now());
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(controller.signal);
  } finally {
    // Once interrupted the process is about to end; a third signal in that moment must not change with which status.
    if (!controller.signal.aborted) for (const signal of signals) process.off(signal, interrupt);
  }
}
