import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** Activation functions, costs, and ways to begin, as the studio offers them. */
export const functions: readonly Term[] = [
  {
    id: "linear",
    name: "linear neuron",
    meaning:
      "A neuron whose output is its weighted input, s(z) = z. Layers of nothing but such neurons compute no more than one of them.",
    where: places.beyondSigmoids,
  },
  {
    id: "tanh",
    name: "tanh",
    meaning: "The hyperbolic tangent, a sigmoid that goes from −1 to 1: tanh(z) = 2σ(2z) − 1.",
    where: places.otherTechniques,
  },
  {
    id: "relu",
    name: "rectified linear unit",
    also: ["ReLU", "rectified linear"],
    meaning: "A neuron that passes on what is positive and says 0 otherwise, max(0, z).",
    where: places.beyondSigmoids,
  },
  {
    id: "leaky-relu",
    name: "leaky ReLU",
    forms: ["leaky-relu"],
    meaning:
      "A rectified linear unit that lets a hundredth of what is negative through, so that it never stops learning.",
  },
  {
    id: "elu",
    name: "ELU",
    meaning: "The exponential linear unit: z above 0, and e^z − 1 below, where it falls smoothly towards −1.",
  },
  {
    id: "gelu",
    name: "GELU",
    meaning: "The Gaussian error linear unit: z times the share of a normal distribution that lies below z.",
  },
  {
    id: "swish",
    name: "Swish",
    also: ["SiLU"],
    meaning: "The activation function z · σ(z), a smooth relative of the rectified linear unit.",
  },
  {
    id: "softmax",
    name: "softmax",
    meaning:
      "An output layer whose outputs are positive and add up to 1, so that they can be read as probabilities: each is e^z of its neuron, divided by the sum of all.",
    where: places.crossEntropy,
  },
  {
    id: "cross-entropy",
    name: "cross-entropy",
    meaning:
      "The cost −Σ [y ln a + (1 − y) ln(1 − a)]. Unlike the quadratic cost it does not slow down when an output neuron is saturated at the wrong end.",
    where: places.crossEntropy,
  },
  {
    id: "log-likelihood",
    name: "log-likelihood",
    meaning: "The cost −ln a of the output that should be 1: the usual partner of softmax.",
    where: places.crossEntropy,
  },
  {
    id: "normal-distribution",
    name: "normal distribution",
    also: ["Gaussian"],
    forms: ["normally distributed"],
    meaning:
      "Chance in the form of a bell: values near the mean are the most likely. Two thirds lie within one standard deviation of it.",
    where: places.program,
  },
  {
    id: "standard-deviation",
    name: "standard deviation",
    meaning: "How far random numbers usually are from their mean.",
    where: places.program,
  },
  {
    id: "gaussian",
    name: "wide (first weights)",
    meaning:
      "In commands: gaussian. Weights and biases from a normal distribution with standard deviation 1: how the book begins. With many inputs the neurons start saturated.",
    where: places.program,
  },
  {
    id: "scaled-gaussian",
    name: "scaled to the inputs (first weights)",
    forms: ["scaled-gaussian"],
    meaning:
      "In commands: scaled-gaussian. Weights with standard deviation 1/√n, where n is the number of a neuron’s inputs, and biases with 1: the book’s better start.",
    where: places.firstWeights,
  },
  {
    id: "narrow-gaussian",
    name: "narrow (first weights)",
    forms: ["narrow-gaussian"],
    meaning:
      "In commands: narrow-gaussian. Weights with the small standard deviation 0.01, biases 0; “narrow-gaussian-ones” has biases 1, so that rectified linear units start where they pass something on.",
  },
  {
    id: "network3",
    name: "network3 (first weights)",
    forms: ["network3"],
    meaning:
      "Weights with standard deviation 1/√n, where n is the number of the layer’s outputs instead of its inputs: what the book’s program of that name does. Its author calls it a mistake, but its results were made with it.",
    where: places.practice,
  },
  {
    id: "glorot",
    name: "Glorot’s (first weights)",
    also: ["Xavier"],
    forms: ["glorot"],
    meaning:
      "Weights with variance 2/(inputs + outputs), biases 0: the signal keeps its size in both directions through tanh layers.",
  },
  {
    id: "he",
    name: "He’s (first weights)",
    meaning:
      "Weights with variance 2/inputs, biases 0: the signal keeps its size through layers of rectified linear units.",
  },
  {
    id: "zeros",
    name: "all zero (first weights)",
    meaning: "All weights and biases 0. Fair for a softmax output; hidden neurons that start alike stay alike.",
  },
];
