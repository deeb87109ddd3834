import { perceptron } from "@nndl/book/programs/perceptrons";
import { predictedChange, sigmoidNeuron } from "@nndl/book/programs/sigmoid";
import { describe, expect, test } from "vitest";
import { changed, forecast, type Numbers, outputOf, parametersOf } from "./forecast.ts";
import { nets } from "./nets.ts";

const { neuron, network } = nets;

describe("one neuron", () => {
  test("moves and is foretold as in the reading room", () => {
    const { before, after, foretold } = forecast(neuron.numbers, neuron.x, [0.1, -0.2, 0.05]);
    expect(after - before).toBeCloseTo(
      sigmoidNeuron([0.8, -1.4], 0.35, [1, 0.5]) - sigmoidNeuron([0.7, -1.2], 0.3, [1, 0.5]),
      12,
    );
    expect(foretold).toBeCloseTo(predictedChange([0.7, -1.2], 0.3, [1, 0.5], [0.1, -0.2], 0.05), 12);
  });
  test("has the numbers that the chapter names", () => {
    for (const [change, moves, foretells] of [
      [1, 0.2035, 0.2403],
      [0.01, 0.0024, 0.002403],
    ] as const) {
      const { before, after, foretold } = forecast(neuron.numbers, neuron.x, [change, 0, 0]);
      expect(after - before).toBeCloseTo(moves, 4);
      expect(foretold).toBeCloseTo(foretells, 4);
    }
  });
  test("flips as a perceptron", () => {
    expect(forecast(neuron.numbers, neuron.x, [-0.39, 0, 0]).perceptrons).toEqual([1, 1]);
    expect(forecast(neuron.numbers, neuron.x, [-0.41, 0, 0]).perceptrons).toEqual([1, 0]);
    expect(outputOf(neuron.numbers, neuron.x, "perceptron")).toBe(perceptron([0.7, -1.2], 0.3, [1, 0.5]));
  });
});

describe("a network", () => {
  test("has derivatives that differences confirm, one for each weight and bias", () => {
    const parameters = parametersOf(network.numbers);
    const { slopes, before } = forecast(
      network.numbers,
      network.x,
      parameters.map(() => 0),
    );
    expect(slopes).toHaveLength(9);
    for (const i of parameters.keys()) {
      const h = parameters.map((_, other) => (other === i ? 1e-6 : 0));
      expect(slopes[i]).toBeCloseTo(
        (outputOf(changed(network.numbers, parameters, h), network.x, "sigmoid") - before) / 1e-6,
        5,
      );
    }
  });
  test("names them as the book does, and leaves the original alone", () => {
    expect(parametersOf(network.numbers).map(({ name }) => name)).toEqual([
      "w²₁₁",
      "w²₁₂",
      "b²₁",
      "w²₂₁",
      "w²₂₂",
      "b²₂",
      "w³₁₁",
      "w³₁₂",
      "b³₁",
    ]);
    expect(parametersOf(neuron.numbers).map(({ name }) => name)).toEqual(["w₁", "w₂", "b"]);
    const copy: Numbers = structuredClone(network.numbers);
    changed(network.numbers, parametersOf(network.numbers), Array(9).fill(1));
    expect(network.numbers).toEqual(copy);
  });
  test("is foretold the better, the smaller the change", () => {
    const miss = (size: number) => {
      const { before, after, foretold } = forecast(network.numbers, network.x, Array(9).fill(size));
      return Math.abs(after - before - foretold);
    };
    expect(miss(0.01)).toBeLessThan(miss(0.1) / 50);
  });
});
