import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { regression } from "../../data/index.ts";
import { referenceEngine } from "../../engines/index.ts";
import {
  type ActivationName,
  activationNames,
  activations,
  type CostName,
  costNames,
  costs,
} from "../../functions/index.ts";
import { close, expectClose } from "../../testing/close.ts";
import { refused } from "../../testing/refused.ts";
import { type Chain, chainGradient, chainNetwork, explodingChain } from "./chain.ts";
import { gradientFlow } from "./gradient-flow.ts";

/** Numbers that a float32 holds, so that the network has them as they are. */
const number = fc.integer({ min: -48, max: 48 }).map((value) => value / 16);
const pairs = costNames.flatMap((cost) =>
  costs[cost].outputs
    .filter((name) => activations[name as ActivationName].elementwise)
    .map((activation): [CostName, ActivationName] => [cost, activation as ActivationName]),
);

const chains: fc.Arbitrary<Chain> = fc
  .record({
    neurons: fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 6 }),
    input: number,
    target: fc.constantFrom(0, 0.25, 1),
    pair: fc.constantFrom(...pairs),
  })
  .map(({ neurons, input, target, pair: [cost, activation] }) => ({
    ...{ input, target, cost, activation },
    weights: neurons.map(([weight]) => weight),
    biases: neurons.map(([, bias]) => bias),
  }));

describe("the gradient of a chain", () => {
  it("is what backpropagation gives", async () => {
    await fc.assert(
      fc.asyncProperty(chains, async (chain) => {
        const { neurons, cost } = chainGradient(chain);
        const data = regression([[chain.input!]], [chain.target!]);
        const flow = await gradientFlow(chainNetwork(chain), data, { engine: referenceEngine });
        expectClose([cost], [flow.cost], { rtol: 1e-9, atol: 1e-12 });
        for (const [l, { biasGradient, weightGradient }] of neurons.entries()) {
          const [weights, biases] = flow.layers[l].parameters;
          // The engine's answers are float32.
          expectClose([weightGradient, biasGradient], [weights.values[0], biases.values[0]], {
            rtol: 1e-6,
            atol: 1e-37,
          });
        }
      }),
      { numRuns: runs(60) },
    );
  });

  it("is the product of its factors", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const { neurons, costSlope } = chainGradient(chain);
        for (const [l, { biasGradient, slope }] of neurons.entries()) {
          const product = neurons.slice(l + 1).reduce((so, { factor }) => so * factor, slope) * costSlope;
          if (neurons.at(-1)!.slope !== 0)
            expect(close(product, biasGradient, { rtol: 1e-12, atol: 1e-300 })).toBe(true);
        }
        neurons.forEach(({ factor, slope }, l) => {
          expect(factor).toBe(chain.weights[l] * slope);
        });
      }),
    );
  });

  it("can be calculated by hand", () => {
    const { neurons, cost, costSlope } = chainGradient({ weights: [2, 4], biases: [-2, -2], input: 1, target: 1 });
    expect(
      neurons.map(({ weightedInput, activation, slope, factor }) => [weightedInput, activation, slope, factor]),
    ).toEqual([
      [0, 0.5, 0.25, 0.5],
      [0, 0.5, 0.25, 1],
    ]);
    expect([cost, costSlope]).toEqual([0.125, -0.5]);
    expect(neurons.map((each) => [each.biasGradient, each.weightGradient])).toEqual([
      [-0.125, -0.125],
      [-0.125, -0.0625],
    ]);
  });

  it("vanishes with first weights, whose factors are below 1/4", () => {
    const { neurons } = chainGradient({ weights: [0.9, -0.8, 0.7, 0.9], biases: [0.1, -0.3, 0.2, 0] });
    for (const { factor } of neurons) expect(Math.abs(factor)).toBeLessThan(1 / 4);
    const [first, , third] = neurons;
    expect(Math.abs(first.biasGradient)).toBeLessThan(Math.abs(third.biasGradient) / 16);
  });

  it("stays finite where the last neuron is saturated", () => {
    const { neurons } = chainGradient({ weights: [1, 1000], biases: [0, 0], target: 0, cost: "cross-entropy" });
    expect(neurons[1]).toMatchObject({ activation: 1, slope: 0, factor: 0, biasGradient: 1 });
    expect(neurons[0].biasGradient).toBeCloseTo(1000 * neurons[0].slope, 10);
  });
});

describe("a chain whose gradient explodes", () => {
  it("has the book's factors of 25", () => {
    for (const input of [1, 0.3, -7]) {
      const { neurons } = chainGradient(explodingChain(4, 100, input));
      expect(neurons.map(({ weightedInput, factor }) => [weightedInput, factor])).toEqual(Array(4).fill([0, 25]));
      expect(neurons[0].biasGradient).toBe(25 ** 3 * neurons[3].biasGradient);
    }
  });

  it("has a quarter of any weight", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.double({ min: -200, max: 200, noNaN: true }), (count, weight) => {
        const { neurons } = chainGradient(explodingChain(count, weight));
        expect(neurons.map(({ factor }) => factor)).toEqual(Array(count).fill(weight / 4));
      }),
    );
  });
});

describe("what is refused", () => {
  it.each([
    [{ weights: [], biases: [] }, "chain.weights"],
    [{ weights: "1", biases: [0] }, "chain.weights"],
    [{ weights: [Number.NaN], biases: [0] }, "chain.weights"],
    [{ weights: [1, 2], biases: [0] }, "chain.biases"],
    [{ weights: [1], biases: [Number.POSITIVE_INFINITY] }, "chain.biases"],
    [{ weights: [1], biases: [0], input: Number.NaN }, "chain.input"],
    [{ weights: [1], biases: [0], target: "1" }, "chain.target"],
    [{ weights: [1], biases: [0], activation: "softmax" }, "chain.activation"],
    [{ weights: [1], biases: [0], activation: "step" }, "chain.activation"],
    [{ weights: [1], biases: [0], activation: "relu", cost: "cross-entropy" }, "chain.cost"],
    [{ weights: [1], biases: [0], bias: [0] }, "chain.options"],
    [null, "chain.options"],
  ])("%j", (chain, code) => {
    const error = refused(() => chainGradient(chain as Chain));
    expect(error.code).toBe(code);
    expect(refused(() => chainNetwork(chain as Chain)).code).toBe(code);
    for (const part of [error.received, error.expected, error.next]) expect(part).not.toBe("");
  });

  it("an exploding chain of no neurons, or of none that are numbers", () => {
    expect(refused(() => explodingChain(0)).code).toBe("chain.length");
    expect(refused(() => explodingChain(2, Number.NaN)).code).toBe("chain.weights");
    expect(refused(() => explodingChain(2, 1, Number.POSITIVE_INFINITY)).code).toBe("chain.input");
  });

  it("nothing that is an activation of a single neuron", () => {
    for (const activation of activationNames.filter((name) => activations[name].elementwise))
      expect(chainGradient({ weights: [1], biases: [0], activation }).neurons).toHaveLength(1);
  });
});
