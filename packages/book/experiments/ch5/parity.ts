import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { deepParity, gatesOf, runCircuit, shallowParity, thresholdParity } from "./parity-circuits.ts";

const sizes = [2, 3, 4, 5, 6, 7, 8, 9, 10];

export const experiment = experimentOf({
  name: "ch5/parity",
  id: "A5.1",
  title: "Parity by shallow circuits and by deep ones, counted",
  section: "Chapter 5, introduction",
  about:
    "Circuits of perceptrons for the parity of 2 to 10 bits: two layers of AND and OR, a tree of XORs, and one counting layer",
  claim: "in few layers of gates parity needs exponentially many, in many layers few",
  chance: false,
  quick: "same",
  figures: {
    ratio: {
      kind: "number",
      title: "times as many gates in two layers as in the tree, for 10 bits",
      unit: "×",
      digits: 1,
    },
    shallow: { kind: "series", title: "gates in two layers", x: "bits", y: "gates", log: "y" },
    deep: { kind: "series", title: "gates of the tree", x: "bits", y: "gates", log: "y" },
    counting: { kind: "series", title: "perceptrons that count, in two layers", x: "bits", y: "perceptrons" },
    wrong: {
      kind: "number",
      title: "wrong answers of all three, over all inputs of all sizes",
      unit: "",
      digits: 0,
      book: 0,
      judge: { by: "equality" },
    },
    exponential: {
      kind: "claim",
      title: "each further bit doubles the gates of two layers",
      holds: (measured) => {
        const counts = seriesOf(measured, "shallow").map(([, gates]) => gates);
        return counts.slice(1).every((gates, i) => gates - 1 === 2 * (counts[i] - 1));
      },
    },
    linear: {
      kind: "claim",
      title: "each further bit adds three gates to the tree",
      holds: (measured) => {
        const counts = seriesOf(measured, "deep").map(([, gates]) => gates);
        return counts.slice(1).every((gates, i) => gates === counts[i] + 3);
      },
    },
  },
  note:
    "The exponential count is of AND and OR gates. A perceptron can do more: with thresholds of 1, 2, 3, … a single layer counts " +
    "the ones, and a second reads their parity from it, with one neuron for each bit and one more.",
  run() {
    const count = (circuit: (bits: number) => ReturnType<typeof deepParity>) =>
      sizes.map((bits): Point => [bits, gatesOf(circuit(bits))]);
    const [shallow, deep, counting] = [count(shallowParity), count(deepParity), count(thresholdParity)];
    let wrong = 0;
    for (const bits of sizes)
      for (const circuit of [shallowParity(bits), deepParity(bits), thresholdParity(bits)])
        for (let number = 0; number < 2 ** bits; number++) {
          const input = Array.from({ length: bits }, (_, i) => (number >> i) & 1);
          const parity = input.reduce((sum, bit) => sum + bit, 0) % 2;
          if (runCircuit(circuit, input) !== parity) wrong++;
        }
    const last = sizes.length - 1;
    return Promise.resolve({ ratio: shallow[last][1] / deep[last][1], shallow, deep, counting, wrong });
  },
});
