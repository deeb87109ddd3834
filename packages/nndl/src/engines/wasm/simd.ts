import { NndlError } from "../../errors.ts";

/** The smallest module that uses a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Whether this JavaScript engine runs WebAssembly with 128-bit SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(simdProbe);
}

/** @throws NndlError "engine.simd" where there is none */
export function requireSimd(): void {
  if (hasSimd()) return;
  throw new NndlError("engine.simd", {
    received: typeof WebAssembly === "object" ? "WebAssembly without SIMD" : "no WebAssembly",
    expected: "the wasm engine needs WebAssembly with 128-bit SIMD",
    next: 'Use Node 20.19 or later, or a browser from 2023 or later; the slow engine "reference" works everywhere.',
  });
}
