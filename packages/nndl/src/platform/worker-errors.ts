import { NndlError } from "../errors.ts";
import { systemReason } from "./atomic-write.ts";

/** The error for a worker that stopped by itself. */
export function workerFailed(cause: unknown): NndlError {
  return new NndlError(
    "worker.failed",
    {
      received: systemReason(cause).text,
      expected: "a worker thread must run until it is told to stop",
      next: "Run again with one thread; if memory ran out, with smaller mini-batches too.",
    },
    { cause },
  );
}

/** The error for a worker that the machine did not let start. */
export function cannotStartWorker(cause: unknown): NndlError {
  return new NndlError(
    "worker.start",
    {
      received: systemReason(cause).text,
      expected: "worker threads must be allowed to start",
      next: 'Run with one thread; in a page with a Content-Security-Policy, allow "worker-src blob:".',
    },
    { cause },
  );
}
