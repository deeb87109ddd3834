import { NndlError } from "../errors.ts";
import { systemReason } from "./system-reason.ts";

/** The error for a worker that stopped by itself. */
export function workerFailed(cause: unknown): NndlError {
  return new NndlError(
    "worker.failed",
    {
      problem: `a worker thread stopped unexpectedly: ${systemReason(cause).text}`,
      next: "Run again with one thread; if memory ran out, with smaller mini-batches too.",
    },
    { cause },
  );
}

/** The error for a worker that the machine did not let start. */
export function cannotStartWorker(cause: unknown): NndlError {
  return new NndlError(
    "worker.start",
    { problem: `no worker thread could be started: ${systemReason(cause).text}`, next: "Run with one thread." },
    { cause },
  );
}

/** The error for a worker that a page may not start. Its script is a blob of ours: nothing but a policy can stand in its way. */
export function blockedWorker(cause?: unknown): NndlError {
  return new NndlError(
    "worker.blocked",
    {
      problem: "worker threads are forbidden here, as by a page's Content-Security-Policy",
      next: "Add blob: to the policy's worker-src, or run with one thread: the results are the same.",
    },
    { cause },
  );
}

/** Whether an error says that no worker thread can be started here. */
export function isRefusedWorker(error: unknown): boolean {
  return error instanceof NndlError && (error.code === "worker.start" || error.code === "worker.blocked");
}
