import { type Dataset, dense, embedding, type Network, type NetworkInput, network } from "nndl";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { called, layerOf } from "../sequences/kinds.ts";
import { copied, copying, costOfNoMemory } from "../sequences/tasks.ts";

const kinds = ["tanh", "lstm", "gru"] as const;
type Compared = (typeof kinds)[number];
const units = 64;

const delays = [5, 20, 50, 100];
const quickDelays = [5];
/** The delay whose numbers stand by themselves. */
const middle = 20;

function recipe(kind: Compared, delay: number): Omit<NetworkInput, "seed"> {
  const signs = copied.kinds + 2;
  return {
    input: [delay + 2 * copied.symbols, 1],
    layers: [embedding(signs, signs), layerOf[kind](units, { output: "every" }), dense(signs, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
  };
}

/** How many of the symbols are said where they are asked for, in percent. */
async function recalled(net: Network, data: Dataset<"classes">): Promise<number> {
  const answers = await net.predictClasses(Array.from({ length: data.count }, (_, n) => data.input(n)));
  let right = 0;
  answers.forEach((said, n) => {
    const wanted = data.labels(n);
    for (let t = wanted.length - copied.symbols; t < wanted.length; t++) if (said[t] === wanted[t]) right++;
  });
  return (100 * right) / (data.count * copied.symbols);
}

const recalledAfter = (steps: number, kind: Compared) => `symbols recalled after ${steps} steps, ${called[kind]}`;

const share = (kind: Compared) =>
  ({
    kind: "number",
    title: recalledAfter(middle, kind),
    quickTitle: recalledAfter(Math.max(...quickDelays), kind),
    unit: "%",
  }) as const;

const byDelay = (kind: Compared) =>
  ({ kind: "series", title: `symbols recalled, ${called[kind]}`, x: "steps between", y: "%" }) as const;

const losses = (title: string) =>
  ({ kind: "series", title, x: "steps between", y: "nats a step", log: "both" }) as const;

const parameters = (kind: Compared) =>
  ({ kind: "number", title: `parameters, ${called[kind]}`, unit: "", digits: 0 }) as const;

export const experiment = experimentOf({
  name: "ch6/copying",
  id: "S6.12i",
  title: "The copy task: ten symbols, to be said later",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    `${units} units of each kind read ten symbols of eight, then 5 to 100 steps of nothing, and say the symbols in their order; 10,000 sequences, 20 epochs, ` +
    "symbols recalled of 500 others",
  claim:
    "neural Turing machines learned to copy, the book tells, without numbers, and recurrent networks find it hard to keep what they read long ago; Bai, Kolter and Koltun have " +
    "losses of 0.0204 and 0.0197 nats after 1,000 steps for long short-term memory and gated units, where no memory at all has 0.0204",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    gru: share("gru"),
    lstm: share("lstm"),
    tanh: share("tanh"),
    gruByDelay: byDelay("gru"),
    lstmByDelay: byDelay("lstm"),
    tanhByDelay: byDelay("tanh"),
    gruCost: losses("cost, GRU"),
    lstmCost: losses("cost, LSTM"),
    tanhCost: losses("cost, tanh"),
    noMemory: losses("cost of who remembers nothing"),
    gruParameters: parameters("gru"),
    lstmParameters: parameters("lstm"),
    tanhParameters: parameters("tanh"),
    chance: {
      kind: "claim",
      title: `after ${middle} steps tanh neurons recall about as much as chance, one of eight`,
      holds: (measured) => numberOf(measured, "tanh") < 20,
      onlyInFull: true,
    },
    gated: {
      kind: "claim",
      title: `after ${middle} steps gated units recall more than half, and more than tanh neurons`,
      holds: (measured) => numberOf(measured, "gru") > Math.max(50, numberOf(measured, "tanh")),
      onlyInFull: true,
    },
  },
  note:
    "Each kind has the same training: Adam with a rate that falls from 0.01 to 0 (0.001 for tanh, with which it does better), mini-batches of 20, gradients clipped at a " +
    "norm of 1. The paper's sequences have 1,000 steps between, and there its recurrent networks, too, do no better than no memory; ours are shorter, so that one sees where " +
    "each kind stops. With more epochs each gets further.",
  async run({ seed, quick, train, step }) {
    const measured: Record<string, number | Point[]> = {};
    const asked = quick ? quickDelays : delays;
    for (const kind of kinds) {
      const [shares, costs]: [Point[], Point[]] = [[], []];
      for (const delay of asked) {
        const set = (name: string, count: number) => copying(delay, count, stream(seed, `copying/${name}`, delay));
        const test = set("test", quick ? 100 : 500);
        const { network: net, epochs } = await train(`${called[kind]}, ${delay} steps between`, {
          network: recipe(kind, delay),
          images: set("training", quick ? 400 : 10_000),
          evaluate: { test },
          training: {
            epochs: quick ? 3 : 20,
            miniBatchSize: 20,
            learningRate: kind === "tanh" ? 0.001 : 0.01,
            optimizer: { type: "adam", clipNorm: 1 },
            schedule: "cosine",
          },
        });
        shares.push([delay, await step(`${kind}, ${delay} steps between, recalled`, () => recalled(net, test))]);
        costs.push([delay, epochs[epochs.length - 1].evaluations.test.cost]);
      }
      measured[kind] = (shares.find(([delay]) => delay === middle) ?? shares[shares.length - 1])[1];
      measured[`${kind}ByDelay`] = shares;
      measured[`${kind}Cost`] = costs;
      measured[`${kind}Parameters`] = network(recipe(kind, middle)).parameterCount;
    }
    return { ...measured, noMemory: asked.map((delay): Point => [delay, costOfNoMemory(delay)]) };
  },
});
