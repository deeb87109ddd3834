import fc from "fast-check";
import { chainGradient, explodingChain } from "nndl/analysis";
import { expect, it } from "vitest";
import { atWork, explodingParameters } from "./at-work.ts";

const number = fc.double({ min: -12, max: 12, noNaN: true });
const four = fc.array(number, { minLength: 4, maxLength: 4 });

it("is what the library makes of a chain", () => {
  fc.assert(
    fc.property(four, four, number, (weights, biases, input) => {
      const ours = atWork({ weights, biases }, input);
      const theirs = chainGradient({ weights, biases, input, target: 1 });
      expect(ours.cost).toBeCloseTo(theirs.cost, 12);
      for (const [j, neuron] of ours.neurons.entries()) {
        const { weightedInput, activation, slope, factor, biasGradient } = theirs.neurons[j]!;
        expect(neuron.weightedInput).toBeCloseTo(weightedInput, 9);
        expect(neuron.activation).toBeCloseTo(activation, 12);
        expect(neuron.slope).toBeCloseTo(slope, 12);
        expect(neuron.factor).toBeCloseTo(factor, 11);
        expect(neuron.biasGradient).toBeCloseTo(biasGradient, 11);
      }
    }),
  );
});

it("explodes as the library's does", () => {
  for (const input of [1, 0.3, -0.7]) {
    const { weights, biases } = explodingChain(4, 100, input);
    expect(explodingParameters(100, input)).toEqual({ weights, biases });
    const { neurons } = atWork({ weights, biases }, input);
    expect(neurons.map(({ factor }) => factor)).toEqual([25, 25, 25, 25]);
  }
});
