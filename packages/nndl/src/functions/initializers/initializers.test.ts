import { describe, expect, it } from "vitest";
import { dense } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { type Initializer, type InitializerName, initializerNames, initializers } from "./index.ts";

/** Mean and standard deviation. */
function momentsOf(values: Float32Array): [number, number] {
  const mean = values.reduce((sum, w) => sum + w, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, w) => sum + (w - mean) ** 2, 0) / values.length)];
}

const first = (name: InitializerName, inputs: number, units: number, seed = 1) =>
  network({ input: [inputs], layers: [dense(units, "sigmoid", { initializer: name })], seed });

describe.each(initializerNames)("initializer %s", (name) => {
  const { weights, biases, ...about }: Initializer = initializers[name];

  it("says what it is", () => {
    expect(about.name).toBe(name);
    expect(about.formula).not.toBe("");
    expect(about.source).not.toBe("");
  });

  it("gives standard deviations", () => {
    for (const fan of [
      { in: 1, out: 1 },
      { in: 784, out: 30 },
      { in: 2 ** 24, out: 2 ** 24 },
    ])
      for (const deviation of [weights(fan), biases(fan)]) {
        expect(Number.isFinite(deviation)).toBe(true);
        expect(deviation).toBeGreaterThanOrEqual(0);
      }
  });

  it("draws weights and biases that have them", () => {
    const fan = { in: 20, out: 2000 };
    const net = first(name, fan.in, fan.out);
    for (const [key, start, expected] of [
      ["weights", 0, weights(fan)],
      ["biases", about.biasStart ?? 0, biases(fan)],
    ] as const) {
      const values = net.parameters.get(`layers.0.${key}`)?.values as Float32Array;
      const [mean, deviation] = momentsOf(values);
      // Five standard errors.
      expect(Math.abs(mean - start)).toBeLessThanOrEqual((5 * expected) / Math.sqrt(values.length));
      expect(Math.abs(deviation - expected)).toBeLessThanOrEqual((5 * expected) / Math.sqrt(2 * values.length));
    }
  });

  it("draws the same from the same seed, and each parameter from a stream of its own", () => {
    expect(first(name, 20, 30).sha256()).toBe(first(name, 20, 30).sha256());
    if (weights({ in: 20, out: 30 }) === 0) return;
    expect(first(name, 20, 30, 2).sha256()).not.toBe(first(name, 20, 30).sha256());
    // A second layer does not move the first one's draws.
    const deeper = network({
      input: [20],
      layers: [dense(30, "sigmoid", { initializer: name }), dense(30, "sigmoid", { initializer: name })],
      seed: 1,
    });
    const weightsOf = (layer: number) => deeper.parameters.get(`layers.${layer}.weights`)?.values as Float32Array;
    expect(weightsOf(0)).toEqual(first(name, 20, 30).parameters.get("layers.0.weights")?.values);
    expect(weightsOf(1).subarray(0, 600)).not.toEqual(weightsOf(0));
  });
});

it("the deviations are the published ones", () => {
  const fan = { in: 50, out: 150 };
  const table: Record<InitializerName, [number, number]> = {
    gaussian: [1, 1],
    "scaled-gaussian": [1 / Math.sqrt(50), 1],
    network3: [1 / Math.sqrt(150), 1],
    "narrow-gaussian": [0.01, 0],
    "narrow-gaussian-ones": [0.01, 0],
    glorot: [0.1, 0],
    he: [0.2, 0],
    zeros: [0, 0],
  };
  for (const name of initializerNames) {
    expect(initializers[name].weights(fan)).toBeCloseTo(table[name][0], 15);
    expect(initializers[name].biases(fan)).toBe(table[name][1]);
    expect((initializers[name] as Initializer).biasStart).toBe(name === "narrow-gaussian-ones" ? 1 : undefined);
  }
});
