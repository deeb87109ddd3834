import { describe, expect, it } from "vitest";
import { encodeSafetensors, type Tensor } from "../formats/index.ts";
import { conv2d, dense, dropout } from "../layers/index.ts";
import { refused } from "../testing/refused.ts";
import { encodeWithChecksum } from "./checksum.ts";
import { Network, network } from "./index.ts";

const spec = '{"input":[2],"layers":[{"type":"dense","units":1}],"cost":"quadratic","seed":0}';
const tensors = (): Map<string, Tensor> =>
  new Map<string, Tensor>([
    ["layers.0.weights", { shape: [1, 2], values: Float32Array.of(1, 2) }],
    ["layers.0.biases", { shape: [1], values: Float32Array.of(3) }],
  ]);

describe("a network's safetensors file", () => {
  it("may come from another program: without a checksum, without notes, in float64", () => {
    const values = tensors().set("layers.0.biases", { shape: [1], values: Float64Array.of(0.1) });
    const net = Network.fromBytes(encodeSafetensors(values, { "nndl.network": spec, format: "pt" }));
    expect(net.parameters.get("layers.0.biases")!.values[0]).toBe(Math.fround(0.1));
    expect(net.notes).toEqual({});
  });

  it("may be a checkpoint, whose other tensors it does not read", () => {
    const more = tensors()
      .set("optimizer/velocity/layers.0.biases", { shape: [1], values: Float32Array.of(0) })
      .set("best/layers.0.biases", { shape: [1], values: Float32Array.of(0) });
    const metadata = { "nndl.network": spec, "nndl.training": "{}" };
    expect(Network.fromBytes(encodeWithChecksum({ tensors: more, metadata })).parameterCount).toBe(3);
  });

  it.each<[string, string, Map<string, Tensor>, Record<string, string>]>([
    ["no spec", "network.file", tensors(), {}],
    ["a spec that is no JSON", "network.file", tensors(), { "nndl.network": "{" }],
    ["a spec that is none", "network.input", tensors(), { "nndl.network": '{"layers":[]}' }],
    ["another network's spec", "network.parameters", tensors(), { "nndl.network": spec.replace("[2]", "[3]") }],
    ["notes that are no JSON", "network.file", tensors(), { "nndl.network": spec, "nndl.notes": "" }],
    ["notes that are none", "network.notes", tensors(), { "nndl.network": spec, "nndl.notes": "[]" }],
    ["a checksum that is none", "network.checksum", tensors(), { "nndl.network": spec, "nndl.checksum": "0" }],
    ["a wrong checksum", "network.checksum", tensors(), { "nndl.network": spec, "nndl.checksum": "0".repeat(64) }],
    [
      "a tensor too many",
      "network.parameters",
      tensors().set("x", { shape: [], values: Float32Array.of(1) }),
      { "nndl.network": spec },
    ],
    [
      "integers",
      "network.file",
      tensors().set("layers.0.biases", { shape: [1], values: Int32Array.of(1) }),
      { "nndl.network": spec },
    ],
    [
      "NaN",
      "network.parameters",
      tensors().set("layers.0.biases", { shape: [1], values: Float32Array.of(Number.NaN) }),
      { "nndl.network": spec },
    ],
  ])("is refused when it has %s", (_name, code, values, metadata) => {
    expect(refused(() => Network.fromBytes(encodeSafetensors(values, metadata))).code).toBe(code);
  });

  it("is told from JSON by its first bytes, even where its length looks like a brace", () => {
    // A header of 0x7b = 123 bytes: the file then begins with "{", as JSON does.
    for (let padding = 0; padding < 200; padding++) {
      const bytes = encodeSafetensors(new Map(), { k: "x".repeat(padding) });
      expect(refused(() => Network.fromBytes(bytes)).code).toBe("network.file");
    }
    const header = `{"__metadata__":{"k":"${"x".repeat(123 - 26)}"}}`.padEnd(123);
    const bytes = new Uint8Array(8 + 123);
    bytes[0] = 0x7b;
    bytes.set(new TextEncoder().encode(header), 8);
    expect(refused(() => Network.fromBytes(bytes)).code).toBe("network.file");
  });
});

describe("the book's JSON", () => {
  const book = (change: Record<string, unknown> = {}) =>
    new TextEncoder().encode(
      `\n ${JSON.stringify({
        sizes: [2, 2, 1],
        weights: [
          [
            [0.1, 2],
            [3, 4],
          ],
          [[5, 6]],
        ],
        biases: [[[7], [8]], [[9]]],
        cost: "CrossEntropyCost",
        ...change,
      })}`,
    );

  it("gives a network of sigmoid layers, w_jk leading to j from k", () => {
    const net = Network.fromBytes(book());
    expect(net.spec).toEqual({
      input: [2],
      layers: [2, 1].map((units) => ({ type: "dense", units, activation: "sigmoid", initializer: "gaussian" })),
      cost: "cross-entropy",
      seed: 0,
    });
    expect([...net.parameters.get("layers.0.weights")!.values]).toEqual([Math.fround(0.1), 2, 3, 4]);
    expect([...net.parameters.get("layers.0.biases")!.values]).toEqual([7, 8]);
    expect([...net.parameters.get("layers.1.weights")!.values]).toEqual([5, 6]);
  });

  it("gives back what was saved, and the same bytes again", () => {
    const net = network({ input: [1, 2, 3], layers: [dense(4), dense(2)], cost: "quadratic", seed: 3 });
    const bytes = net.toBytes("book-json");
    const again = Network.fromBytes(bytes);
    expect(again.spec).toMatchObject({ input: [6], cost: "quadratic" });
    expect(again.sha256()).toBe(net.sha256());
    expect(new TextDecoder().decode(again.toBytes("book-json"))).toBe(new TextDecoder().decode(bytes));
    expect(JSON.parse(new TextDecoder().decode(bytes))).toMatchObject({ sizes: [6, 4, 2], cost: "QuadraticCost" });
  });

  it("cannot hold other activations, or other costs", () => {
    const nets = [
      network({ input: [2], layers: [dense(2, "tanh"), dense(2)] }),
      network({ input: [2], layers: [dense(2, "softmax")], cost: "cross-entropy" }),
      network({ input: [2], layers: [dense(2)], cost: "log-likelihood" }),
      network({ input: [1, 4, 4], layers: [conv2d(2, 3), dense(2)] }),
      network({ input: [2], layers: [dropout(0.5), dense(2)] }),
    ];
    for (const net of nets) expect(refused(() => net.toBytes("book-json")).code).toBe("book-json.unsupported");
  });

  it.each<[string, string, Uint8Array]>([
    ["is cut short", "book-json.syntax", book().subarray(0, 60)],
    ["is not UTF-8", "book-json.syntax", Uint8Array.from([...book(), 0xff])],
    ["has a cost that is unknown", "book-json.cost", book({ cost: "Mse" })],
    ["has other sizes", "book-json.weights", book({ sizes: [2, 3, 1] })],
    ["has a number beyond float32", "network.parameters", book({ biases: [[[1e39], [8]], [[9]]] })],
    ["has more fields", "book-json.fields", book({ more: 1 })],
  ])("is refused when it %s", (_name, code, bytes) => {
    const error = refused(() => Network.fromBytes(bytes, "old.json"));
    expect(error.code).toBe(code);
    expect(error.message).toContain("old.json: ");
  });
});
