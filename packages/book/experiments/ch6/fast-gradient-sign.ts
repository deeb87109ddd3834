import { Dataset, type NetworkInput } from "nndl";
import { attack, fastGradientSign, projectedGradient } from "nndl/adversarial";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";

const epsilon = 0.25;

const softmax: Omit<NetworkInput, "seed"> = {
  input: [784],
  layers: [{ type: "dense", units: 10, activation: "softmax" }],
  cost: "log-likelihood",
  initializer: "scaled-gaussian",
};

const logistic: Omit<NetworkInput, "seed"> = {
  ...softmax,
  layers: [{ type: "dense", units: 2, activation: "softmax" }],
};

const deep: Omit<NetworkInput, "seed"> = {
  ...softmax,
  layers: [
    { type: "dense", units: 200, activation: "relu" },
    { type: "dense", units: 200, activation: "relu" },
    { type: "dense", units: 10, activation: "softmax" },
  ],
  initializer: "he",
};

/** Only the threes and the sevens, as the classes 0 and 1. */
function threesAndSevens(data: Dataset): Dataset {
  const places = Array.from({ length: data.count }, (_, i) => i).filter((i) => [3, 7].includes(data.label(i)));
  const { features, shape, scale, name } = data.pick(places);
  const labels = places.map((i) => (data.label(i) === 7 ? 1 : 0));
  return new Dataset({ name, shape, features, scale, targets: { kind: "classes", labels, classes: 2 } });
}

const percent = { kind: "number", unit: "%" } as const;

export const experiment = experimentOf({
  name: "ch6/fast-gradient-sign",
  id: "S6.10a",
  title: "One step along the sign of the gradient",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "a softmax layer by itself, threes against sevens, and 784-200-200-10 with and without training on changed images, half and " +
    "half; every pixel of the 10,000 test images changed by 0.25",
  claim:
    "neural networks misread images that were changed so little that people see no difference; a paper of a year later (Goodfellow, " +
    "Shlens and Szegedy) does it in one step, and trains against it",
  chance: true,
  seeds: 3,
  figures: {
    softmax: {
      ...percent,
      title: "changed test images that the softmax layer misreads",
      book: 99.9,
      text: "99.9 % (Goodfellow et al., section 4)",
      judge: { by: "range", from: 99 },
    },
    confidence: { ...percent, title: "its mean output for what it misread", book: 79.3, text: "79.3 %" },
    softmaxClean: { ...percent, title: "test images that it misreads as they are" },
    pair: {
      ...percent,
      title: "changed threes and sevens that two outputs misread",
      book: 99,
      text: "99 % (section 5)",
      judge: { by: "range", from: 97 },
    },
    pairClean: { ...percent, title: "threes and sevens that they misread as they are", book: 1.6, text: "1.6 %" },
    deep: {
      ...percent,
      title: "changed images that 784-200-200-10 misreads",
      book: 89.4,
      text: "89.4 %, of a maxout network",
    },
    deepClean: {
      ...percent,
      title: "images that it misreads as they are",
      book: 0.94,
      text: "0.94 %, of a maxout network",
    },
    hardened: {
      ...percent,
      title: "changed images that it misreads once it is trained on such images too",
      book: 17.9,
      text: "17.9 %, of a maxout network",
    },
    hardenedClean: {
      ...percent,
      title: "images that it misreads as they are then",
      book: 0.84,
      text: "0.84 %, of a maxout network",
    },
    hardenedProjected: {
      ...percent,
      title: "images that it misreads then when the change is looked for in 40 steps",
    },
    helps: {
      kind: "claim",
      title: "trained on changed images, the network misreads less than half as many of them as before",
      holds: (measured) => numberOf(measured, "hardened") < numberOf(measured, "deep") / 2,
    },
    notAll: {
      kind: "claim",
      title: "what is learned against one step holds little against forty",
      holds: (measured) => numberOf(measured, "hardenedProjected") > numberOf(measured, "hardened"),
    },
  },
  note:
    "Attack: fast gradient sign, L∞, ε = 0.25 of pixels from 0 to 1, one step from the image itself, kept within the pixels' range; of " +
    "hardenedProjected 40 steps of 0.0156 from one random start. The paper's deep network is a maxout network with dropout, ours has " +
    "rectified linear units and neither: its numbers stand beside ours for orientation. Ours is trained on each image and on its changed form, " +
    "which weighs both alike as the paper does.",
  async run({ seed, data, quick, train }) {
    const [images, test] = quick ? [data.training.take(3000), data.test.take(300)] : [data.training, data.test];
    const training = { epochs: quick ? 2 : 10, learningRate: 0.1, miniBatchSize: 10 };
    const wrong = (misread: number, count: number) => (100 * misread) / count;
    const plan = { images, evaluate: { test }, training };
    const clean = ({ epochs }: Awaited<ReturnType<typeof train>>, set: string) => {
      const last = epochs[epochs.length - 1].evaluations[set];
      return 100 * (1 - (last.accuracy ?? Number.NaN));
    };
    const fooled = async (network: Parameters<typeof attack>[0], on: Dataset, steps = 1) => {
      const method = steps === 1 ? fastGradientSign(epsilon) : projectedGradient(epsilon, { steps });
      const { misread, count, confidence } = await attack(network, on, method, { seed });
      return { share: wrong(misread, count), confidence: 100 * confidence };
    };
    const single = await train("softmax", { ...plan, network: softmax });
    const pairs = { images: threesAndSevens(images), test: threesAndSevens(test) };
    const two = await train("3 and 7", {
      ...plan,
      images: pairs.images,
      evaluate: { test: pairs.test },
      network: logistic,
    });
    const plain = await train("784-200-200-10", { ...plan, network: deep });
    const hardened = await train("784-200-200-10, hardened", {
      ...plan,
      network: deep,
      training: { ...training, adversarial: { epsilon, clean: true } },
    });
    const first = await fooled(single.network, test);
    return {
      softmax: first.share,
      confidence: first.confidence,
      softmaxClean: clean(single, "test"),
      pair: (await fooled(two.network, pairs.test)).share,
      pairClean: clean(two, "test"),
      deep: (await fooled(plain.network, test)).share,
      deepClean: clean(plain, "test"),
      hardened: (await fooled(hardened.network, test)).share,
      hardenedClean: clean(hardened, "test"),
      hardenedProjected: (await fooled(hardened.network, test, 40)).share,
    };
  },
});
