import type { Engine } from "../engine.ts";
import { WasmSession } from "./wasm-session.ts";

export { hasSimd } from "./simd.ts";

/**
 * The fast engine: float32 in WebAssembly with 128-bit SIMD, the same bits on every machine and for every number of
 * threads.
 * @throws NndlError "engine.simd" where SIMD is missing, "engine.memory", "session.threads", "session.miniBatchSize"
 */
export const wasmEngine: Engine = {
  name: "wasm",
  open: (network, options = {}) => WasmSession.open(network, options),
};
