import { type GivenTensor, Network, type NetworkInput, network } from "nndl";
import { experimentOf } from "../experiment.ts";

/** How many test images are answered. */
const images = 500;
/** What all weights are multiplied by. */
const factor = 2;
const hidden = [100, 100];

export const experiment = experimentOf({
  name: "ch6/relu-scaling",
  id: "X6.11",
  title: "All weights of a network of rectified linear neurons times c",
  section: "Chapter 6, Convolutional neural networks in practice, problem",
  about: `784-100-100-10 with rectified linear neurons everywhere, then with a softmax; all weights times ${factor}`,
  claim: "the outputs are multiplied by c^(L−1), L being the number of layers; and with a softmax?",
  chance: true,
  quick: "same",
  figures: {
    scaled: {
      kind: "number",
      title: "largest relative deviation from c³, without biases",
      unit: "",
      judge: { by: "range", to: 1e-5 },
    },
    withBiases: {
      kind: "number",
      title: "the same with biases from N(0, 1)",
      unit: "",
      judge: { by: "range", from: 0.01 },
    },
    sameClasses: {
      kind: "number",
      title: "answers that stay the same with a softmax, without biases",
      unit: "%",
      book: 100,
      judge: { by: "equality" },
    },
    surer: { kind: "number", title: "mean largest probability of the softmax, before", unit: "%" },
    surest: { kind: "number", title: "mean largest probability of the softmax, after", unit: "%" },
    moreCertain: {
      kind: "claim",
      title: "the softmax gives the same answers and is more certain of them",
      holds: ({ surer, surest }) => typeof surer === "number" && typeof surest === "number" && surest > surer,
    },
  },
  note:
    "Exact only where all biases are 0, as they are added after the product. So a start with larger weights changes nothing that " +
    "such a network answers, but how certain a softmax is and how large gradients are: the scale must be chosen for these.",
  async run({ seed, data }) {
    const inputs = Array.from({ length: images }, (_, i) => data.test.input(i));
    const outputsOf = (net: Network) => net.predict(inputs);
    const rectified = network({ ...specOf("relu"), seed });
    const soft = network({ ...specOf("softmax"), seed });
    const times = factor ** (hidden.length + 1);
    const deviation = (before: readonly Float32Array[], after: readonly Float32Array[]) => {
      const largest = Math.max(...before.flatMap((outputs) => [...outputs])) * times;
      return (
        Math.max(...before.flatMap((outputs, i) => [...outputs].map((a, j) => Math.abs(after[i][j] - times * a)))) /
        largest
      );
    };
    const plain = withoutBiases(rectified);
    const softPlain = withoutBiases(soft);
    const [before, after] = [await outputsOf(softPlain), await outputsOf(scaledBy(softPlain))];
    const classes = (outputs: readonly Float32Array[]) => outputs.map((each) => each.indexOf(Math.max(...each)));
    const [own, theirs] = [classes(before), classes(after)];
    const mean = (outputs: readonly Float32Array[]) =>
      (100 * outputs.reduce((sum, each) => sum + Math.max(...each), 0)) / outputs.length;
    return {
      scaled: deviation(await outputsOf(plain), await outputsOf(scaledBy(plain))),
      withBiases: deviation(await outputsOf(rectified), await outputsOf(scaledBy(rectified))),
      sameClasses: (100 * own.filter((each, i) => each === theirs[i]).length) / images,
      surer: mean(before),
      surest: mean(after),
    };
  },
});

function specOf(output: "relu" | "softmax"): Omit<NetworkInput, "seed"> {
  return {
    input: [784],
    layers: [...hidden, 10].map((units, i, all) => ({
      type: "dense",
      units,
      activation: i === all.length - 1 ? output : "relu",
      initializer: "gaussian",
    })),
    cost: output === "softmax" ? "log-likelihood" : "quadratic",
    initializer: "gaussian",
  };
}

function changed(net: Network, change: (name: string, value: number) => number): Network {
  const parameters = [...net.parameters].map(([name, { shape, values }]): [string, GivenTensor] => [
    name,
    { shape, values: values.map((value) => change(name, value)) },
  ]);
  return Network.fromParameters(net.spec, new Map(parameters));
}

function withoutBiases(net: Network): Network {
  return changed(net, (name, value) => (name.endsWith("biases") ? 0 : name.endsWith("weights") ? value / 28 : value));
}

function scaledBy(net: Network): Network {
  return changed(net, (name, value) => (name.endsWith("weights") ? factor * value : value));
}
