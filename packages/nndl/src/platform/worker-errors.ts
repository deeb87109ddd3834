import { NndlError } from "../errors.ts";
import { systemReason } from "./atomic-write.ts";

/** The error for a worker that stopped by itself. */
export function workerFailed(cause: unknown): NndlError {
  return new NndlError(
    "worker.failed",
    {
      problem: `a worker thread stopped by itself: ${systemReason(cause).text}`,
      next: "Run again with one thread; if memory ran out, with smaller mini-batches too.",
    },
    { cause },
  );
}

/** The error for a worker that the machine did not let start, with the reason where one was given. */
export function cannotStartWorker(cause?: unknown): NndlError {
  return new NndlError(
    "worker.start",
    {
      problem: `no worker thread could be started${cause === undefined ? "" : `: ${systemReason(cause).text}`}`,
      next: 'Run with one thread; in a page with a Content-Security-Policy, allow "worker-src blob:".',
    },
    { cause },
  );
}
