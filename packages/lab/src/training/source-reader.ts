/** Reads files in a thread of their own. */
import { NndlError } from "nndl";
import type { SourceProgress } from "nndl/sources";
import { type Complaint, errorOf } from "./protocol.ts";
import type { ReadingOptions, ReadSource } from "./read-source.ts";

/** A file that the reader gave, and where it lies in the folder that was given. */
export interface PlacedFile {
  /** Without the folder's own name: "cats/1.png". */
  readonly path: string;
  readonly file: Blob;
}

export interface ReadingRequest {
  readonly files: readonly PlacedFile[];
  /** What errors and data sets call them. */
  readonly name: string;
  readonly options: ReadingOptions;
}

export type ReadingReport =
  | { readonly say: "progress"; readonly progress: SourceProgress }
  | { readonly say: "read"; readonly read: ReadSource }
  | { readonly say: "refusal"; readonly complaint: Complaint };

/**
 * Reads a source in a worker, which ends with it.
 *
 * @param signal breaks it off
 * @throws NndlError "source.…", …; the signal's reason
 */
export function readInWorker(
  request: ReadingRequest,
  onProgress: (progress: SourceProgress) => void,
  signal: AbortSignal,
): Promise<ReadSource> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const worker = new Worker(new URL("./read-source.worker.ts", import.meta.url), { type: "module" });
    const end = () => {
      worker.terminate();
      signal.removeEventListener("abort", breakOff);
    };
    const fail = (error: unknown) => {
      end();
      reject(error);
    };
    const breakOff = () => fail(signal.reason);
    signal.addEventListener("abort", breakOff);
    worker.onmessage = ({ data }: MessageEvent<ReadingReport>) => {
      if (data.say === "progress") return onProgress(data.progress);
      end();
      if (data.say === "read") resolve(data.read);
      else reject(errorOf(data.complaint));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const problem = `the files could not be read: ${event.message || "their thread has ended"}`;
      fail(new NndlError("files.failed", { problem, next: "Give fewer or smaller ones." }));
    };
    worker.postMessage(request);
  });
}
