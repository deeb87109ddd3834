/** Looks at a drawing in a thread of its own: the first look, whose code is cold, would hold the page up for three frames. */
import type { AskNetwork, ImageSize } from "nndl/images";
import type { LookedAt } from "./several-digits.ts";
import type { Stroke } from "./strokes.ts";

/** What is to be looked at. The port is for the one look: questions to the network and what was seen come by it. */
export interface Look {
  readonly strokes: readonly Stroke[];
  readonly field: ImageSize;
  /** Whether there is a network to ask. */
  readonly asks: boolean;
  readonly port: MessagePort;
}

/** What the thread says: a question to the network, one at a time, or what it saw. */
export type LookReport = { readonly ask: readonly Float32Array[] } | { readonly seen: LookedAt };

/** What the network says; nothing where it is gone. */
export type LookAnswer = readonly (readonly number[])[] | undefined;

/** It stays for the next drawing. */
let thread: Worker | undefined;

/** What `lookAt` sees, seen beside the page; undefined where the thread was lost. */
export function lookBeside(
  strokes: readonly Stroke[],
  field: ImageSize,
  ask?: AskNetwork,
): Promise<LookedAt | undefined> {
  return new Promise((resolve) => {
    const worker = threadOf();
    const { port1: port, port2 } = new MessageChannel();
    const end = (seen?: LookedAt) => {
      worker.removeEventListener("error", lose);
      port.close();
      resolve(seen);
    };
    const lose = (event: ErrorEvent) => {
      event.preventDefault();
      if (thread === worker) thread = undefined;
      worker.terminate();
      end();
    };
    worker.addEventListener("error", lose);
    port.onmessage = async ({ data }: MessageEvent<LookReport>) => {
      if ("seen" in data) end(data.seen);
      else port.postMessage(await answerOf(ask, data.ask));
    };
    const look: Look = { strokes: plain(strokes), field, asks: ask !== undefined, port: port2 };
    worker.postMessage(look, [port2]);
  });
}

function threadOf(): Worker {
  thread ??= new Worker(new URL("./look.worker.ts", import.meta.url), { type: "module" });
  return thread;
}

async function answerOf(ask: AskNetwork | undefined, inputs: readonly Float32Array[]): Promise<LookAnswer> {
  try {
    return (await ask?.(inputs))?.map((outputs) => Array.from(outputs));
  } catch {
    return undefined;
  }
}

/** Without what a page may have wrapped it in. */
const plain = (strokes: readonly Stroke[]) => strokes.map((stroke) => stroke.map(({ x, y }) => ({ x, y })));
