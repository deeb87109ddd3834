import { NndlError } from "../../errors.ts";

/** What the kernels export; see packages/nndl/kernels/index.ts. */
export interface Kernels {
  join(index: number, count: number, meeting: number, mayBlock: boolean, patience: number): void;
  announce(): void;
  execute(frame: number): void;
  executeAlone(frame: number): void;
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** The kernels' module, compiled once in each process for each kind of memory. */
export function kernelModule(shared: boolean): Promise<WebAssembly.Module> {
  const existing = compiled.get(shared);
  if (existing !== undefined) return existing;
  const module = compile(shared);
  compiled.set(shared, module);
  module.catch(() => compiled.delete(shared));
  return module;
}

/** @param lookUp called when the calling thread has slept for a tenth of a second and nobody has woken it */
export async function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  lookUp: () => void = () => {},
): Promise<Kernels> {
  const words = new Int32Array(memory.buffer);
  const sleep = (address: number, old: number) => {
    // An address past 2 GiB comes as a negative number.
    if (Atomics.wait(words, address >>> 2, old, 100) === "timed-out") lookUp();
  };
  const instance = await WebAssembly.instantiate(module, { env: { memory, sleep } });
  return instance.exports as unknown as Kernels;
}

async function compile(shared: boolean): Promise<WebAssembly.Module> {
  requireSimd();
  const { wasm } = shared ? await import("./generated/kernels-shared.ts") : await import("./generated/kernels.ts");
  return WebAssembly.compile(Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)));
}

/** The smallest module that uses a SIMD instruction: (func (result v128) i32.const 0 i8x16.splat). */
const simdProbe = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11],
);

/** Whether this JavaScript engine runs WebAssembly with 128-bit SIMD. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(simdProbe);
}

function requireSimd(): void {
  if (hasSimd()) return;
  throw new NndlError("engine.simd", {
    received: typeof WebAssembly === "object" ? "WebAssembly without SIMD" : "no WebAssembly",
    expected: "the wasm engine needs WebAssembly with 128-bit SIMD",
    next: 'Use Node 20.19 or later, or a browser from 2023 or later; the slow engine "reference" works everywhere.',
  });
}
