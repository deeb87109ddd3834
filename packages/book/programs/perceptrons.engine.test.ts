/** Sigmoid neurons whose weights are large enough are perceptrons: the library computes NAND, and adds. */
import { dense, type Engine, Network, referenceEngine, type Session, wasmEngine } from "nndl";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bit, halfAdder, nand } from "./perceptrons.ts";

const bits: Bit[] = [0, 1];
const pairs = bits.flatMap((x1) => bits.map((x2) => [x1, x2] as const));
/** How far the weights are scaled up: σ(±100) is 0 or 1 in float32. */
const c = 100;

describe.each<[string, Engine]>([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
])("%s engine", (_, engine) => {
  let session: Session;

  beforeAll(async () => {
    const parameters = new Map([
      ["layers.0.weights", { shape: [1, 2], values: [-2 * c, -2 * c] }],
      ["layers.0.biases", { shape: [1], values: [3 * c] }],
    ]);
    session = await engine.open(Network.fromParameters({ input: [2], layers: [dense(1)] }, parameters));
  });

  afterAll(() => session.close());

  const gate = (x1: number, x2: number) => session.predict(Float32Array.of(x1, x2))[0];

  test.each(pairs)("NAND of %i and %i", (x1, x2) => {
    expect(gate(x1, x2)).toBeCloseTo(nand(x1, x2), 30);
  });

  test.each(pairs)("five such gates add %i and %i", (x1, x2) => {
    const both = gate(x1, x2);
    const { sum, carry } = halfAdder(x1, x2);
    expect(gate(gate(x1, both), gate(x2, both))).toBeCloseTo(sum, 30);
    expect(gate(both, both)).toBeCloseTo(carry, 30);
  });
});
