import { type ActivationName, dense, NndlError, network } from "nndl";
import { describe, expect, test } from "vitest";
import { answerOf } from "./answer.ts";
import { fieldOf } from "./field.ts";

const net = (units: number, activation: ActivationName, input: readonly number[] = [4]) =>
  network({ input, layers: [dense(units, activation)] });

describe("what outputs say", () => {
  test("a softmax's are probabilities", () => {
    const answer = answerOf(net(3, "softmax"), Float32Array.of(0.25, 0.5, 0.25));
    expect(answer).toEqual({
      prediction: 1,
      outputs: [0.25, 0.5, 0.25],
      activation: "softmax",
      probabilities: [0.25, 0.5, 0.25],
    });
  });

  test("a sigmoid's are judgements of their own: their shares add up to 1", () => {
    const { prediction, outputs, probabilities } = answerOf(net(3, "sigmoid"), Float32Array.of(0.5, 0.25, 0.5));
    expect(prediction).toBe(0);
    expect(outputs).toEqual([0.5, 0.25, 0.5]);
    expect(probabilities).toEqual([0.4, 0.2, 0.4]);
  });

  test.each(["tanh", "relu", "linear"] as const)("those of %s are none", (activation) => {
    const answer = answerOf(net(2, activation), Float32Array.of(0.1, 0.9));
    expect(answer).toMatchObject({ prediction: 1, activation });
    expect(answer.probabilities).toBeUndefined();
  });

  test("outputs that are all 0 have no shares", () => {
    expect(answerOf(net(2, "sigmoid"), Float32Array.of(0, 0)).probabilities).toBeUndefined();
  });

  test("a single output chooses nothing, and neither does one that is not finite", () => {
    expect(() => answerOf(net(1, "sigmoid"), [0.5])).toThrow(NndlError);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => answerOf(net(2, "linear"), [0.5, wrong])).toThrow(NndlError);
  });
});

describe("the field that a network sees", () => {
  test("is a square where the inputs are a row, or the image's own size", () => {
    expect(fieldOf(net(2, "sigmoid", [784]))).toEqual({ width: 28, height: 28 });
    expect(fieldOf(net(2, "sigmoid", [1, 20, 30]))).toEqual({ width: 30, height: 20 });
  });

  test.each([[[783]], [[3, 28, 28]]])("is none for inputs of %j", (input) => {
    expect(() => fieldOf(net(2, "sigmoid", input))).toThrow(NndlError);
  });
});
