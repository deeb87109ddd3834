import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { activationNames, initializerNames } from "../functions/index.ts";
import { dense } from "../layers/index.ts";
import { stream } from "../random/index.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { type GivenTensor, Network, type NetworkInput, network } from "./index.ts";

const small = (): NetworkInput => ({ input: [3], layers: [dense(2), dense(4, "softmax")], seed: 9 });
const tensorsOf = (net: Network): Map<string, GivenTensor> => new Map(net.parameters);

describe("a new network", () => {
  it("has parameters in order, and knows its sizes", () => {
    const net = network(small());
    expect([...net.parameters].map(([key, { shape }]) => [key, shape])).toEqual([
      ["layers.0.weights", [2, 3]],
      ["layers.0.biases", [2]],
      ["layers.1.weights", [4, 2]],
      ["layers.1.biases", [4]],
    ]);
    expect([net.inputSize, net.outputSize, net.parameterCount]).toEqual([3, 4, 6 + 2 + 8 + 4]);
  });

  it("draws each parameter from a stream of its own, so that one layer's width leaves the others as they are", () => {
    const net = network({ input: [3], layers: [dense(2, "sigmoid", { initializer: "gaussian" }), dense(4)], seed: 9 });
    const expected = new Float32Array(6);
    stream(9, "initialize/layers.0.weights").fillGaussian(expected);
    expect(net.parameters.get("layers.0.weights")!.values).toEqual(expected);
    const wider = network({
      input: [3],
      layers: [dense(2, "sigmoid", { initializer: "gaussian" }), dense(5)],
      seed: 9,
    });
    expect(wider.parameters.get("layers.0.weights")!.values).toEqual(expected);
    expect(wider.parameters.get("layers.0.biases")!.values).toEqual(net.parameters.get("layers.0.biases")!.values);
  });

  it("spreads its weights as its initializers say", () => {
    const deviation = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
    const net = network({
      input: [100],
      layers: initializerNames.map((initializer) => dense(100, "tanh", { initializer })),
    });
    const deviations = initializerNames.map((_, i) => [
      deviation(net.parameters.get(`layers.${i}.weights`)!.values),
      deviation(net.parameters.get(`layers.${i}.biases`)!.values),
    ]);
    const expected = {
      gaussian: [1, 1],
      "scaled-gaussian": [0.1, 1],
      glorot: [0.1, 0],
      he: [Math.sqrt(0.02), 0],
      zeros: [0, 0],
      network3: [0.1, 1],
      "narrow-gaussian": [0.01, 0],
      "narrow-gaussian-ones": [0.01, 1],
    };
    initializerNames.forEach((name, i) => {
      const [weights, biases] = expected[name] as [number, number];
      expect(Math.abs(deviations[i]![0]! - weights)).toBeLessThan(0.03 * weights + 1e-9);
      expect(Math.abs(deviations[i]![1]! - biases)).toBeLessThan(0.25 * biases + 1e-9);
    });
  });

  it("has the same hash everywhere", () => {
    // Computed with Python's hashlib over the little-endian float32 bytes, in the order of the parameters.
    const values = new Map<string, GivenTensor>([
      ["layers.0.weights", { shape: [1, 2], values: [0.5, -2] }],
      ["layers.0.biases", { shape: [1], values: [1e-3] }],
    ]);
    const net = Network.fromParameters({ input: [2], layers: [dense(1)] }, values);
    expect(net.sha256()).toBe("b3e4b91c0ca800bb9525b2ade35675d7a96bf4a39f932c31b9b8f4677261e8fc");
    expect(net.clone().sha256()).toBe(net.sha256());
    const other = net.clone();
    other.parameters.get("layers.0.biases")!.values[0] = 1.0001e-3;
    expect(other.sha256()).not.toBe(net.sha256());
    expect(net.parameters.get("layers.0.biases")!.values[0]).toBe(Math.fround(1e-3));
  });
});

describe("Network.fromParameters", () => {
  it("copies, and rounds to float32", () => {
    const given = tensorsOf(network(small()));
    const biases = Float64Array.of(0.1, 1e-50);
    given.set("layers.0.biases", { shape: [2], values: biases });
    const net = Network.fromParameters(small(), given);
    biases[0] = 7;
    expect([...net.parameters.get("layers.0.biases")!.values]).toEqual([Math.fround(0.1), 0]);
    (given.get("layers.1.biases")!.values as Float32Array)[0] = 7;
    expect(net.parameters.get("layers.1.biases")!.values[0]).not.toBe(7);
  });

  it.each<[string, (given: Map<string, GivenTensor>) => unknown]>([
    ["no Map", () => ({})],
    ["nothing", () => null],
    ["a missing parameter", (given) => new Map([...given].slice(1))],
    ["a parameter too many", (given) => given.set("layers.2.weights", { shape: [1], values: [1] })],
    ["a parameter that is null", (given) => given.set("layers.0.biases", null as unknown as GivenTensor)],
    ["bare values", (given) => given.set("layers.0.biases", [1, 2] as unknown as GivenTensor)],
    ["no values", (given) => given.set("layers.0.biases", { shape: [2] } as unknown as GivenTensor)],
    ["null as values", (given) => given.set("layers.0.biases", { shape: [2], values: null as unknown as number[] })],
    ["another shape", (given) => given.set("layers.0.weights", { shape: [3, 2], values: new Float32Array(6) })],
    ["a flat shape", (given) => given.set("layers.0.weights", { shape: [6], values: new Float32Array(6) })],
    ["too few values", (given) => given.set("layers.0.biases", { shape: [2], values: [1] })],
    ["too many values", (given) => given.set("layers.0.biases", { shape: [2], values: [1, 2, 3] })],
    ["NaN", (given) => given.set("layers.0.biases", { shape: [2], values: [1, Number.NaN] })],
    ["an infinity", (given) => given.set("layers.0.biases", { shape: [2], values: [1, 1 / 0] })],
    ["a number beyond float32", (given) => given.set("layers.0.biases", { shape: [2], values: [1, 3.5e38] })],
    ["words", (given) => given.set("layers.0.biases", { shape: [2], values: ["1", "2"] as unknown as number[] })],
    ["big integers", (given) => given.set("layers.0.biases", { shape: [2], values: [1n, 2n] as unknown as number[] })],
    ["holes", (given) => given.set("layers.0.biases", { shape: [2], values: new Array(2) })],
  ])("refuses %s", (_name, change) => {
    const values = change(tensorsOf(network(small()))) as Map<string, GivenTensor>;
    expect(refused(() => Network.fromParameters(small(), values)).code).toBe("network.parameters");
  });

  it("says which number is wrong, and where", () => {
    const given = tensorsOf(network(small())).set("layers.0.biases", { shape: [2], values: [1, 3.5e38] });
    const { message } = refused(() => Network.fromParameters(small(), given));
    expect(message).toMatch(/^layers\.0\.biases must be finite .*, received 3\.5e\+38 at position 1\. /);
  });

  it.each<[string, unknown]>([
    ["a string", "trained well"],
    ["an unknown note", { author: "me" }],
    ["metrics that are no numbers", { metrics: { correct: "many" } }],
    ["metrics that are not finite", { metrics: { cost: Number.NaN } }],
    ["training that is a list", { training: [] }],
    ["what JSON cannot hold", { training: { n: 1n } }],
    ["what contains itself", { training: ((loop: Record<string, unknown>) => (loop.self = loop))({}) }],
  ])("refuses as notes %s", (_name, notes) => {
    const given = tensorsOf(network(small()));
    expect(refused(() => Network.fromParameters(small(), given, notes as object)).code).toBe("network.notes");
  });
});

describe("a network's file", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "nndl-network-"));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it("gives back the network and its notes; saved again it has the same bytes", async () => {
    const net = network(small());
    net.notes = { training: { epochs: 3, ε: [1, { a: null }] }, metrics: { "test correct": 9542 } };
    const [first, second] = [join(directory, "a.safetensors"), join(directory, "b.safetensors")];
    await net.save(first);
    const loaded = await Network.load(first);
    expect(loaded.spec).toEqual(net.spec);
    expect(loaded.notes).toEqual(net.notes);
    expect(loaded.sha256()).toBe(net.sha256());
    await loaded.save(second);
    expect(Buffer.compare(await readFile(first), await readFile(second))).toBe(0);
  });

  it("gives back any network, whatever its numbers", () => {
    const layer = fc.record({
      units: fc.integer({ min: 1, max: 5 }),
      activation: fc.constantFrom(...activationNames),
      initializer: fc.constantFrom(...initializerNames),
    });
    const input = fc.oneof(fc.tuple(fc.integer({ min: 1, max: 6 })), fc.constant([2, 1, 2] as const));
    const float = fc.oneof(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(-0, 1e-45, -3.4e38));
    fc.assert(
      fc.property(
        input,
        fc.array(layer, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(float),
        (shape, layers, numbers) => {
          const net = network({ input: shape, layers: layers.map((fields) => ({ type: "dense", ...fields })) });
          for (const { values } of net.parameters.values())
            for (let i = 0; i < values.length; i++) values[i] = numbers.next().value as number;
          const bytes = net.toBytes();
          const again = Network.fromBytes(bytes);
          expect(again.spec).toEqual(net.spec);
          expect(again.sha256()).toBe(net.sha256());
          expect(Buffer.compare(again.toBytes(), bytes)).toBe(0);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it("is refused when it is cut anywhere, or anything is appended", () => {
    const bytes = network(small()).toBytes();
    for (let length = 0; length < bytes.length; length++) refused(() => Network.fromBytes(bytes.subarray(0, length)));
    refused(() => Network.fromBytes(Uint8Array.from([...bytes, 0])));
  });

  it("is refused, or means the same, when any one bit is flipped", () => {
    const net = network(small());
    const bytes = net.toBytes();
    const key = new TextDecoder("latin1").decode(bytes).indexOf('"nndl.checksum"');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      // Without its name the checksum is no longer one; what it was of is untouched.
      if (bit >> 3 > key && bit >> 3 < key + 14) {
        let same: Network | undefined;
        try {
          same = Network.fromBytes(damaged);
        } catch {}
        if (same !== undefined) expect([same.sha256(), same.spec]).toEqual([net.sha256(), net.spec]);
      } else refused(() => Network.fromBytes(damaged));
    }
  });

  it("names itself in every error", async () => {
    const path = join(directory, "damaged.safetensors");
    const bytes = network(small()).toBytes();
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    const error = await refusedLater(Network.load(path));
    expect(error.code).toBe("network.checksum");
    expect(error.message.startsWith(`${path}: `)).toBe(true);
    expect((await refusedLater(Network.load(join(directory, "none")))).code).toBe("file.read");
    await writeFile(path, "");
    expect((await refusedLater(Network.load(path))).code).toBe("network.file");
  });

  it("is not written when a weight is not finite, or a note cannot be read back", () => {
    const net = network(small());
    net.notes = { metrics: { cost: 1 / 0 } };
    expect(refused(() => net.toBytes()).code).toBe("network.notes");
    net.notes = {};
    net.parameters.get("layers.1.weights")!.values[3] = Number.NaN;
    const error = refused(() => net.toBytes());
    expect(error.code).toBe("network.parameters");
    expect(error.message).toContain("layers.1.weights");
  });

  it("cannot be nowhere", async () => {
    for (const path of ["", undefined, 5, null]) {
      expect((await refusedLater(Network.load(path as string))).code).toBe("network.path");
      expect((await refusedLater(network(small()).save(path as string))).code).toBe("network.path");
    }
    expect((await refusedLater(network(small()).save(join(directory, "no", "n.json")))).code).toBe(
      "book-json.unsupported",
    );
    expect((await refusedLater(network(small()).save(join(directory, "no", "n.safetensors")))).code).toBe("file.write");
  });
});
