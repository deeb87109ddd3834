/** What a session of this engine alone has: memory of its own, which it uses again. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { Dataset } from "../../data/index.ts";
import { checkOptimizer } from "../../functions/index.ts";
import { conv2d, dense, maxPool2d } from "../../layers/index.ts";
import { type NetworkInput, network } from "../../network/index.ts";
import { refused } from "../../testing/refused.ts";
import { everyExample, stretchOf } from "../../testing/sessions.ts";
import { toyData } from "../../testing/toy-data.ts";
import { EngineMemory } from "./memory.ts";
import { WasmSession } from "./wasm-session.ts";

const flat: NetworkInput = { input: [16], layers: [dense(7), dense(3, "softmax")] };
const images: NetworkInput = { input: [1, 4, 4], layers: [conv2d(3, 2), maxPool2d(2), dense(3, "softmax")] };

/** Sets of different sizes, kinds and forms. */
function* sets(count: number): Generator<Dataset> {
  const labels = (n: number) => Array.from({ length: n }, (_, i) => i % 3);
  for (let i = 0; i < count; i++) {
    const n = 1 + ((i * 7) % 31);
    const features = Uint8Array.from({ length: n * 16 }, (_, k) => ((k * i) % 5 === 0 ? k : 0));
    if (i % 3 === 0) yield toyData(n, { size: 16, seed: i });
    else yield new Dataset({ shape: [16], features, targets: { kind: "classes", labels: labels(n), classes: 3 } });
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ["dense layers", flat, 1],
  ["images", images, 1],
  ["two threads", flat, 2],
] as const)("the memory of a session, %s", (_, spec, threads) => {
  const opened = () => WasmSession.open(network(spec), { threads, miniBatchSize: 4 });

  it("does not grow with data sets that come and go", async () => {
    const session = await opened();
    const use = (data: Dataset) => {
      const resident = session.load(data);
      session.train(stretchOf(resident, { miniBatchSize: 4 }));
      session.evaluate(resident);
      session.gradients(resident, everyExample(data));
      session.unload(resident);
    };
    const largest = toyData(31, { size: 16 });
    for (const data of [largest, ...sets(3)]) use(data);
    const used = session.memoryBytes;
    const grow = vi.spyOn(WebAssembly.Memory.prototype, "grow");
    for (const data of sets(1000)) use(data);
    expect(session.memoryBytes).toBe(used);
    expect(grow).not.toHaveBeenCalled();
    session.close();
  });

  it("does not grow with profiles", async () => {
    const session = await opened();
    const stretch = stretchOf(session.load(toyData(10, { size: 16 })), {
      miniBatchSize: 4,
      optimizer: checkOptimizer("adam"),
    });
    session.profile(stretch);
    const used = session.memoryBytes;
    for (let i = 0; i < 20; i++) session.profile(stretch);
    expect(session.memoryBytes).toBe(used);
    session.close();
  });

  it("keeps nothing of data that did not fit", async () => {
    const session = await opened();
    const used = session.memoryBytes;
    const allocate = EngineMemory.prototype.allocate;
    vi.spyOn(EngineMemory.prototype, "allocate").mockImplementation(function (this: EngineMemory, bytes, purpose) {
      return allocate.call(this, purpose === "the data" ? 2 ** 33 : bytes, purpose);
    });
    expect(refused(() => session.load(toyData(5, { size: 16 }))).code).toBe("engine.memory");
    expect(session.memoryBytes).toBe(used);
    session.close();
  });
});
