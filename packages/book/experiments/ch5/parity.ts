import type { Bench } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { deepParity, gatesOf, runCircuit, shallowParity, thresholdParity } from "./parity-circuits.ts";
import { learnParity, mistakesOf, parityTable, throughTree } from "./trained-parity.ts";

const sizes = [2, 3, 4, 5, 6, 7, 8, 9, 10];
/** Those that a hidden layer is trained on, and how many starts each width of it gets. */
const learned = [2, 3, 4, 5, 6, 7];
const starts = 60;
const quickLearned = [2, 3];

export const experiment = experimentOf({
  name: "ch5/parity",
  id: "A5.1",
  title: "Parity by shallow circuits and by deep ones, counted",
  section: "Chapter 5, introduction",
  about:
    "Circuits of perceptrons for the parity of 2 to 10 bits: two layers of AND and OR, a tree of XORs, and one counting layer; " +
    `then trained ones: of one hidden layer the narrowest that any of ${starts} starts gets right, and a tree of one trained XOR`,
  claim: "in few layers of gates parity needs exponentially many, in many layers few",
  chance: true,
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
    trained: { kind: "series", title: "neurons of one trained hidden layer, and the output", x: "bits", y: "neurons" },
    lucky: {
      kind: "series",
      title: `starts of ${starts} that get there, with so many neurons`,
      x: "bits",
      y: "starts",
    },
    treeWrong: {
      kind: "number",
      title: "wrong answers of the tree of a trained XOR, over all inputs of all sizes",
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
    few: {
      kind: "claim",
      title: "a trained hidden layer gets by with at most two neurons a bit, and the output",
      holds: (measured) => seriesOf(measured, "trained").every(([bits, neurons]) => neurons <= 2 * bits + 1),
    },
  },
  note:
    "The exponential count is of AND and OR gates. A perceptron can do more: with thresholds of 1, 2, 3, … a single layer counts " +
    "the ones, and a second reads their parity from it, with one neuron for each bit and one more. " +
    "Trained neurons find that, too, but the more bits, the rarer is a start that ends in no mistake. The tree takes the same " +
    "trained network of 2-2-1 for each pair and hands its outputs on as they are, 3 neurons for each further bit. Training is L-BFGS on the " +
    "whole table.",
  async run(bench) {
    const count = (circuit: (bits: number) => ReturnType<typeof deepParity>) =>
      sizes.map((bits): Point => [bits, gatesOf(circuit(bits))]);
    const [shallow, deep, counting] = [count(shallowParity), count(deepParity), count(thresholdParity)];
    let wrong = 0;
    for (const bits of sizes)
      for (const circuit of [shallowParity(bits), deepParity(bits), thresholdParity(bits)])
        for (const { input, parity } of allInputs(bits)) if (runCircuit(circuit, input) !== parity) wrong++;
    const last = sizes.length - 1;
    return {
      ...{ ratio: shallow[last][1] / deep[last][1], shallow, deep, counting, wrong },
      ...(await narrowest(bench)),
      treeWrong: await bench.step("a tree of a trained XOR", () => treeMistakes(bench)),
    };
  },
});

function allInputs(bits: number): { readonly input: readonly number[]; readonly parity: number }[] {
  return Array.from({ length: 2 ** bits }, (_, number) => {
    const input = Array.from({ length: bits }, (_, i) => (number >> i) & 1);
    return { input, parity: input.reduce((sum, bit) => sum + bit, 0) % 2 };
  });
}

/** Where the starts of a run begin, so that no two of them are the same. */
function startOf({ seed }: Pick<Bench, "seed">, start: number): number {
  return 1000 * seed + start;
}

/** For each number of bits the fewest hidden neurons with which any start comes to no mistake, and how many do. */
async function narrowest(bench: Bench): Promise<Record<"trained" | "lucky", Point[]>> {
  const trained: Point[] = [];
  const lucky: Point[] = [];
  for (const bits of bench.quick ? quickLearned : learned) {
    const table = parityTable(bits);
    for (let hidden = 1, isFound = false; !isFound; hidden++) {
      const right = await bench.step(`${bits} bits by ${hidden}`, async () => {
        let right = 0;
        for (let start = 0; start < starts; start++) {
          const net = await learnParity(table, hidden, startOf(bench, start), bench.signal);
          if (net !== undefined && (await mistakesOf(net, table)) === 0) right++;
        }
        return right;
      });
      if (right === 0) continue;
      isFound = true;
      trained.push([bits, hidden + 1]);
      lucky.push([bits, right]);
    }
  }
  return { trained, lucky };
}

/** Wrong answers of the tree, over all inputs of all sizes; its XOR is the first start that makes no mistake. */
async function treeMistakes(bench: Bench): Promise<number> {
  const table = parityTable(2);
  for (let start = 0; ; start++) {
    const net = await learnParity(table, 2, startOf(bench, start), bench.signal);
    if (net === undefined || (await mistakesOf(net, table)) > 0) continue;
    let wrong = 0;
    for (const bits of sizes) {
      const all = allInputs(bits);
      const answers = await throughTree(
        net,
        all.map(({ input }) => input),
      );
      wrong += answers.filter((a, i) => a > 0.5 !== (all[i].parity === 1)).length;
    }
    return wrong;
  }
}
