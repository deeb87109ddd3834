/** Chapter 5's slopes, by the program and by the library: chains, speeds of layers, and equation (123). */
import { Dataset, dense, network, regression } from "nndl";
import { chainGradient, chainNetwork, gradientFlow, growthWidth, explodingChain as libraryChain } from "nndl/analysis";
import { describe, expect, test } from "vitest";
import { parametersOf, trainingPairs } from "../testing/ties.ts";
import { sigmoidUnit } from "./backprop.ts";
import { Random } from "./random.ts";
import {
  chain,
  circle,
  explodingChain,
  factors,
  firstBiasSlope,
  growthWidth as ours,
  speeds,
  train,
} from "./vanishing.ts";

describe("a chain", () => {
  test.each([1, 4, 8])("of %i neurons: the library's product is the program's", (n) => {
    const random = new Random(n);
    const drawn = () => Array.from({ length: n }, () => random.gaussian());
    const [weights, biases] = [drawn(), drawn()];
    const { neurons } = chainGradient({ weights, biases, input: 0.5, target: 1 });
    const net = chain(weights, biases);
    expect(firstBiasSlope(net, 0.5, 1) / neurons[0].biasGradient).toBeCloseTo(1, 12);
    factors(net, 0.5).forEach((factor, l) => {
      expect(factor / neurons[l].factor).toBeCloseTo(1, 12);
    });
  });

  test("that explodes is the library's, and its engine's gradient is the program's", async () => {
    const { weights, biases } = libraryChain(4);
    expect(explodingChain(4)).toMatchObject({ weights: weights.map((w) => [[w]]), biases: biases.map((b) => [b]) });
    const { layers } = await gradientFlow(chainNetwork(libraryChain(4)), regression([[1]], [[0]]), { threads: 1 });
    expect(layers[0].speed / Math.abs(firstBiasSlope(explodingChain(4), 1, 0))).toBeCloseTo(1, 5);
  });
});

test("equation (123) is the library's", () => {
  for (const w of [0, 4, -5, 6.9, 40]) expect(ours(w)).toBeCloseTo(growthWidth(w), 14);
});

test("the speeds of a network's layers are those of gradientFlow, at the start and after steps of the program", async () => {
  const pairs = circle(12, new Random(2));
  const data = new Dataset({
    shape: [2],
    features: Float32Array.from(pairs.flatMap(([x]) => x)),
    targets: { kind: "values", values: Float32Array.from(pairs.flatMap(([, y]) => y)), size: 1 },
  });
  const layers = [dense(6), dense(5), dense(4), dense(1)];
  const net = network({ input: [2], layers, cost: "quadratic", initializer: "gaussian", seed: 3 });
  const parameters = parametersOf(net);
  const program = { ...parameters, neurons: parameters.biases.map((layer) => layer.map(() => sigmoidUnit)) };
  const rounded = trainingPairs(data);
  for (const steps of [0, 20]) {
    train(program, rounded, 0.5, steps);
    for (const [l, { biases, weights }] of program.biases
      .map((biases, l) => ({ biases, weights: program.weights[l] }))
      .entries()) {
      net.parameters.get(`layers.${l}.biases`)?.values.set(biases);
      net.parameters.get(`layers.${l}.weights`)?.values.set(weights.flat());
    }
    const flow = await gradientFlow(net, data, { threads: 1 });
    speeds(program, rounded).forEach((speed, l) => {
      expect(flow.layers[l].speed / speed).toBeCloseTo(1, 4);
    });
  }
});
