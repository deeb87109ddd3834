import type { NetworkInput } from "nndl";
import { attack, projectedGradient } from "nndl/adversarial";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";

const epsilon = 0.3;

/** Small, and without pooling: 168,000 parameters, 0.6 million multiply-adds. */
const convolutional: Omit<NetworkInput, "seed"> = {
  input: [1, 28, 28],
  layers: [
    { type: "conv2d", filters: 16, kernel: 4, stride: 2, padding: 1, activation: "relu" },
    { type: "conv2d", filters: 32, kernel: 4, stride: 2, padding: 1, activation: "relu" },
    { type: "dense", units: 100, activation: "relu" },
    { type: "dense", units: 10, activation: "softmax" },
  ],
  cost: "log-likelihood",
  initializer: "he",
};

/** What is stated with the accuracy that it leaves. */
const strong = { steps: 100, stepSize: 0.01, restarts: 5 } as const;

const percent = { kind: "number", unit: "%" } as const;

export const experiment = experimentOf({
  name: "ch6/trained-against-attacks",
  id: "S6.10c",
  title: "A convolutional network that is trained against attacks",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "28×28, two convolutions of 16 and 32 filters 4×4 with steps of 2, 100 rectified linear units, softmax; trained on images that are changed " +
    "by projected gradient steps within ε = 0.3, and attacked by 100 steps from five random starts",
  claim:
    "that such images exist calls for an explanation, the book says; later work (Madry and others) has networks that most of them do not fool",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    robust: {
      ...percent,
      title: "read rightly under projected gradient descent, 100 steps, 5 restarts",
      quickTitle: "read rightly under projected gradient descent, 10 steps, 2 restarts",
      book: 89.3,
      text: "89.3 % with 20 restarts, of a network twenty times as large (Madry et al., table 1)",
      judge: { by: "range", from: 85 },
    },
    natural: { ...percent, title: "read rightly as they are", book: 98.8, text: "98.8 %" },
    oneStep: { ...percent, title: "read rightly after the fast gradient sign", book: 95.6, text: "95.6 %" },
    fortySteps: { ...percent, title: "read rightly after 40 steps of 0.01", book: 93.2, text: "93.2 %" },
    smaller: {
      ...percent,
      title: "read rightly under 100 steps of 0.01, one start, with ε = 0.2",
      quickTitle: "read rightly under 10 steps of 0.01, one start, with ε = 0.2",
    },
    untrained: {
      ...percent,
      title: "read rightly after 40 steps by the same network without that training",
    },
    helps: {
      kind: "claim",
      title: "the network that was not trained against attacks reads less than one image in twenty after forty steps",
      holds: (measured) => numberOf(measured, "untrained") < 5,
      onlyInFull: true,
    },
  },
  note:
    "The attack that the accuracy is stated under: projected gradient descent in L∞, ε = 0.3 of pixels from 0 to 255/256, 100 steps of 0.01 along the " +
    "sign of the gradient of the cross-entropy's direction (it does not vanish where the network is certain), each of up to five restarts from " +
    "a point drawn uniformly from the cube, an image counted as misread if any point on the way is; all 10,000 test images, the weights known. Training is " +
    "five steps of 0.1 from a random start for each mini-batch of 100, 40 epochs of Adam with a one-cycle rate. Madry's network has 3.3 million parameters.",
  async run({ seed, data, quick, train, step, say }) {
    const [images, test] = quick ? [data.training.take(1000), data.test.take(100)] : [data.training, data.test];
    const settings = {
      epochs: quick ? 1 : 40,
      miniBatchSize: 100,
      learningRate: 0.003,
      optimizer: "adam",
      schedule: "one-cycle",
    } as const;
    const plan = { network: convolutional, images, evaluate: { test } };
    const hardened = await train("trained against attacks", {
      ...plan,
      training: { ...settings, adversarial: { epsilon, steps: quick ? 1 : 5, stepSize: 0.1, randomStart: true } },
    });
    const plain = await train("trained as usual", { ...plan, training: { ...settings, epochs: quick ? 1 : 5 } });
    const { count } = test;
    const right = (misread: number) => (100 * (count - misread)) / count;
    const under = (name: string, network: typeof plain.network, method: Parameters<typeof attack>[2]) =>
      step(name, async () => {
        const { misread, flat } = await attack(network, test, method, { seed });
        if (flat > 0) say(`${name}: ${flat} images had no gradient to follow.`);
        return right(misread);
      });
    const most = quick ? { ...strong, steps: 10, restarts: 2 } : strong;
    const [forty, last] = [projectedGradient(epsilon, { steps: 40, stepSize: 0.01 }), hardened.epochs.at(-1)];
    return {
      robust: await under("strong", hardened.network, projectedGradient(epsilon, most)),
      natural: 100 * (last?.evaluations.test.accuracy ?? Number.NaN),
      oneStep: await under("one step", hardened.network, { epsilon }),
      fortySteps: await under("forty steps", hardened.network, forty),
      smaller: await under("ε = 0.2", hardened.network, projectedGradient(0.2, { ...most, restarts: 1 })),
      untrained: await under("untrained", plain.network, forty),
    };
  },
});
