import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputsOf, parametersOf } from "../engines/reference/arrays.ts";
import { forward } from "../engines/reference/pass.ts";
import { Network, type NetworkInput, network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose } from "../testing/close.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { refused } from "../testing/refused.ts";
import { conv2d, convPool2d, dense, maxPool2d, type PaddingInput, type PairInput, zeroPad2d } from "./index.ts";

/** What a network with the given parameters makes of one image. */
function outputOf(spec: NetworkInput, parameters: Record<string, readonly number[]>, image: readonly number[]) {
  const fresh = network(spec);
  const net = Network.fromParameters(
    spec,
    new Map(
      [...fresh.parameters].map(([key, { shape, values }]) => [key, { shape, values: parameters[key] ?? values }]),
    ),
  );
  const states = forward(net, parametersOf(net), Float64Array.from(image), { count: 1, training: false, step: 0 });
  return [...(states.at(-1)?.a ?? [])];
}

describe("conv2d", () => {
  it("is a cross-correlation, equation 125: the kernel is not flipped", () => {
    const spec = { input: [1, 3, 4], layers: [conv2d(1, 2, "linear")] };
    const parameters = { "layers.0.weights": [1, 10, 100, 1000], "layers.0.biases": [0.5] };
    const image = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2];
    expect(outputOf(spec, parameters, image)).toEqual([
      ...[1 + 20 + 500 + 6000.5, 2 + 30 + 600 + 7000.5, 3 + 40 + 700 + 8000.5],
      ...[5 + 60 + 900 + 0.5, 6 + 70 + 0 + 1000.5, 7 + 80 + 100 + 2000.5],
    ]);
  });

  it("has each group of filters see its own channels", () => {
    const spec = { input: [4, 1, 1], layers: [conv2d(2, 1, "linear", { groups: 2 })] };
    const parameters = { "layers.0.weights": [1, 10, 100, 1000], "layers.0.biases": [0, 0] };
    expect(outputOf(spec, parameters, [1, 2, 3, 4])).toEqual([21, 4300]);
  });

  it("on a window as large as the image is a dense layer", () => {
    const draws = stream(1, "image");
    const image = Array.from({ length: 24 }, () => draws.gaussian());
    const conv = { input: [2, 3, 4], layers: [conv2d(5, [3, 4], "tanh")], seed: 3 };
    const whole = { input: [2, 3, 4], layers: [dense(5, "tanh")], seed: 3 };
    // The same numbers from the same stream: the fan-in is the same, too.
    expectClose(outputOf(conv, {}, image), outputOf(whole, {}, image), { rtol: 1e-14, atol: 0 });
  });

  it.each<[PaddingInput, PairInput, PairInput, readonly number[]]>([
    ["valid", 5, 1, [24, 24]],
    ["same", 5, 1, [28, 28]],
    ["same", 4, 1, [28, 28]],
    ["same", 5, 3, [10, 10]],
    ["same", [1, 7], [5, 4], [6, 7]],
    [2, 5, 1, [28, 28]],
    [[2, 0], 5, 1, [28, 24]],
    [
      [1, 2, 0, 1],
      [3, 4],
      [2, 3],
      [14, 10],
    ],
    ["valid", 28, 1, [1, 1]],
    ["valid", 27, 2, [1, 1]],
    ["valid", 1, 100, [1, 1]],
  ])("with padding %j, kernel %j and stride %j makes of 28×28 maps of %j", (padding, kernel, stride, maps) => {
    const net = network({ input: [3, 28, 28], layers: [conv2d(2, kernel, "relu", { padding, stride })] });
    expect(net.layers[0].output).toEqual([2, ...maps]);
  });

  it("with padding is what it is without, on an image with the zeros already around it", () => {
    const draws = stream(2, "image");
    const image = Array.from({ length: 30 }, () => draws.gaussian());
    const padding = [1, 2, 0, 1] as const;
    const inside = { input: [1, 5, 6], layers: [conv2d(3, [2, 3], "tanh", { padding })] };
    const before = { input: [1, 5, 6], layers: [zeroPad2d(padding), conv2d(3, [2, 3], "tanh")] };
    const parameters = Object.fromEntries(
      [...network(inside).parameters].map(([key, { values }]) => [key.replace("layers.0", "layers.1"), [...values]]),
    );
    expect(outputOf(before, parameters, image)).toEqual(outputOf(inside, {}, image));
  });

  it("has the parameters that the book counts", () => {
    const [first] = network({ input: [1, 28, 28], layers: [conv2d(20, 5)] }).layers;
    expect(first.parameters.map(({ shape }) => shape)).toEqual([[20, 1, 5, 5], [20]]);
    expect(network({ input: [1, 28, 28], layers: [conv2d(20, 5)] }).parameterCount).toBe(520);
  });

  it("starts as its initializer says, counting connections as each kind of layer does", () => {
    const deviationOf = (layer: NetworkInput["layers"][number], input: readonly number[] = [1, 28, 28]) =>
      network({ input, layers: [layer] }).layers[0].parameters[0].deviation;
    const options = { initializer: "network3" } as const;
    // A6.6: √(1/125) for 20 maps, √(1/250) for 40.
    expect(deviationOf(convPool2d(20, 5, 2, "sigmoid", options))).toBeCloseTo(0.0894, 4);
    expect(deviationOf(convPool2d(40, 5, 2, "sigmoid", options), [20, 12, 12])).toBeCloseTo(0.0632, 4);
    expect(deviationOf(conv2d(20, 5, "sigmoid", options))).toBeCloseTo(1 / Math.sqrt(500), 15);
    expect(deviationOf(conv2d(40, 5, "relu", { initializer: "he", groups: 4 }), [20, 12, 12])).toBeCloseTo(
      Math.sqrt(2 / 125),
      15,
    );
    expect(deviationOf(conv2d(20, 5))).toBe(1 / 5);
  });

  it("says what would fit", () => {
    const layers = [conv2d(3, 5), maxPool2d(6), conv2d(3, 5)];
    const error = refused(() => network({ input: [1, 28, 28], layers }));
    expect(error.code).toBe("layer.kernel");
    expect(error.message).toBe(
      "layer 3, conv2d 5×5 on 4×4: the kernel must be no larger than its input, received 5×5 on 4×4. " +
        "Use padding 'same' or a kernel of at most 4.",
    );
    const padded = [conv2d(3, [2, 9], "relu", { padding: [0, 1] })];
    expect(refused(() => network({ input: [1, 4, 6], layers: padded })).message).toMatch(
      /layer 1, conv2d 2×9 on 4×6: .* received 2×9 on 4×6, 4×8 with its padding\. .* at most 4×8\.$/,
    );
    expect(refused(() => network({ input: [784], layers: [conv2d(20, 5)] })).message).toMatch(
      /^layer 1, conv2d works on images.* received the shape \[784\]\. .*\[1, 28, 28\]/,
    );
    expect(refused(() => network({ input: [3, 8, 8], layers: [conv2d(4, 3, "relu", { groups: 2 })] })).message).toMatch(
      /^layer 1, conv2d 3×3 on 3×8×8: groups must divide the number of channels, received 2 groups for 3 channels\. /,
    );
    expect(refused(() => conv2d(20, 0)).message).toContain("conv2d(20, 0): kernel must be an integer at least 1");
    expect(refused(() => conv2d(4, 3, "relu", { groups: 3 })).code).toBe("layer.groups");
    expect(refused(() => conv2d(4, 3, "relu", { padding: 3 })).message).toContain("at most 2");
    expect(refused(() => maxPool2d(2, { stride: 0 })).code).toBe("layer.stride");
  });
});

describe("convPool2d", () => {
  it("agrees with the usual order where they must: max-pooling, and an activation that never falls", () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          kernel: fc.integer({ min: 1, max: 3 }),
          window: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
          windowStride: fc.integer({ min: 1, max: 3 }),
          activation: fc.constantFrom("sigmoid", "tanh", "relu", "linear"),
          padding: fc.constantFrom("valid", "same"),
        }),
        ({ seed, kernel, window, windowStride, activation, padding }) => {
          const draws = stream(seed, "image");
          const image = Array.from({ length: 2 * 7 * 6 }, () => draws.gaussian());
          const ours = {
            input: [2, 7, 6],
            layers: [convPool2d(3, kernel, window, activation, { windowStride, padding })],
          };
          const usual = {
            input: [2, 7, 6],
            layers: [conv2d(3, kernel, activation, { padding }), maxPool2d(window, { stride: windowStride })],
          };
          expectClose(outputOf(ours, {}, image), outputOf(usual, {}, image), { rtol: 1e-12, atol: 1e-14 });
        },
      ),
    );
  });

  it("adds the bias once to a pooled value, whatever pools", () => {
    const spec = (pool: "max" | "average" | "l2") => ({
      input: [1, 2, 2],
      layers: [convPool2d(1, 1, 2, "linear", { pool })],
    });
    const parameters = { "layers.0.weights": [2], "layers.0.biases": [100] };
    expect(outputOf(spec("max"), parameters, [1, 2, -3, 0])).toEqual([104]);
    expect(outputOf(spec("average"), parameters, [1, 2, -3, 0])).toEqual([100]);
    expect(outputOf(spec("l2"), parameters, [3, 4, 0, 0])).toEqual([110]);
  });

  it("is the book's network: 28×28 to 24×24 to 12×12, and again to 4×4", () => {
    const net = network({ input: [1, 28, 28], layers: [convPool2d(20, 5), convPool2d(40, 5), dense(10, "softmax")] });
    expect(net.layers.map(({ output }) => output)).toEqual([[20, 12, 12], [40, 4, 4], [10]]);
  });
});

it("random networks of images are made, and compute finite numbers", () => {
  fc.assert(
    fc.property(randomImageCase(), ({ spec, data }) => {
      const net = network(spec);
      const examples = Uint32Array.of(0);
      const states = forward(net, parametersOf(net), inputsOf(data, examples), { count: 1, training: true, step: 0 });
      expect(states.at(-1)?.a.every(Number.isFinite)).toBe(true);
    }),
  );
});
