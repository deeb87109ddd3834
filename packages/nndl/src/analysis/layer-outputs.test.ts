import { expect, test } from "vitest";
import { wasmEngine } from "../engines/index.ts";
import { convPool2d, dense, dropout } from "../layers/index.ts";
import { Network, network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { layerOutputs } from "./layer-outputs.ts";

test("a network of which everything can be calculated by hand", () => {
  const spec = { input: [2], layers: [dense(2, "relu"), dense(1, "sigmoid")] };
  const net = Network.fromParameters(
    spec,
    new Map([
      ["layers.0.weights", { shape: [2, 2], values: [1, 2, -1, 0] }],
      ["layers.0.biases", { shape: [2], values: [0.5, 0.25] }],
      ["layers.1.weights", { shape: [1, 2], values: [2, 4] }],
      ["layers.1.biases", { shape: [1], values: [-7] }],
    ]),
  );
  const [hidden, output] = layerOutputs(net, Float32Array.of(1, 1));
  expect([...hidden!.weighted]).toEqual([3.5, -0.75]);
  expect([...hidden!.values]).toEqual([3.5, 0]);
  expect([...output!.weighted]).toEqual([0]);
  expect([...output!.values]).toEqual([0.5]);
  expect([hidden!.index, hidden!.type, hidden!.activation, hidden!.shape]).toEqual([0, "dense", "relu", [2]]);
});

test("every layer of a convolutional network, and at its end what the fast engine predicts", async () => {
  const net = network({
    input: [1, 6, 6],
    layers: [convPool2d(3, 3, 2, "relu"), dense(5, "sigmoid"), dropout(0.5), dense(2, "softmax")],
    seed: 4,
  });
  const input = Float32Array.from({ length: 36 }, (_, i) => stream(1, "input", i).uniform());
  const outputs = layerOutputs(net, input);
  expect(outputs.map(({ type, shape }) => [type, ...shape])).toEqual([
    ["convPool2d", 3, 2, 2],
    ["dense", 5],
    ["dropout", 5],
    ["dense", 2],
  ]);
  for (const { values, shape } of outputs) expect(values.length).toBe(shape.reduce((a, b) => a * b));
  // In use nothing is dropped: half the strength of all stands for all the strength of half.
  expect(outputs[2]!.values).toEqual(outputs[1]!.values.map((value) => value / 2));
  const session = await wasmEngine.open(net, { threads: 1 });
  const predicted = session.predict(input);
  session.close();
  predicted.forEach((value, i) => {
    expect(outputs[3]!.values[i]).toBeCloseTo(value, 5);
  });
});

test("several inputs are answered as each of them is", () => {
  const net = network({ input: [1, 4, 4], layers: [convPool2d(2, 3, 2, "relu"), dense(3, "softmax")], seed: 5 });
  const inputs = Float32Array.from({ length: 48 }, (_, i) => stream(2, "input", i).uniform());
  const together = layerOutputs(net, inputs);
  for (let i = 0; i < 3; i++)
    layerOutputs(net, inputs.slice(16 * i, 16 * (i + 1))).forEach(({ values, weighted, shape }, layer) => {
      const part = (all: Float64Array) => [...all.subarray(i * values.length, (i + 1) * values.length)];
      expect(together[layer]!.shape).toEqual(shape);
      expect(part(together[layer]!.values)).toEqual([...values]);
      expect(part(together[layer]!.weighted)).toEqual([...weighted]);
    });
});

test("inputs that do not fit are refused", () => {
  const net = network({ input: [2], layers: [dense(2)] });
  expect(refused(() => layerOutputs(net, Float32Array.of(1, 2, 3))).code).toBe("data.shape");
  expect(refused(() => layerOutputs(net, [1, 2] as unknown as Float32Array)).code).toBe("data.shape");
  expect(refused(() => layerOutputs(net, Float32Array.of(1, Number.NaN))).code).toBe("data.inputs");
});
