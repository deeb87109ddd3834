import { collapseLinear } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { evaluator } from "../../../surfaces/grid.ts";
import { affineOf, chainNetwork, chainOf, numbersOf, randomChain, sizeOfChain } from "./linear-chain.ts";

describe("a chain of linear layers", () => {
  it.each([0, 1, 2, 4])("of %i hidden layers is one weight and one bias", (hidden) => {
    for (let seed = 0; seed < 10; seed++) {
      const deep = chainNetwork(randomChain(hidden, seed), "linear");
      const { weight, bias } = affineOf(collapseLinear(deep));
      const outputOf = evaluator(deep);
      for (const x of [0, 0.25, 1]) expect(outputOf(x)[0]!).toBeCloseTo(weight * x + bias, 4);
    }
  });

  it("is none any more with another activation", () => {
    expect(() => collapseLinear(chainNetwork(randomChain(2, 1), "sigmoid"))).toThrow(/linear/);
  });

  it.each([0, 1, 3, 5])("is what its numbers say, of %i hidden layers", (hidden) => {
    const chain = randomChain(hidden, 3);
    const numbers = numbersOf(chain);
    expect(numbers).toHaveLength(sizeOfChain(hidden));
    const placed = chainOf(hidden, numbers);
    expect(placed.map((layer) => layer.map(({ weights, bias }) => ({ weights, bias })))).toEqual(chain);
    for (const { at, weights } of placed.flat()) expect(numbers.slice(at, at + weights.length)).toEqual(weights);
  });

  it("has as many layers as asked for, the same for the same seed", () => {
    const chain = randomChain(3, 5);
    expect(chain.map((layer) => layer.map(({ weights }) => weights.length))).toEqual([[1, 1], [2, 2], [2, 2], [2]]);
    expect(randomChain(3, 5)).toEqual(chain);
    expect(randomChain(3, 6)).not.toEqual(chain);
  });
});
