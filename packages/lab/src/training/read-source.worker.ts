/// <reference lib="webworker" />
/** The thread in which the reader's files are read: training goes on meanwhile, and reading can be broken off. */
import { NndlError } from "nndl";
import { buffersIn, complaintOf } from "./protocol.ts";
import { readSource } from "./read-source.ts";
import type { ReadingReport, ReadingRequest } from "./source-reader.ts";

declare const self: DedicatedWorkerGlobalScope;

const post = (report: ReadingReport, transfer: ArrayBuffer[] = []) => self.postMessage(report, transfer);

self.addEventListener("message", async ({ data }: MessageEvent<ReadingRequest>) => {
  const files = data.files.map(({ path, file }) => ({
    path,
    size: file.size,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }));
  try {
    const read = await readSource(files, {
      ...data.options,
      name: data.name,
      onProgress: (progress) => post({ say: "progress", progress }),
    });
    post({ say: "read", read }, buffersIn(read));
  } catch (error) {
    post({ say: "refusal", complaint: complaintOf(error instanceof NndlError ? error : failed(error)) });
  }
});

/** Whatever nobody foresaw; mostly there is not enough memory. */
function failed(cause: unknown): NndlError {
  const problem = `the files could not be read: ${cause instanceof Error ? cause.message : String(cause)}`;
  return new NndlError("files.failed", { problem, next: "Give fewer or smaller ones." }, { cause });
}
