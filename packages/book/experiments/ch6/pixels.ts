import { dense, type NetworkInput, network, permuted } from "nndl";
import { coarse } from "../coarse-images.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { layerOf } from "../sequences/kinds.ts";

const steps = 14 * 14;

function recipe(kind: keyof typeof settings): Omit<NetworkInput, "seed"> {
  return {
    input: [steps, 1],
    layers: [layerOf[kind](settings[kind].units), dense(10, "softmax")],
    cost: "log-likelihood",
    initializer: "glorot",
  };
}

/** A unit of long short-term memory takes four times as long, and gets fewer epochs. */
const settings = {
  identity: { units: 100, epochs: 8, learningRate: 0.0003 },
  lstm: { units: 64, epochs: 4, learningRate: 0.003 },
} as const;

const accuracy = (title: string, text: string) => ({ kind: "number", title, unit: "%", text }) as const;

export const experiment = experimentOf({
  name: "ch6/pixels",
  id: "S6.12j",
  title: "Digits pixel by pixel, and in an order of chance",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "100 rectified linear neurons that begin with the identity, 8 epochs, and 64 units of long short-term memory, 4 epochs, read the 196 pixels of digits of 14 × 14, one at each step: " +
    "row after row, and in one order that was drawn by lot",
  claim:
    "the book has recurrent networks in words only; Le, Jaitly and Hinton asked networks to read MNIST's 784 pixels one by one, and later papers give what each kind " +
    "comes to",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    lstm: accuracy(
      "test accuracy, LSTM",
      "784 pixels: 98.9 % (Cooijmans et al.), 87.2 % (Bai et al.): size and schedule decide",
    ),
    identity: accuracy(
      "test accuracy, rectified linear from the identity",
      "784 pixels: 97.0 % (as Cooijmans et al. quote it); 93 % after 900 epochs (Keras' example)",
    ),
    lstmPermuted: accuracy(
      "test accuracy in the drawn order, LSTM",
      "784 pixels: 90.2 % (Cooijmans et al.), 85.7 % (Bai et al.)",
    ),
    identityPermuted: accuracy(
      "test accuracy in the drawn order, rectified linear from the identity",
      "784 pixels: 82.0 % (as Cooijmans et al. quote it)",
    ),
    lstmParameters: { kind: "number", title: "parameters, LSTM", unit: "", digits: 0 },
    identityParameters: {
      kind: "number",
      title: "parameters, rectified linear from the identity",
      unit: "",
      digits: 0,
    },
    ahead: {
      kind: "claim",
      title: "in both orders long short-term memory reads more than the rectified linear neurons",
      holds: (measured) =>
        numberOf(measured, "lstm") > numberOf(measured, "identity") &&
        numberOf(measured, "lstmPermuted") > numberOf(measured, "identityPermuted"),
      onlyInFull: true,
    },
  },
  note:
    "A quarter of the pixels: each is the mean of 2 × 2, and a sequence has 196 steps where the papers' have 784, so that a run takes minutes and not days; their numbers stand beside ours " +
    "for orientation, and are not compared. Adam with a rate that falls to 0, mini-batches of 20, gradients clipped at a norm of 1. The drawn order is one for each seed.",
  async run({ seed, data, quick, train }) {
    const [training, test] = [data.training.take(quick ? 300 : data.training.count), data.test];
    const small = { images: coarse(training, 2), test: coarse(quick ? test.take(100) : test, 2) };
    const drawn = { images: permuted(small.images, seed), test: permuted(small.test, seed) };
    const measured: Record<string, number> = {};
    for (const kind of ["lstm", "identity"] as const) {
      const { epochs, learningRate } = settings[kind];
      for (const [name, { images, test }] of Object.entries({ [kind]: small, [`${kind}Permuted`]: drawn })) {
        const { epochs: history } = await train(name, {
          network: recipe(kind),
          images,
          evaluate: { test },
          training: {
            epochs: quick ? 1 : epochs,
            miniBatchSize: 20,
            learningRate,
            optimizer: { type: "adam", clipNorm: 1 },
            schedule: "cosine",
          },
        });
        measured[name] = 100 * (history[history.length - 1].evaluations.test.accuracy ?? Number.NaN);
      }
      measured[`${kind}Parameters`] = network(recipe(kind)).parameterCount;
    }
    return measured;
  },
});
