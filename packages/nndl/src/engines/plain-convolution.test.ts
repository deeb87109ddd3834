/** The wasm engine's convolutions give the bits of plain loops in float32, whichever kernels compute them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { Dataset } from "../data/index.ts";
import type { Conv2dSpec, ConvPool2dSpec, LayerInput, Pair } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectSameBits } from "../testing/close.ts";
import { PlainConvolution } from "../testing/plain-convolution.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { wasmEngine } from "./index.ts";

interface Case {
  readonly input: readonly [number, number, number];
  readonly layer: Extract<LayerInput, { type: "conv2d" | "convPool2d" }>;
  readonly count: number;
  /** The share of the inputs that are 0: where there are many, other kernels compute. */
  readonly zeros: number;
  readonly seed: number;
}

async function expectPlainBits({ input, layer, count, zeros, seed }: Case): Promise<void> {
  const net = network({ input, layers: [layer], cost: "quadratic", initializer: "gaussian", seed });
  const draws = stream(seed, "inputs and targets");
  const features = Float32Array.from({ length: net.inputSize * count }, () =>
    draws.uniform() < zeros ? 0 : draws.gaussian(),
  );
  const values = Float32Array.from({ length: net.outputSize * count }, () => draws.gaussian());
  const data = new Dataset({ shape: input, features, targets: { kind: "values", values, size: net.outputSize } });
  const [weights, biases] = ["weights", "biases"].map((name) => net.parameters.get(`layers.0.${name}`)?.values);
  if (weights === undefined || biases === undefined) throw new Error("a convolution has weights and biases");
  const spec = net.layers[0].spec as Conv2dSpec | ConvPool2dSpec;
  const plain = new PlainConvolution(spec, input, weights, biases);

  const examples = Array.from({ length: count }, (_, i) => data.input(i));
  const outputs = examples.map((x) => Float32Array.from(plain.forward(x), ({ value }) => value));
  const errors = outputs.map((a, i) =>
    a.map(
      (value, j) => Math.fround(value - values[i * a.length + j]) * (spec.activation === "relu" && value <= 0 ? 0 : 1),
    ),
  );
  const sums = plain.gradients(examples, errors);
  // Of zeros that were never added to, and of those that were, the sign is nobody's promise.
  const mean = (sum: Float32Array) => sum.map((value) => value / count + 0);

  await withSession(wasmEngine, net, { miniBatchSize: count, threads: 1 }, (session) => {
    const all = (arrays: readonly Float32Array[]) => Float32Array.from(arrays.flatMap((array) => [...array]));
    expectSameBits(session.predict(features), all(outputs), "outputs");
    const gradients = session.gradients(session.load(data), everyExample(data), { training: true });
    const of = (name: string) => (gradients.parameters.get(`layers.0.${name}`) ?? new Float32Array()).map((g) => g + 0);
    expectSameBits(of("weights"), mean(sums.weights), "∂C/∂w");
    expectSameBits(of("biases"), mean(sums.biases), "∂C/∂b");
    const below = [false, true].map((byColumn) =>
      mean(all(examples.map((x, i) => plain.backward(x, errors[i], byColumn)))).join(),
    );
    expect(below).toContain(gradients.inputs.map((g) => g + 0).join());
  });
}

describe("a convolution", () => {
  const kernels: readonly [title: string, input: Case["input"], layer: Case["layer"]][] = [
    [
      "of one channel, in the book's order",
      [1, 12, 12],
      { type: "convPool2d", filters: 20, kernel: 5, activation: "relu" },
    ],
    [
      "of one channel, row by row",
      [1, 9, 8],
      { type: "conv2d", filters: 9, kernel: 3, stride: [1, 2], activation: "linear" },
    ],
    [
      "of one channel, under windows of three rows",
      [1, 13, 11],
      { type: "convPool2d", filters: 21, kernel: [2, 5], window: 3, activation: "relu" },
    ],
    ["of many channels and 40 filters", [20, 6, 6], { type: "convPool2d", filters: 40, kernel: 5, activation: "relu" }],
    ["alone", [3, 7, 6], { type: "conv2d", filters: 7, kernel: 3, activation: "linear" }],
    [
      "with zeros around it and steps",
      [2, 9, 8],
      { type: "conv2d", filters: 5, kernel: 3, stride: 2, padding: "same", activation: "relu" },
    ],
    [
      "in groups",
      [6, 6, 6],
      { type: "convPool2d", filters: 10, kernel: 3, groups: 2, window: 3, windowStride: 1, activation: "linear" },
    ],
  ];
  const shares: readonly [title: string, zeros: number][] = [
    ["without a 0", 0],
    ["a third of them 0", 1 / 3],
    ["most of them 0", 0.9],
    ["all of them 0", 1],
  ];

  describe.each(kernels)("%s", (_, input, layer) => {
    it.each(shares)("has the bits of plain loops, of inputs %s", (_, zeros) =>
      expectPlainBits({ input, layer, count: 5, zeros, seed: 4 }),
    );
  });

  it("of any kind has the bits of plain loops", async () => {
    const upTo = (max: number) => fc.integer({ min: 1, max });
    const pair = (max: number): fc.Arbitrary<Pair> => fc.tuple(upTo(max), upTo(max));
    const anyCase = fc
      .record({
        type: fc.constantFrom("conv2d", "convPool2d"),
        groups: upTo(3),
        channels: upTo(7),
        filters: upTo(23),
        ...{
          size: pair(11),
          kernel: pair(5),
          stride: pair(3),
          padding: fc.constantFrom<("valid" | "same" | 1)[]>("valid", "same", 1),
        },
        window: pair(3),
        windowStride: pair(2),
        activation: fc.constantFrom("linear", "relu"),
        count: upTo(9),
        zeros: fc.constantFrom(0, 0.3, 0.8, 0.95),
        seed: fc.nat(),
      })
      .map(
        ({
          type,
          groups,
          channels,
          filters,
          size,
          kernel,
          stride,
          padding,
          window,
          windowStride,
          activation,
          ...rest
        }): Case => {
          // Filters twice as many, in groups of them: up to three panels.
          const convolution = {
            groups,
            kernel,
            stride,
            activation,
            filters: 2 * filters * groups,
            padding: padding === 1 && Math.min(...kernel) === 1 ? "valid" : padding,
          } as const;
          // Large enough for one window at least.
          const extent = (axis: 0 | 1) =>
            size[axis] + kernel[axis] - 1 + (type === "convPool2d" ? (window[axis] - 1) * stride[axis] : 0);
          return {
            ...rest,
            input: [channels * groups, extent(0), extent(1)],
            layer: type === "conv2d" ? { type, ...convolution } : { type, ...convolution, window, windowStride },
          };
        },
      );
    await fc.assert(fc.asyncProperty(anyCase, expectPlainBits), { numRuns: runs(40) });
  });
});
