import { describe, expect, it } from "vitest";
import { kernelModule } from "./kernels.ts";

describe("the kernels' module", () => {
  const memoryOf = (shared: boolean) => new WebAssembly.Memory({ initial: 1, maximum: 65536, shared });
  const instantiate = async (module: boolean, memory: boolean) =>
    WebAssembly.instantiate(await kernelModule(module), { env: { memory: memoryOf(memory), sleep() {} } });

  it.each([false, true])("takes memory of its kind (shared: %s) and no other", async (shared) => {
    await expect(instantiate(shared, shared)).resolves.toBeInstanceOf(WebAssembly.Instance);
    await expect(instantiate(shared, !shared)).rejects.toThrow(WebAssembly.LinkError);
  });

  it("is compiled once for each kind", () => {
    expect(kernelModule(true)).toBe(kernelModule(true));
    expect(kernelModule(true)).not.toBe(kernelModule(false));
  });
});
