export * from "./engine.ts";
export { referenceEngine } from "./reference/index.ts";
export { checkData } from "./session-checks.ts";
export { hasSimd, wasmEngine } from "./wasm/index.ts";
