import { identityNeuron } from "nndl/analysis";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";

/** What the fact of the matter is, to two digits: the error on [0, 1] for w₁ = 1, ½ and 0.1. */
const known: readonly Point[] = [
  [1, 1e-2],
  [0.5, 2.6e-3],
  [0.1, 1e-4],
];

export const experiment = experimentOf({
  name: "ch5/identity-neuron",
  id: "X5.3",
  rows: ["A5.8"],
  title: "Two neurons that hand a number on",
  section: "Chapter 5, The vanishing gradient problem, problem",
  about: "w₂ σ(w₁x + b) for x from 0 to 1, with b = −w₁/2 and w₂ = 4/w₁",
  claim: "with suitable weights the output is nearly x",
  chance: false,
  quick: "same",
  figures: {
    error: {
      kind: "number",
      title: "largest error with w₁ = 0.1",
      unit: "",
      digits: 6,
      judge: { by: "range", to: 2e-4 },
    },
    byWeight: {
      kind: "series",
      title: "largest error on [0, 1]",
      x: "w₁",
      y: "error",
      log: "both",
      book: known,
      judge: { by: "ratio", within: 1.1 },
    },
    straighter: {
      kind: "claim",
      title: "the smaller w₁, the smaller the error",
      holds: (measured) =>
        seriesOf(measured, "byWeight").every(([, error], i, all) => i === 0 || error < all[i - 1][1]),
    },
    network: {
      kind: "number",
      title: "largest error of the network of these two neurons, on 101 inputs, with w₁ = 0.1",
      unit: "",
      digits: 6,
      judge: { by: "range", to: 2e-4 },
    },
  },
  note: "The book gives no numbers; the points beside ours follow from the formula. What comes out has a constant, 2/w₁ − ½, that the next bias takes away.",
  async run() {
    const neuron = identityNeuron(0.1);
    const inputs = Array.from({ length: 101 }, (_, i) => [i / 100]);
    const outputs = await neuron.network.predict(inputs);
    return {
      error: neuron.maxError,
      byWeight: [4, 2, 1, 0.5, 0.2, 0.1].map((weight): Point => [weight, identityNeuron(weight).maxError]),
      network: Math.max(...outputs.map(([output], i) => Math.abs(output - i / 100))),
    };
  },
});
