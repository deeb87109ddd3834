/** What the generated tests of layers do not ask: numbers that can be calculated by hand, and what padding may not change. */
import { describe, expect, it } from "vitest";
import { parametersOf } from "../../engines/reference/arrays.ts";
import { gradientPass } from "../../engines/reference/pass.ts";
import { Network, type NetworkInput, network } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import { expectClose } from "../../testing/close.ts";
import { refused } from "../../testing/refused.ts";
import { gru, type LayerInput, layerKinds, lstm, recurrent } from "../index.ts";

const exact = { rtol: 1e-12, atol: 1e-12 };

function outputsOf(net: Network, inputs: readonly number[], lengths?: readonly number[]) {
  const count = inputs.length / net.inputSize;
  const targets = new Float64Array(count * net.outputSize).fill(0.25);
  const batch = { count, training: true, step: 0, ...(lengths && { lengths: Uint32Array.from(lengths) }) };
  return gradientPass(net, parametersOf(net), Float64Array.from(inputs), targets, batch);
}

/** A network with the given numbers in the parameters of its only layer. */
function byHand(input: NetworkInput, values: Readonly<Record<string, readonly number[]>>): Network {
  const { parameters } = network(input);
  return Network.fromParameters(
    input,
    new Map([...parameters].map(([key, { shape }]) => [key, { shape, values: values[key.replace("layers.0.", "")]! }])),
  );
}

describe("by hand", () => {
  it("a rectified neuron that begins with the identity adds up what comes in", () => {
    const layers: LayerInput[] = [
      recurrent(2, { nonlinearity: "relu", recurrentStart: "identity", initializer: "zeros", output: "every" }),
    ];
    const net = network({ input: [3, 1], layers });
    net.parameters.get("layers.0.weights")!.values.set([1, 2]);
    expect([...net.parameters.get("layers.0.recurrentWeights")!.values]).toEqual([1, 0, 0, 1]);
    expect([...outputsOf(net, [1, 2, 3]).states[0]!.a]).toEqual([1, 2, 3, 6, 6, 12]);
  });

  it("an LSTM unit, its gates and its peepholes", () => {
    const s = (z: number) => 1 / (1 + Math.exp(-z));
    const input = { input: [2, 1], layers: [lstm(1, { gates: "peepholes", output: "every" })] };
    const net = byHand(input, {
      weights: [0.5, -1, 2, 0.25],
      recurrentWeights: [1, 0.5, -0.5, 2],
      biases: [0.25, 1, 0, -0.5],
      peepholes: [0.5, -0.25, 1],
    });
    let [h, c] = [0, 0];
    const expected = [1, -2].map((x) => {
      const i = s(0.5 * x + h + 0.25 + 0.5 * c);
      const f = s(-x + 0.5 * h + 1 - 0.25 * c);
      const g = Math.tanh(2 * x - 0.5 * h);
      c = f * c + i * g;
      h = s(0.25 * x + 2 * h - 0.5 + c) * Math.tanh(c);
      return h;
    });
    expectClose(outputsOf(net, [1, -2]).states[0]!.a, expected, exact, "outputs");
  });

  it("a gated recurrent unit", () => {
    const s = (z: number) => 1 / (1 + Math.exp(-z));
    const net = byHand(
      { input: [2, 1], layers: [gru(1)] },
      { weights: [0.5, -1, 2], recurrentWeights: [1, 0.5, -0.5], biases: [0.25, 1, 0], recurrentBiases: [0.75] },
    );
    let h = 0;
    for (const x of [1, -2]) {
      const r = s(0.5 * x + h + 0.25);
      const z = s(-x + 0.5 * h + 1);
      h = (1 - z) * Math.tanh(2 * x + r * (-0.5 * h + 0.75)) + z * h;
    }
    expectClose(outputsOf(net, [1, -2]).states[0]!.a, [h], exact, "output");
  });

  it("forget gates begin as they are told, the other gates and all directions as they would", () => {
    const { parameters } = network({ input: [2, 1], layers: [lstm(2, { initializer: "glorot", direction: "both" })] });
    for (const name of ["biases", "backwardBiases"])
      expect([...parameters.get(`layers.0.${name}`)!.values]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
  });

  it("parameters are as many as papers count, with one set of biases", () => {
    const count = (layer: LayerInput) => network({ input: [28, 28], layers: [layer] }).parameterCount;
    expect(count(recurrent(100))).toBe(100 * (28 + 100 + 1));
    expect(count(lstm(128))).toBe(4 * 128 * (28 + 128 + 1));
    expect(count(gru(128))).toBe(3 * 128 * (28 + 128 + 1) + 128);
    expect(count(lstm(64, { gates: "peepholes", direction: "both" }))).toBe(2 * (4 * 64 * (28 + 64 + 1) + 3 * 64));
  });
});

describe("directions", () => {
  const random = stream(3, "directions");
  const inputs = Array.from({ length: 2 * 4 * 3 }, () => random.gaussian());

  it.each([recurrent, lstm, gru])("both ways are one way and the other side by side", (layer) => {
    const both = network({ input: [4, 3], layers: [layer(2, { direction: "both", output: "every" })], seed: 1 });
    const one = (direction: "forward" | "backward", prefix: string) => {
      const input = { input: [4, 3], layers: [layer(2, { direction, output: "every" })] };
      const named = (key: string) =>
        prefix === ""
          ? key
          : key.replace(/\.(\w)(\w*)$/, (_, a: string, b: string) => `.backward${a.toUpperCase()}${b}`);
      const keys = [...network(input).parameters.keys()];
      return Network.fromParameters(input, new Map(keys.map((key) => [key, both.parameters.get(named(key))!])));
    };
    const [there, back] = [one("forward", ""), one("backward", "backward")].map(
      (net) => outputsOf(net, inputs).states[0]!.a,
    );
    const expected = Array.from({ length: 8 }, (_, row) => [
      ...there!.slice(2 * row, 2 * row + 2),
      ...back!.slice(2 * row, 2 * row + 2),
    ]);
    expect([...outputsOf(both, inputs).states[0]!.a]).toEqual(expected.flat());
  });
});

describe("padding", () => {
  const random = stream(4, "padding");
  const layers: LayerInput[] = [
    { type: "dense", units: 3, activation: "sigmoid" },
    lstm(3, { direction: "both", output: "every" }),
    gru(2, { output: "every", direction: "backward" }),
    { type: "add", over: 0, activation: "sigmoid" },
  ];

  it.each([
    ["an output at every step", [...layers, { type: "dense", units: 2, activation: "softmax" }]],
    ["the last output", [...layers, recurrent(2), { type: "dense", units: 2, activation: "softmax" }]],
  ] as const)("changes no bit of costs and gradients: %s", (_, all) => {
    const lengths = [2, 4, 1];
    const sequences = lengths.map((length) => Array.from({ length: 2 * length }, () => random.gaussian()));
    const padded = (steps: number) =>
      outputsOf(
        network({ input: [steps, 2], layers: [...all], seed: 2 }),
        sequences.flatMap((each) => [...each, ...new Array<number>(2 * steps - each.length).fill(0)]),
        lengths,
      );
    const [little, much] = [padded(4), padded(9)];
    expect(much.costs).toEqual(little.costs);
    expect(much.gradients).toEqual(little.gradients);
    // And each as if it were alone, without any.
    sequences.forEach((each, i) => {
      const alone = outputsOf(network({ input: [lengths[i]!, 2], layers: [...all], seed: 2 }), each);
      expect(little.costs[i]).toBe(alone.costs[0]);
      expect([...little.inputErrors.slice(8 * i, 8 * i + each.length)]).toEqual([...alone.inputErrors]);
    });
  });
});

describe("what cannot be", () => {
  it("is refused at once, in words that quote the call", () => {
    expect(refused(() => lstm(-3)).message).toContain("lstm(-3): units must be a positive integer, received -3");
    expect(refused(() => gru(3, { output: "all" as "last" })).code).toBe("layer.output");
    expect(refused(() => recurrent(3, { recurrentStart: "zero" as "drawn" })).code).toBe("layer.recurrentStart");
  });

  it("says what to do: images into recurrent layers, sequences into layers of images", () => {
    const image = refused(() => network({ input: [1, 28, 28], layers: [lstm(3)] }));
    expect([image.code, image.next]).toEqual(["layer.input", expect.stringContaining("[28, 28]")]);
    const last = refused(() => network({ input: [4, 2], layers: [gru(3), gru(3)] }));
    expect(last.message).toMatch(/^layer 2, gru, takes sequences.*every step/);
    const pool = refused(() => network({ input: [4, 4], layers: [{ type: "maxPool2d", window: 2 }] }));
    expect(pool.message).toMatch(/^layer 1, maxPool2d takes no sequences/);
    expect(layerKinds.lstm.sequences).toBe("whole");
  });
});
