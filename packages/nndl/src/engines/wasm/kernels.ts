import { bytesOf } from "./byte-text.ts";
import { cannotCompile, requireSimd } from "./webassembly.ts";

/** What the kernels export; see packages/nndl/kernels/index.ts. */
export interface Kernels {
  join(index: number, count: number, meeting: number, mayBlock: boolean, patience: number): void;
  postCommand(): void;
  execute(frame: number): void;
  executeAlone(frame: number): void;
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/**
 * The kernels' module, compiled once in each process for each kind of memory.
 *
 * @throws NndlError "engine.webassembly", "engine.simd", "engine.blocked"
 */
export function kernelModule(shared: boolean): Promise<WebAssembly.Module> {
  const existing = compiled.get(shared);
  if (existing !== undefined) return existing;
  const module = compile(shared);
  compiled.set(shared, module);
  module.catch(() => compiled.delete(shared));
  return module;
}

/** @param checkWorkers called when the calling thread has slept for a tenth of a second and nobody has woken it */
export async function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  checkWorkers: () => void = () => {},
): Promise<Kernels> {
  const words = new Int32Array(memory.buffer);
  const sleep = (address: number, old: number) => {
    // An address past 2 GiB comes as a negative number.
    if (Atomics.wait(words, address >>> 2, old, 100) === "timed-out") checkWorkers();
  };
  const instance = await WebAssembly.instantiate(module, { env: { memory, sleep } });
  return instance.exports as unknown as Kernels;
}

async function compile(shared: boolean): Promise<WebAssembly.Module> {
  requireSimd();
  const { wasm, memoryFlagsAt } = await import("./generated/kernels.ts");
  const bytes = bytesOf(wasm);
  bytes[memoryFlagsAt] = shared ? 3 : 1;
  return WebAssembly.compile(bytes).catch((cause: unknown) => {
    throw cannotCompile(cause);
  });
}
