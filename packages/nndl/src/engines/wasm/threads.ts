import { platform } from "#platform";
import { NndlError } from "../../errors.ts";
import type { PlatformWorker } from "../../platform/platform.ts";
import { workerFailed } from "../../platform/worker-errors.ts";
import { instantiate, type Kernels } from "./kernels.ts";
import type { EngineMemory } from "./memory.ts";
import { offsetOf } from "./ops.ts";

/** Where threads meet: a line for all of them, one for turns, and one for each; see packages/nndl/kernels/threads.ts. */
const lineBytes = 64;
const brokenAt = offsetOf("Meeting", "broken");

/**
 * How often a thread looks whether those it waits for have come, before it goes to sleep: for about a millisecond. To be
 * woken takes some 100 µs, in which the others may have fallen asleep in turn.
 */
const patience = 1_000_000;

/** A worker: joins the others and then lives inside the kernels; told that one has died, the others stop waiting. */
const workerSource = `receive(async ({ module, memory, index, count, frame, meeting, patience }) => {
  const words = new Int32Array(memory.buffer);
  try {
    const sleep = (address, old) => void Atomics.wait(words, address >>> 2, old, 100);
    const { exports } = await WebAssembly.instantiate(module, { env: { memory, sleep } });
    exports.join(index, count, meeting, true, patience);
    send("ready");
    exports.work(frame);
  } catch (error) {
    Atomics.store(words, (meeting + ${brokenAt}) / 4, 1);
    for (let line = 0; line < 2 + count; line++) Atomics.notify(words, (meeting + line * ${lineBytes}) / 4);
    send(String(error));
  }
});`;

/** The threads of a session, the calling one among them. */
export interface Crew {
  readonly threads: number;
  /** Runs one command on all threads, or on the calling one alone; returns when all are done. */
  execute(frame: number, together: boolean): void;
  /** Ends the workers: the frame must hold the end command. */
  end(): void;
}

export async function gatherCrew(
  module: WebAssembly.Module,
  memory: EngineMemory,
  frame: number,
  threads: number,
): Promise<Crew> {
  const workers: PlatformWorker[] = [];
  const meeting = memory.allocate((2 + threads) * lineBytes, "threads");
  const broken = new Int32Array(memory.memory.buffer, meeting + brokenAt, 1);
  const breakUp = () => Atomics.store(broken, 0, 1);
  const kernels = await instantiate(module, memory.memory, () => {
    if (workers.some((worker) => worker.hasEnded())) breakUp();
  });
  kernels.join(0, threads, meeting, platform.canBlock, patience);
  if (threads === 1) return { threads, execute: (address) => kernels.execute(address), end: () => {} };
  const shares = { module, memory: memory.memory, count: threads, frame, meeting, patience };
  workers.push(...(await startWorkers(shares, breakUp)));
  return {
    threads,
    execute(address, together) {
      if (together) {
        kernels.postCommand();
        executeTogether(kernels, address, broken);
      } else kernels.executeAlone(address);
    },
    end() {
      kernels.postCommand();
      for (const worker of workers) worker.terminate();
    },
  };
}

function executeTogether(kernels: Kernels, frame: number, broken: Int32Array): void {
  try {
    kernels.execute(frame);
  } catch (cause) {
    const died = Atomics.load(broken, 0) !== 0;
    throw new NndlError(
      "engine.worker",
      {
        problem: died ? "a worker thread died" : "the kernels failed",
        next: "Resume from the last checkpoint, with one thread if it happens again.",
      },
      { cause },
    );
  }
}

/** What every worker is given, besides its number. */
interface Shares {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly count: number;
  readonly frame: number;
  readonly meeting: number;
  readonly patience: number;
}

/** @param breakUp sees to it that nobody waits for the others any longer */
async function startWorkers(shares: Shares, breakUp: () => void) {
  const starts = Array.from({ length: shares.count - 1 }, (_, i) => {
    let worker: PlatformWorker | undefined;
    const ready = new Promise<void>((resolve, reject) => {
      worker = platform.startWorker(workerSource, {
        onMessage: (message) => (message === "ready" ? resolve() : reject(workerFailed(message))),
        onFailure: (reason) => {
          breakUp();
          reject(reason);
        },
      });
      // Until it has answered, it is work in progress; afterwards an open session alone keeps no program running.
      worker.keepAlive(true);
      worker.post({ ...shares, index: i + 1 });
    });
    return { worker, ready };
  });
  try {
    await Promise.all(starts.map(({ ready }) => ready));
  } catch (cause) {
    for (const { worker } of starts) worker?.terminate();
    throw cause;
  }
  for (const { worker } of starts) worker?.keepAlive(false);
  return starts.flatMap(({ worker }) => worker ?? []);
}

/** Multiply-adds of one training step below which a second thread is not even tried: it could not pay for its barriers. */
const worthATry = 2_000_000;

/** Threads that "auto" starts at most: more than a step of these networks keeps busy. */
const mostByItself = 8;

/**
 * The number of threads for a network: as many as were asked for; or, for a step of so many multiply-adds, as may be worth
 * it, to be measured (see thread-choice.ts). Never more than processors: they would wait for each other at every barrier,
 * and those that are waited for, for a processor.
 */
export function chooseThreads(asked: number | "auto" | undefined, multiplyAdds: number): number {
  if (asked === undefined || asked === "auto") {
    if (!platform.canShareMemory || multiplyAdds < worthATry) return 1;
    return Math.min(platform.hardwareThreads, mostByItself);
  }
  if (asked > 1 && !platform.canShareMemory)
    throw new NndlError("session.threads", {
      problem: `this page cannot run ${asked} threads: it is not cross-origin isolated, so they could not share memory`,
      next: 'Use threads: 1 or "auto" (the results are the same), or serve the page with COOP and COEP headers.',
    });
  return Math.min(asked, platform.hardwareThreads);
}
