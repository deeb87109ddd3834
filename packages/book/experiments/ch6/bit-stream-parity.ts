import { type Dataset, dense, Network, type NetworkInput, network } from "nndl";
import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import { called, layerOf } from "../sequences/kinds.ts";
import { parityStreams } from "../sequences/tasks.ts";

const kinds = ["tanh", "lstm", "gru"] as const;
type Compared = (typeof kinds)[number];
type Asked = Parameters<typeof parityStreams>[2];
const units = 8;

/** How long the streams are that are learned from, with an answer at every step. */
const learned = 20;
/** And how long those that it is tried on. */
const longest = 10_000;
/** How long the streams are where only their end has an answer. */
const lengths = [2, 3, 4, 5, 6, 8, 10, 15, 20];
const quickLengths = [2, 4];

function recipe(kind: Compared, steps: number, asked: Asked): Omit<NetworkInput, "seed"> {
  return {
    input: [steps, 1],
    layers: [layerOf[kind](units, { output: asked === "the end" ? "last" : "every" }), dense(2, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
  };
}

async function shareRight(net: Network, data: Dataset<"classes">): Promise<number> {
  const { correct } = await net.evaluate(data);
  return (100 * correct) / data.answerCount;
}

const share = (kind: Compared) =>
  ({
    kind: "number",
    title: `right answers on streams of ${longest.toLocaleString("en")} bits, ${called[kind]}`,
    unit: "%",
  }) as const;

const byLength = (kind: Compared) =>
  ({
    kind: "series",
    title: `asked only at the end, ${called[kind]}`,
    x: "bits",
    y: "right answers in %",
  }) as const;

const parameters = (kind: Compared) =>
  ({ kind: "number", title: `parameters, ${called[kind]}`, unit: "", digits: 0 }) as const;

export const experiment = experimentOf({
  name: "ch6/bit-stream-parity",
  id: "S6.12g",
  title: "Parity of a stream of bits",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    `${units} units of each kind on 5,000 streams of ${learned} bits that have an answer at every step, then on streams of ${longest.toLocaleString("en")}; and on ` +
    "streams with one answer, at the end",
  claim:
    "chapter 5 begins with circuits for parity, which need many gates where they are shallow; the neurons of a recurrent network are like a processor that goes " +
    "on in time",
  chance: true,
  seeds: 3,
  figures: {
    tanhLong: share("tanh"),
    lstmLong: share("lstm"),
    gruLong: share("gru"),
    tanhAtEnd: byLength("tanh"),
    lstmAtEnd: byLength("lstm"),
    gruAtEnd: byLength("gru"),
    tanhParameters: parameters("tanh"),
    lstmParameters: parameters("lstm"),
    gruParameters: parameters("gru"),
    goesOn: {
      kind: "claim",
      title: `a network of some kind that has learned from ${learned} bits makes no mistake in streams of ${longest.toLocaleString("en")}`,
      holds: (measured) => kinds.some((kind) => numberOf(measured, `${kind}Long`) === 100),
      onlyInFull: true,
    },
    guesses: {
      kind: "claim",
      title: `asked only at the end of ${learned} bits, each kind guesses, as chance does`,
      holds: (measured) =>
        kinds.every((kind) => {
          const right = seriesOf(measured, `${kind}AtEnd`).at(-1)?.[1] ?? Number.NaN;
          return right > 40 && right < 60;
        }),
      onlyInFull: true,
    },
  },
  note:
    "Parity is one bit of memory and one exclusive or, whatever the length; a circuit of chapter 5 needs three gates more for each further bit. What it takes to be found is an " +
    "answer at the first steps, where it is easy: with one answer at the end of many bits, any change of the weights makes as much right as wrong, and gradients say nothing. " +
    "Adam with a rate that falls from 0.01 to 0, mini-batches of 20, gradients clipped at a norm of 1; asked at the end, streams are learned from for twice as many epochs.",
  async run({ seed, quick, train, step }) {
    const measured: Record<string, number | Point[]> = {};
    const setOf = (name: string, steps: number, count: number, asked: Asked) =>
      parityStreams(steps, count, asked, stream(seed, `parity/${name}`, steps));
    const learn = async (kind: Compared, steps: number, asked: Asked) => {
      const test = setOf("test", steps, quick ? 200 : 1000, asked);
      const { network: net } = await train(`${called[kind]}, ${steps} bits, asked at ${asked}`, {
        network: recipe(kind, steps, asked),
        images: setOf("training", steps, quick ? 500 : 5000, asked),
        evaluate: { test },
        training: {
          epochs: (quick ? 4 : 10) * (asked === "the end" ? 2 : 1),
          miniBatchSize: 20,
          learningRate: 0.01,
          optimizer: { type: "adam", clipNorm: 1 },
          schedule: "cosine",
        },
      });
      return { net, test };
    };
    for (const kind of kinds) {
      const { net } = await learn(kind, learned, "every step");
      const long = setOf("long", longest, quick ? 1 : 20, "every step");
      const goingOn = Network.fromParameters({ ...recipe(kind, longest, "every step"), seed }, net.parameters);
      measured[`${kind}Long`] = await step(`${kind}, long streams`, () => shareRight(goingOn, long));
      const points: Point[] = [];
      for (const steps of quick ? quickLengths : lengths) {
        const { net: asked, test } = await learn(kind, steps, "the end");
        points.push([steps, await step(`${kind}, ${steps} bits`, () => shareRight(asked, test))]);
      }
      measured[`${kind}AtEnd`] = points;
      measured[`${kind}Parameters`] = network(recipe(kind, learned, "every step")).parameterCount;
    }
    return measured;
  },
});
