/** The library's view of a browser, from a page or from a worker. */

import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { ErrorCode } from "../error-codes.ts";
import { NndlError } from "../errors.ts";
import { fetchBytes } from "./fetch-bytes.ts";
import type { Platform, PlatformWorker, WorkerHandlers } from "./platform.ts";
import { blockedWorker, workerFailed } from "./worker-errors.ts";

const WORKER_PRELUDE =
  'const receive = (listener) => self.addEventListener("message", (event) => listener(event.data)), ' +
  "send = (value) => self.postMessage(value);";

function noFiles(code: ErrorCode, path: string): NndlError {
  return new NndlError(code, {
    problem: `a browser has no file system, so ${path} cannot be changed`,
    next: "Take the bytes themselves: offer them as a download, or keep them in IndexedDB.",
  });
}

/** Asks the machine itself: it throws on a thread that must not sleep. */
function canBlock(): boolean {
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Workers that are at work. Firefox (ESR 153) collects one that nothing refers to but what waits for its answers, and then
 * they never come.
 */
const atWork = new Set<Worker>();

function startWorker(source: string, handlers: WorkerHandlers): PlatformWorker {
  const url = URL.createObjectURL(new Blob([WORKER_PRELUDE, source], { type: "text/javascript" }));
  let worker: Worker;
  try {
    worker = new Worker(url);
  } catch (error) {
    URL.revokeObjectURL(url);
    throw blockedWorker(error);
  }
  atWork.add(worker);
  let over = false;
  const stop = () => {
    over = true;
    worker.terminate();
    atWork.delete(worker);
    URL.revokeObjectURL(url);
  };
  const fail = (cause: unknown) => {
    if (over) return;
    stop();
    handlers.onFailure(cause instanceof NndlError ? cause : workerFailed(cause));
  };
  worker.onmessage = (event: MessageEvent<unknown>) => {
    URL.revokeObjectURL(url);
    handlers.onMessage(event.data);
  };
  worker.onmessageerror = () => fail(new Error("a message that could not be read"));
  worker.onerror = (event) => {
    event.preventDefault();
    // A worker that was not allowed to load has no message.
    fail(event.message ? (event.error ?? new Error(event.message)) : blockedWorker());
  };
  return {
    post: (value) => worker.postMessage(value),
    keepAlive: () => {},
    hasEnded: () => false,
    terminate: stop,
  };
}

function yieldToOthers(): Promise<void> {
  // Jest's imitation of a browser has no messages.
  if (typeof MessageChannel === "undefined") return new Promise((resolve) => setTimeout(resolve));
  // A message is a task of its own, like a timer, but without a timer's four milliseconds.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

export const platform: Platform = {
  name: "browser",
  hardwareThreads: globalThis.navigator?.hardwareConcurrency ?? 1,
  canShareMemory: globalThis.crossOriginIsolated === true,
  canBlock: canBlock(),
  freeMemory: () => undefined,
  readBytes: fetchBytes,
  listDirectory: async () => undefined,
  listFiles: async () => undefined,
  writeFileAtomically: async (path) => {
    throw noFiles("file.write", path);
  },
  makeDirectory: async (path) => {
    throw noFiles("file.directory", path);
  },
  removeFile: async (path) => {
    throw noFiles("file.remove", path);
  },
  mnistDirectory: () => undefined,
  startWorker,
  md5: (bytes) => bytesToHex(md5(bytes)),
  yieldToOthers,
};
