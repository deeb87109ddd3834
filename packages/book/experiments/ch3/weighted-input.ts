import { stream } from "nndl/random";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { sections } from "./settings.ts";

/** The neuron of the book's example: so many inputs, of which half are 1 and half are 0. */
const inputs = 1000;

export const experiment = experimentOf({
  name: "ch3/weighted-input",
  id: "X3.16",
  rows: ["A3.15"],
  title: "The weighted input of a neuron with 1,000 inputs, by either first weights",
  section: sections.firstWeights,
  about:
    "20,000 neurons at random, of 1,000 inputs each, half of them 1 and half 0: the standard deviation of w·x + b.",
  claim:
    "with weights of standard deviation 1 it is √501, about 22.4, so that many a neuron starts saturated; with 1/√1,000 it is " +
    "√(3/2), about 1.22",
  note:
    "Exact in theory, and drawn by lot here: with 20,000 neurons its standard error is half a percent. A weight on an input of 0 adds " +
    "nothing and is not drawn.",
  chance: true,
  figures: {
    small: {
      kind: "number",
      title: "standard deviation of w·x + b, weights of 1/√1,000",
      unit: "",
      digits: 4,
      book: Math.sqrt(3 / 2),
      judge: { by: "seeds" },
    },
    large: {
      kind: "number",
      title: "standard deviation of w·x + b, weights of 1",
      unit: "",
      book: Math.sqrt(501),
      judge: { by: "seeds" },
    },
    saturatedSmall: { kind: "number", title: "neurons with |w·x + b| > 5, weights of 1/√1,000", unit: "%" },
    saturatedLarge: { kind: "number", title: "neurons with |w·x + b| > 5, weights of 1", unit: "%" },
    saturated: {
      kind: "claim",
      title:
        "with weights of 1 more than four in five neurons are beyond ±5, where σ′ is below 0.007; with 1/√1,000 none in 1,000",
      holds: (measured) => numberOf(measured, "saturatedLarge") > 80 && numberOf(measured, "saturatedSmall") < 0.1,
    },
  },
  run({ seed, quick }) {
    const neurons = quick ? 2000 : 20_000;
    const small = weightedInputs(seed, neurons, 1 / Math.sqrt(inputs));
    const large = weightedInputs(seed, neurons, 1);
    return Promise.resolve({
      small: deviation(small),
      large: deviation(large),
      saturatedSmall: saturated(small),
      saturatedLarge: saturated(large),
    });
  },
});

/** Σ w + b over the inputs that are 1, for neurons of their own. */
function weightedInputs(seed: number, neurons: number, weight: number): Float64Array {
  const [weights, biases] = [new Float32Array(inputs / 2), new Float32Array(neurons)];
  stream(seed, "biases").fillGaussian(biases, 0, 1);
  const chance = stream(seed, `weights of ${weight}`);
  return Float64Array.from(biases, (bias) => {
    chance.fillGaussian(weights, 0, weight);
    return weights.reduce((sum, w) => sum + w, bias);
  });
}

/** About the mean of 0, which is known. */
function deviation(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, z) => sum + z * z, 0) / values.length);
}

function saturated(values: Float64Array): number {
  return (100 * values.filter((z) => Math.abs(z) > 5).length) / values.length;
}
