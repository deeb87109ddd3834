import { dense, type Network, type NetworkInput, network, wasmEngine } from "nndl";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { called, type Kind, layerOf } from "../sequences/kinds.ts";
import { adding } from "../sequences/tasks.ts";

const kinds = Object.keys(layerOf) as Kind[];
const units = 32;
const steps = 100;

function recipe(kind: Kind): Omit<NetworkInput, "seed"> {
  return {
    input: [steps, 2],
    layers: [layerOf[kind](units), dense(1, "linear")],
    cost: "quadratic",
    initializer: "glorot",
  };
}

/** How much the answer depends on what was read so many steps before its end: ‖∂y/∂x‖ there over ‖∂y/∂x‖ at the end. */
async function reach(net: Network, inputs: Float32Array): Promise<Point[]> {
  const session = await wasmEngine.open(net);
  const gradients = session.inputGradients(inputs, (z) => new Float32Array(z.length).fill(1));
  session.close();
  const squares = new Float64Array(steps);
  gradients.forEach((g, i) => {
    squares[Math.floor(i / 2) % steps] += g * g;
  });
  return Array.from({ length: steps }, (_, distance): Point => {
    const ratio = Math.sqrt(squares[steps - 1 - distance] / squares[steps - 1]);
    return [distance, ratio];
  });
}

const curve = (kind: Kind, when: string) =>
  ({
    kind: "series",
    title: `${called[kind]}, ${when}`,
    x: "steps back",
    y: "gradient, of that at the last step",
    log: "y",
  }) as const;

const furthest = (kind: Kind, when: string) =>
  ({
    kind: "number",
    title: `gradient ${steps - 1} steps back, of that at the last, ${called[kind]}, ${when}`,
    unit: "×",
    digits: 4,
  }) as const;

const error = (kind: Kind) =>
  ({ kind: "number", title: `squared error after training, ${called[kind]}`, unit: "", digits: 4 }) as const;

const [start, end] = ["at the start", "when it has learned to add"];

export const experiment = experimentOf({
  name: "ch6/gradients-in-time",
  id: "S6.12f",
  title: "The vanishing gradient in time",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    `${units} units of each kind on sequences of ${steps} steps of the adding problem: how much the answer changes with what was read so many ` +
    "steps before, before the first epoch and after 8",
  claim:
    "gradients vanish in recurrent networks not only through layers but through time, and long short-term memory helps against it, the book says without " +
    "numbers",
  chance: true,
  seeds: 3,
  figures: {
    lstmLearned: furthest("lstm", end),
    gruLearned: furthest("gru", end),
    identityLearned: furthest("identity", end),
    tanhLearned: furthest("tanh", "after as much training"),
    lstmFirst: furthest("lstm", start),
    gruFirst: furthest("gru", start),
    identityFirst: furthest("identity", start),
    tanhFirst: furthest("tanh", start),
    ...Object.fromEntries(
      kinds.flatMap((kind) => [
        [`${kind}Before`, curve(kind, start)],
        [`${kind}After`, curve(kind, kind === "tanh" ? "after as much training" : end)],
      ]),
    ),
    lstmError: error("lstm"),
    gruError: error("gru"),
    identityError: error("identity"),
    tanhError: error("tanh"),
    vanishes: {
      kind: "claim",
      title:
        "at the start, what begins with the identity keeps half of the gradient or more over 99 steps, memory cells and gated units less than a hundredth",
      holds: (measured) =>
        numberOf(measured, "identityFirst") > 0.5 &&
        numberOf(measured, "lstmFirst") < 0.01 &&
        numberOf(measured, "gruFirst") < 0.01,
    },
    remembers: {
      kind: "claim",
      title: "when they have learned, memory cells and gated units keep half of it or more",
      holds: (measured) => numberOf(measured, "lstmLearned") > 0.5 && numberOf(measured, "gruLearned") > 0.5,
      onlyInFull: true,
    },
    unlearned: {
      kind: "claim",
      title:
        "tanh neurons do not learn it: of the squared error of who always answers 1, 0.167, more than 0.1 is left, of the gated ones' less than 0.02",
      holds: (measured) =>
        numberOf(measured, "tanhError") > 0.1 &&
        numberOf(measured, "lstmError") < 0.02 &&
        numberOf(measured, "gruError") < 0.02,
      onlyInFull: true,
    },
  },
  note:
    "Root of the mean square over 500 sequences and over both inputs of a step. The start is Glorot's, with a bias of 1 at the forget gates: these then let " +
    "73 % through, which is nothing after a hundred steps; that they can be opened is learned. Tanh neurons stand on an edge: from seed to seed their gradient is lost or, over " +
    "the same steps, grows, and they learn in neither case. Training is as in ch6/adding.",
  async run({ seed, quick, train, step }) {
    const probe = adding(steps, quick ? 100 : 500, stream(seed, "adding/probe", steps)).features as Float32Array;
    const images = adding(steps, quick ? 400 : 10_000, stream(seed, "adding/training", steps));
    const test = adding(steps, quick ? 100 : 1000, stream(seed, "adding/test", steps));
    const measured: Record<string, number | Point[]> = {};
    for (const kind of kinds) {
      const before = await step(`${kind}, before`, () => reach(network({ ...recipe(kind), seed }), probe));
      const { network: learned, epochs } = await train(called[kind], {
        network: recipe(kind),
        images,
        evaluate: { test },
        training: {
          epochs: quick ? 1 : 8,
          miniBatchSize: 20,
          learningRate: kind === "tanh" || kind === "identity" ? 0.001 : 0.003,
          optimizer: { type: "adam", clipNorm: 1 },
          schedule: "cosine",
        },
      });
      const after = await step(`${kind}, after`, () => reach(learned, probe));
      Object.assign(measured, { [`${kind}Before`]: before, [`${kind}After`]: after });
      Object.assign(measured, { [`${kind}First`]: lastOf(before), [`${kind}Learned`]: lastOf(after) });
      measured[`${kind}Error`] = 2 * epochs[epochs.length - 1].evaluations.test.cost;
    }
    return measured;
  },
});

function lastOf(points: readonly Point[]): number {
  return points[points.length - 1][1];
}
