import type { Engine } from "../engine.ts";
import { WasmSession } from "./wasm-session.ts";

export { hasSimd } from "./webassembly.ts";

/**
 * The fast engine: float32 in WebAssembly with 128-bit SIMD, the same bits on every machine and for every number of
 * threads.
 * @throws NndlError "engine.webassembly", "engine.simd", "engine.blocked" where WebAssembly is missing, has no SIMD or is
 * forbidden by a page's policy; "worker.blocked", "worker.start" for threads that were asked for and cannot be started;
 * "engine.memory", "network.instance", "session.options", "session.threads", "session.miniBatchSize"
 */
export const wasmEngine: Engine = {
  name: "wasm",
  open: (network, options) => WasmSession.open(network, options),
};
