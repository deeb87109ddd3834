import { dense, Network } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { stream } from "nndl/random";
import { describe, expect, it } from "vitest";
import { pullsOf, strongest } from "./pull.ts";

function weightsOf(network: Network) {
  return {
    tensors: Object.fromEntries([...network.parameters].map(([name, { shape, values }]) => [name, { shape, values }])),
  };
}

describe("each neuron's pull", () => {
  for (const hidden of [[30], [], [7, 5]])
    it(`adds up to what the library says, with hidden layers of ${JSON.stringify(hidden)}`, () => {
      const network = Network.initialize({
        input: [784],
        layers: [...hidden.map((units) => dense(units)), dense(10)],
        cost: "quadratic",
        initializer: "gaussian",
        seed: 3,
      });
      const random = stream(1, "input");
      const input = Float32Array.from({ length: 784 }, () => random.uniform());
      const last = layerOutputs(network, input).at(-1)!;
      for (const output of [0, 7]) {
        const { pulls, bias, weighted, outputs, activations } = pullsOf(weightsOf(network), input, output);
        expect(pulls).toHaveLength(hidden.at(-1) ?? 784);
        expect(activations).toHaveLength(hidden.at(-1) ?? 784);
        expect(pulls.reduce((sum, pull) => sum + pull, bias)).toBeCloseTo(last.weighted[output]!, 9);
        expect(weighted).toBeCloseTo(last.weighted[output]!, 9);
        outputs.forEach((value, j) => {
          expect(value).toBeCloseTo(last.values[j]!, 9);
        });
      }
    });

  it("is for or against, the strongest first", () => {
    expect(strongest([1, -2, 0, 5, -3, 4], 2)).toEqual({ votesFor: [3, 5], votesAgainst: [4, 1] });
    expect(strongest([0, 0], 3)).toEqual({ votesFor: [], votesAgainst: [] });
  });
});
