/// <reference lib="webworker" />
/** The thread in which the lab trains. */
import { Host } from "./host.ts";
import type { Request } from "./protocol.ts";

declare const self: DedicatedWorkerGlobalScope;

const host = new Host((report, transfer = []) => self.postMessage(report, transfer));
self.addEventListener("message", ({ data }: MessageEvent<Request>) => void host.receive(data));
