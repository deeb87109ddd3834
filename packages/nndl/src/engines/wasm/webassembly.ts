/** Whether this machine has, and this page allows, what the kernels are made of; and how to say so where it does not. */
import { platform } from "#platform";
import { NndlError } from "../../errors.ts";

const wayOut = "or compute without it, much more slowly: train(net, data, { engine: referenceEngine, … }).";

/** The smallest module that uses a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** The smallest module of all. */
const emptyModule = Uint8Array.of(...[0, 97, 115, 109, 1, 0, 0, 0]);

/** Node's --jitless, and the lockdown mode of some browsers, leave nothing of this name. */
function hasWebAssembly(): boolean {
  return typeof WebAssembly === "object";
}

/** Whether this JavaScript engine runs WebAssembly with 128-bit SIMD. */
export function hasSimd(): boolean {
  return hasWebAssembly() && WebAssembly.validate(simdProbe);
}

/** @throws NndlError "engine.webassembly" where there is none, "engine.simd" where it has no SIMD */
export function requireSimd(): void {
  if (!hasWebAssembly())
    throw new NndlError("engine.webassembly", {
      problem: "the wasm engine needs WebAssembly, and there is none here",
      next: `${platform.name === "node" ? "Start Node without --jitless" : "Switch it on in the browser's settings"}; ${wayOut}`,
    });
  if (!hasSimd())
    throw new NndlError("engine.simd", {
      problem: "the wasm engine needs WebAssembly with 128-bit SIMD, and here it has none",
      next: `Use Node 20.19 or later, or a browser from 2023 or later; ${wayOut}`,
    });
}

/** The error for kernels that could not be compiled: by far most often, a page's policy forbids to compile anything. */
export function cannotCompile(cause: unknown): NndlError {
  if (mayCompile())
    return new NndlError(
      "engine.webassembly",
      {
        problem: "the kernels of the wasm engine could not be compiled",
        next: `Free some memory, or update the browser; ${wayOut}`,
      },
      { cause },
    );
  return new NndlError(
    "engine.blocked",
    {
      problem: "WebAssembly, which the wasm engine needs, is forbidden here, as by a page's Content-Security-Policy",
      next: `Add 'wasm-unsafe-eval' to the policy's script-src; ${wayOut}`,
    },
    { cause },
  );
}

/** Asks for the smallest module, so that no browser's message need be understood. */
function mayCompile(): boolean {
  try {
    new WebAssembly.Module(emptyModule);
    return true;
  } catch {
    return false;
  }
}
