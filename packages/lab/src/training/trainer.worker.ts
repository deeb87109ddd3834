/// <reference lib="webworker" />
/** The thread in which the lab trains. */
import { type HoldRequest, hold } from "./hold.ts";
import { Host } from "./host.ts";
import type { Request } from "./protocol.ts";

declare const self: DedicatedWorkerGlobalScope;

const host = new Host((report, transfer = []) => self.postMessage(report, transfer));
self.addEventListener("message", ({ data }: MessageEvent<Request | HoldRequest>) => {
  if ("hold" in data) hold(data, (held) => self.postMessage(held));
  else void host.receive(data);
});
