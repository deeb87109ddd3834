import { describe, expect, it } from "vitest";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { type DenseSpec, dense, layerKinds } from "./index.ts";

const spec: DenseSpec = { type: "dense", units: 2, activation: "linear", initializer: "zeros" };

const none = new Float64Array(0);
const pass = { count: 2, training: true, stream: (name: string) => stream(0, name), earlier: none };

describe("dense", () => {
  it("writes down what it is given, and is a sigmoid if nothing else is said", () => {
    expect(dense(30)).toEqual({ type: "dense", units: 30, activation: "sigmoid" });
    expect(dense(10, "softmax", { initializer: "he" })).toEqual({
      type: "dense",
      units: 10,
      activation: "softmax",
      initializer: "he",
    });
  });

  it("complains at once, in words that quote the call", () => {
    const error = refused(() => dense(-3));
    expect(error.code).toBe("layer.units");
    expect(error.message).toContain("dense(-3): units must be a positive integer, received -3");
    expect(refused(() => dense(2 ** 24 + 1)).code).toBe("layer.units");
    expect(refused(() => dense(3, "no such function" as "sigmoid")).code).toBe("layer.activation");
    expect(refused(() => dense(3, "sigmoid", { initializer: "one" as "he" })).code).toBe("layer.initializer");
    expect(refused(() => dense(3, "sigmoid", { init: "he" } as object)).code).toBe("layer.field");
  });

  it("computes w·x + b, and back", () => {
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6);
    const parameters = { weights, biases: Float64Array.of(10, 20) };
    const input = Float64Array.of(1, 0, -1, 2, 1, 0);
    const z = new Float64Array(4);
    layerKinds.dense.forward(spec, [3], parameters, input, z, pass);
    expect([...z]).toEqual([8, 18, 14, 33]);

    const gradients = { weights: new Float64Array(6).fill(100), biases: new Float64Array(2).fill(100) };
    const inputError = new Float64Array(6).fill(9);
    const delta = Float64Array.of(1, -1, 2, 0.5);
    layerKinds.dense.backward(spec, [3], { parameters, input, delta, gradients, inputError, earlierError: none, pass });
    // Added to what is there already; the errors below are written.
    expect([...gradients.weights]).toEqual([105, 102, 99, 100, 100.5, 101]);
    expect([...gradients.biases]).toEqual([103, 99.5]);
    expect([...inputError]).toEqual([-3, -3, -3, 4, 6.5, 9]);
  });
});
