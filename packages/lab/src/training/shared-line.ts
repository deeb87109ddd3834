/** The page's own worker, and the line to it. */
import { holder } from "./hold.ts";
import { Line, type WorkerLike } from "./line.ts";
import type { Report } from "./protocol.ts";

let line: Line | undefined;

/** One worker for all figures of a page, started when the first of them is opened. */
export function sharedLine(): Line {
  line ??= new Line(startWorker);
  return line;
}

function startWorker(): WorkerLike {
  const worker = new Worker(new URL("./trainer.worker.ts", import.meta.url), { type: "module" });
  const watched: WorkerLike = {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    onended: null,
  };
  const { request, heard } = holder(() => watched.onended?.());
  worker.onmessage = (event: MessageEvent<Report>) => {
    if (!heard(event.data)) watched.onmessage?.(event);
  };
  worker.onerror = (event) => watched.onerror?.(event);
  worker.onmessageerror = (event) => watched.onmessageerror?.(event);
  worker.postMessage(request);
  return watched;
}
