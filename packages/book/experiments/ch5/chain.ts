import { Dataset } from "nndl";
import { type Chain, chainGradient, chainNetwork, explodingChain, gradientFlow } from "nndl/analysis";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";

/** Chains of four neurons with weights and biases from N(0, 1), as the book's argument has them. */
const chains = 1000;
const compared = 50;

export const experiment = experimentOf({
  name: "ch5/chain",
  id: "A5.3",
  rows: ["A5.4", "A5.5"],
  title: "The gradient of a chain of single neurons is a product",
  section: "Chapter 5, What's causing the vanishing gradient problem?",
  about: `${chains} chains of four sigmoid neurons with weights and biases from N(0, 1), and the chain with weights of 100`,
  claim: "∂C/∂b₁ is usually a factor of 16 or more smaller than ∂C/∂b₃; with weights of 100 each factor is 25",
  chance: true,
  quick: "same",
  figures: {
    sixteenth: {
      kind: "number",
      title: "chains in which ∂C/∂b₁ is at most a sixteenth of ∂C/∂b₃",
      unit: "%",
      judge: { by: "range", from: 50 },
    },
    median: { kind: "number", title: "median of |∂C/∂b₁| / |∂C/∂b₃|", unit: "", digits: 4 },
    factor: {
      kind: "number",
      title: "each factor of the exploding chain",
      unit: "",
      book: 25,
      judge: { by: "equality" },
    },
    largest: {
      kind: "number",
      title: "largest factor of the chains: |w σ′(z)|",
      unit: "",
      text: "seldom above a quarter",
    },
    difference: {
      kind: "number",
      title: "largest relative difference between the product and backpropagation",
      unit: "",
      judge: { by: "range", to: 1e-4 },
    },
  },
  note: "Backpropagation is the engine's, in float32, so that the two differ in the seventh digit.",
  async run({ seed }) {
    const chance = stream(seed, "chains");
    const four = () => Array.from({ length: 4 }, () => chance.gaussian());
    const drawn = Array.from(
      { length: chains },
      (): Chain => ({ weights: four(), biases: four(), input: 0.5, target: 1 }),
    );
    const gradients = drawn.map(chainGradient);
    const ratios = gradients.map(({ neurons }) => Math.abs(neurons[0].biasGradient / neurons[2].biasGradient));
    const example = new Dataset({
      shape: [1],
      features: Float32Array.of(0.5),
      targets: { kind: "values", values: Float32Array.of(1), size: 1 },
    });
    let difference = 0;
    for (const [i, chain] of drawn.slice(0, compared).entries()) {
      const { layers } = await gradientFlow(chainNetwork(chain), example);
      const product = Math.abs(gradients[i].neurons[0].biasGradient);
      difference = Math.max(difference, Math.abs(layers[0].speed - product) / product);
    }
    return {
      sixteenth: (100 * ratios.filter((ratio) => ratio <= 1 / 16).length) / chains,
      median: [...ratios].sort((a, b) => a - b)[chains / 2],
      factor: chainGradient(explodingChain()).neurons[2].factor,
      largest: Math.max(...gradients.flatMap(({ neurons }) => neurons.slice(1).map(({ factor }) => Math.abs(factor)))),
      difference,
    };
  },
});
