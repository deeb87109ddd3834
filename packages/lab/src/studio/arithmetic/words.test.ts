import { Network, type NetworkInput, network } from "nndl";
import { arithmeticOf } from "nndl/analysis";
import { stream } from "nndl/random";
import { layerKind, layerTypes } from "nndl/spec";
import { describe, expect, it } from "vitest";
import { inputName, inWords, placeName, stepsOf } from "./words.ts";

describe("places", () => {
  it("are called by what they are in", () => {
    expect(placeName(23, [2, 3, 4])).toBe("map 1, row 2, column 3");
    expect(placeName(7, [10])).toBe("neuron 7");
    expect([inputName(29, [1, 28, 28], true), inputName(29, [784], true), inputName(5, [2, 2, 2], false)]).toEqual([
      "row 1, column 1",
      "input 29",
      "map 1, row 0, column 1",
    ]);
  });
});

/** Weights of which one can calculate by hand. */
function byHand(input: NetworkInput, values: Readonly<Record<string, readonly number[]>>): Network {
  const { parameters } = network(input);
  return Network.fromParameters(
    input,
    new Map(
      [...parameters].map(([name, { shape }]) => [name, { shape, values: values[name.replace("layers.0.", "")]! }]),
    ),
  );
}

describe("a sum in words", () => {
  it("for a convolution, with padding and without", () => {
    const layers = [{ type: "conv2d", filters: 1, kernel: 2, padding: 1, activation: "relu" }] as const;
    const net = byHand({ input: [1, 2, 2], layers }, { weights: [1, 2, 3, 4], biases: [-5] });
    const say = (index: number) => inWords(arithmeticOf(net, Float32Array.of(1, 2, 3, 4), { layer: 0, index }));
    expect(say(4)).toBe(
      "4 products of the filter and its window add up to 30.00; with the bias −5.000 that is z = 25.00. ReLU leaves it as it is: 25.00.",
    );
    expect(say(0)).toBe(
      "4 products of the filter and its window, 3 of them with padding's zeros, add up to 4.000; with the bias −5.000 that is z = −1.000. ReLU makes 0 of it.",
    );
  });

  it("for softmax, with its denominator", () => {
    const net = byHand(
      { input: [1], layers: [{ type: "dense", units: 2, activation: "softmax" }] },
      { weights: [0, Math.log(3)], biases: [0, 0] },
    );
    const explained = arithmeticOf(net, Float32Array.of(1), { layer: 0, index: 0 });
    expect(inWords(explained)).toMatch(
      /the largest z, 1.099, is 0.333; divided by .* all 2 values, 1.333, that is 0.250\.$/,
    );
    expect(stepsOf(explained).map(({ name, value, key }) => [name, Number(value.toFixed(3)), key])).toEqual([
      ["All products together", 0, "part"],
      ["plus the bias", 0, "bias"],
      ["z", 0, "z"],
      ["Softmax", 0.25, "value"],
    ]);
  });

  it("for pooling, with what is taken", () => {
    const input = Float32Array.of(1, -3, 2, 0);
    const say = (type: "maxPool2d" | "averagePool2d" | "l2Pool2d") => {
      const net = network({ input: [1, 2, 2], layers: [{ type, window: 2 }] });
      const explained = arithmeticOf(net, input, { layer: 0, index: 0 });
      return [inWords(explained), stepsOf(explained)[0]!.formula];
    };
    expect(say("maxPool2d")).toEqual(["The largest of 4 values of its window is 2.000.", undefined]);
    expect(say("averagePool2d")).toEqual([
      "The mean of 4 values of its window is 0.",
      "(1.000 + (−3.000) + 2.000 + 0) / 4",
    ]);
    expect(say("l2Pool2d")[1]).toBe("√(1.000² + (−3.000)² + 2.000² + 0²)");
  });

  it("for every kind of layer, with numbers that end in its value", () => {
    for (const type of layerTypes)
      layerKind(type).samples.good.forEach(({ spec, input, before = [] }, i) => {
        const net = network({ input, layers: [...before, spec] as unknown as NetworkInput["layers"], seed: 1 });
        const random = stream(1, `${type} ${i}`);
        const given = Float32Array.from({ length: net.inputSize }, () =>
          // Every embedding has an index 0.
          type === "embedding" ? 0 : random.gaussian(),
        );
        const explained = arithmeticOf(net, given, { layer: before.length, index: 0 });
        expect(inWords(explained)).toMatch(/^[A-Z0-9−].+\.$/);
        expect(inWords(explained)).not.toMatch(/undefined|NaN|\[object|-\d/);
        expect(stepsOf(explained).at(-1)).toMatchObject({ key: "value", value: explained.value });
        const z = stepsOf(explained).find(({ key }) => key === "z");
        expect(z?.value).toBe(explained.activation === "linear" ? undefined : explained.z);
      });
  });
});
