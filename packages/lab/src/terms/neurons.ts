import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** What networks are made of. */
export const neurons: readonly Term[] = [
  {
    id: "neural-network",
    name: "neural network",
    meaning:
      "Neurons in layers, each fed by the outputs of those before it. What it computes is decided by its weights and biases.",
    where: places.perceptrons,
  },
  {
    id: "neuron",
    name: "neuron",
    meaning:
      "The part that networks are made of: it multiplies each of its inputs by a weight, adds them up with a bias, and passes the sum through its activation function.",
    where: places.perceptrons,
  },
  {
    id: "perceptron",
    name: "perceptron",
    meaning:
      "A neuron that answers 0 or 1: it says 1 when the weighted sum of its inputs, with its bias added, is more than 0.",
    where: places.perceptrons,
  },
  {
    id: "weight",
    name: "weight",
    meaning:
      "The number by which a neuron multiplies one of its inputs: how much that input counts, and in which direction.",
    where: places.perceptrons,
  },
  {
    id: "threshold",
    name: "threshold",
    meaning: "What a perceptron’s weighted sum has to exceed for its answer to be 1. Minus the threshold is the bias.",
    where: places.perceptrons,
  },
  {
    id: "bias",
    name: "bias",
    forms: ["biases"],
    meaning:
      "The number that a neuron adds to its weighted sum. A large bias makes it come on easily, a very negative one hardly ever.",
    where: places.perceptrons,
  },
  {
    id: "weighted-input",
    name: "weighted input",
    also: ["weighted sum"],
    meaning:
      "What goes into a neuron’s activation function: its inputs times their weights, added up, and its bias, z = w·x + b.",
    where: places.sigmoids,
  },
  {
    id: "nand",
    name: "NAND gate",
    forms: ["NAND"],
    meaning: "A gate that answers 0 only when both its inputs are 1. Every digital circuit can be built of it alone.",
    where: places.perceptrons,
  },
  {
    id: "exclusive-or",
    name: "exclusive or",
    also: ["XOR"],
    meaning: "The function of two bits that is 1 when exactly one of them is. No single perceptron computes it.",
    where: places.perceptrons,
  },
  {
    id: "sigmoid-function",
    name: "sigmoid function",
    also: ["sigmoid", "logistic function", "σ"],
    tex: ["\\sigma"],
    meaning: "The function σ(z) = 1/(1 + e^−z), which rises smoothly from 0 to 1 and is ½ at z = 0.",
    where: places.sigmoids,
  },
  {
    id: "sigmoid-neuron",
    name: "sigmoid neuron",
    meaning:
      "A neuron whose output is σ of its weighted input: any number between 0 and 1, which moves a little when a weight does.",
    where: places.sigmoids,
  },
  {
    id: "saturated",
    name: "saturated",
    forms: ["saturate", "saturates", "saturation"],
    meaning:
      "A neuron is saturated where its activation function is almost level: its output is as good as 0 or 1, and small changes of its weights move it hardly at all, so it learns slowly.",
    where: places.descent,
  },
  {
    id: "activation-function",
    name: "activation function",
    also: ["activation"],
    meaning:
      "The function that turns a neuron’s weighted input into its output: σ, tanh, ReLU and others. A neuron’s output is called its activation, too.",
    where: places.beyondSigmoids,
  },
  {
    id: "parameter",
    name: "parameter",
    meaning: "A number that learning adjusts: a weight or a bias.",
    where: places.architecture,
  },
  {
    id: "layer",
    name: "layer",
    meaning: "Neurons side by side, which take the outputs of the layer before as their inputs.",
    where: places.architecture,
  },
  {
    id: "input-layer",
    name: "input layer",
    meaning: "The places where the numbers of an example are put in. They compute nothing.",
    where: places.digits,
  },
  {
    id: "hidden-layer",
    name: "hidden layer",
    forms: ["hidden neuron"],
    meaning:
      "A layer between the inputs and the output layer. Its neurons are called hidden because one sees them from neither side.",
    where: places.architecture,
  },
  {
    id: "output-layer",
    name: "output layer",
    forms: ["output neuron"],
    meaning: "The last layer. Its neurons’ outputs are the network’s answer.",
    where: places.architecture,
  },
  {
    id: "fully-connected",
    name: "fully connected",
    also: ["dense"],
    forms: ["dense layer"],
    meaning:
      "A layer in which every neuron has a weight for every output of the layer before. In the short notation a number alone, or “dense”.",
    where: places.convolution,
  },
  {
    id: "feedforward",
    name: "feedforward",
    meaning: "Without loops: each layer feeds only later ones, so no neuron’s output depends on itself.",
    where: places.architecture,
  },
  {
    id: "recurrent",
    name: "recurrent",
    meaning: "With loops: a neuron’s output comes back to it after a while, which gives the network a kind of memory.",
    where: places.architecture,
  },
  {
    id: "multilayer-perceptron",
    name: "multilayer perceptron",
    also: ["MLP"],
    meaning: "An old name for a feedforward network with hidden layers, whatever its neurons are.",
    where: places.architecture,
  },
  {
    id: "deep",
    name: "deep network",
    meaning: "A network with two or more hidden layers.",
    where: places.deep,
  },
];
