/** The reading room's catalogue, in the book's order. */
import type { RowId } from "../rows/index.ts";
import * as adversarial from "./adversarial.ts";
import * as backprop from "./backprop.ts";
import * as belief from "./belief.ts";
import * as boltzmann from "./boltzmann.ts";
import * as bumps from "./bumps.ts";
import * as convnet from "./convnet.ts";
import * as convnetTraining from "./convnet-training.ts";
import * as costs from "./costs.ts";
import * as diagonalForm from "./diagonal-form.ts";
import * as earlyStopping from "./early-stopping.ts";
import * as finiteDifferences from "./finite-differences.ts";
import * as fourOutputs from "./four-outputs.ts";
import * as gradientDescent from "./gradient-descent.ts";
import * as l1 from "./l1.ts";
import * as lstm from "./lstm.ts";
import * as matrixBackprop from "./matrix-backprop.ts";
import * as momentum from "./momentum.ts";
import * as network from "./network.ts";
import * as network2 from "./network2.ts";
import * as paths from "./paths.ts";
import * as perceptrons from "./perceptrons.ts";
import * as recurrent from "./recurrent.ts";
import * as reluPieces from "./relu-pieces.ts";
import * as ridges from "./ridges.ts";
import * as saturation from "./saturation.ts";
import * as savedNetwork from "./saved-network.ts";
import * as scaling from "./scaling.ts";
import * as sigmoid from "./sigmoid.ts";
import * as softmax from "./softmax.ts";
import * as towers from "./towers.ts";
import * as vanishing from "./vanishing.ts";

export interface Program {
  /** The file's name without its ending. */
  name: string;
  chapter: number;
  title: string;
  /** The book's rows that it realizes. */
  rows: RowId[];
  /** Runs the program on a small example and returns the lines it prints: the same lines every time. */
  demo: () => string[];
}

export const programs: Program[] = [
  {
    name: "perceptrons",
    chapter: 1,
    title: "Perceptrons decide, compute and add",
    rows: ["A1.1", "A1.2", "A1.3", "A1.4", "A1.5"],
    demo: perceptrons.demo,
  },
  {
    name: "sigmoid",
    chapter: 1,
    title: "A small change causes a small change",
    rows: ["A1.7", "A1.8"],
    demo: sigmoid.demo,
  },
  {
    name: "scaling",
    chapter: 1,
    title: "From perceptrons to sigmoid neurons and back",
    rows: ["X1.1", "X1.2"],
    demo: scaling.demo,
  },
  {
    name: "four-outputs",
    chapter: 1,
    title: "Ten outputs into four binary digits",
    rows: ["X1.3"],
    demo: fourOutputs.demo,
  },
  {
    name: "gradient-descent",
    chapter: 1,
    title: "Down a valley, step by step",
    rows: ["A1.13", "A1.14", "X1.4", "X1.5"],
    demo: gradientDescent.demo,
  },
  {
    name: "network",
    chapter: 1,
    title: "A network that learns to read digits",
    rows: ["A1.12", "A1.15", "A1.16", "A1.17", "A1.18", "A1.19", "X1.7"],
    demo: network.demo,
  },
  {
    name: "backprop",
    chapter: 2,
    title: "Backpropagation by its four equations",
    rows: ["A2.1", "A2.3", "A2.4", "A2.5", "A2.6", "A2.7", "A2.8", "A2.11", "X2.2", "X2.3", "X2.4"],
    demo: backprop.demo,
  },
  {
    name: "finite-differences",
    chapter: 2,
    title: "The gradient, one weight at a time",
    rows: ["A2.12", "E2.2"],
    demo: finiteDifferences.demo,
  },
  {
    name: "paths",
    chapter: 2,
    title: "The gradient as a sum over all paths",
    rows: ["A2.13"],
    demo: paths.demo,
  },
  {
    name: "diagonal-form",
    chapter: 2,
    title: "The error as one product of matrices",
    rows: ["A2.10", "X2.1", "A5.6"],
    demo: diagonalForm.demo,
  },
  {
    name: "matrix-backprop",
    chapter: 2,
    title: "A whole mini-batch at once",
    rows: ["A2.14", "X2.5"],
    demo: matrixBackprop.demo,
  },
  {
    name: "saturation",
    chapter: 3,
    title: "A neuron that is badly wrong and hardly learns",
    rows: ["A3.1", "A3.2", "E3.1", "E3.2", "E3.3", "E3.4"],
    demo: saturation.demo,
  },
  {
    name: "costs",
    chapter: 3,
    title: "The quadratic cost and the cross-entropy",
    rows: ["A3.3", "A3.16", "X3.2", "X3.19"],
    demo: costs.demo,
  },
  {
    name: "softmax",
    chapter: 3,
    title: "Outputs that are probabilities",
    rows: ["A3.8", "X3.8", "X3.9", "X3.10", "X3.11", "X3.12", "X3.13"],
    demo: softmax.demo,
  },
  {
    name: "network2",
    chapter: 3,
    title: "A network that learns better",
    rows: ["A3.11", "A3.15", "A3.17", "X3.16"],
    demo: network2.demo,
  },
  {
    name: "saved-network",
    chapter: 3,
    title: "Saving a network and getting it back",
    rows: ["A3.18"],
    demo: savedNetwork.demo,
  },
  {
    name: "l1",
    chapter: 3,
    title: "Regularization that leaves few weights",
    rows: ["A3.12", "X3.18"],
    demo: l1.demo,
  },
  {
    name: "early-stopping",
    chapter: 3,
    title: "When to stop, and when to slow down",
    rows: ["A3.10", "A3.21", "X3.20", "X3.22"],
    demo: earlyStopping.demo,
  },
  {
    name: "momentum",
    chapter: 3,
    title: "A ball that rolls",
    rows: ["A3.26", "X3.24", "X3.25", "X3.26"],
    demo: momentum.demo,
  },
  {
    name: "bumps",
    chapter: 4,
    title: "Any function of one input, made of bumps",
    rows: ["A4.1", "A4.2", "A4.3", "A4.4", "A4.5", "A4.6", "A4.13"],
    demo: bumps.demo,
  },
  {
    name: "towers",
    chapter: 4,
    title: "Any function of several inputs, made of towers",
    rows: ["A4.7", "A4.8", "A4.9", "A4.10"],
    demo: towers.demo,
  },
  {
    name: "ridges",
    chapter: 4,
    title: "Any function with a single hidden layer, of steps in all directions",
    rows: ["X4.1"],
    demo: ridges.demo,
  },
  {
    name: "relu-pieces",
    chapter: 4,
    title: "Any function of rectified linear neurons, and none but lines of linear ones",
    rows: ["X4.2", "X4.3"],
    demo: reluPieces.demo,
  },
  {
    name: "vanishing",
    chapter: 5,
    title: "The slope that vanishes on its way back",
    rows: ["A5.2", "A5.3", "A5.4", "A5.5", "A5.7", "X5.2"],
    demo: vanishing.demo,
  },
  {
    name: "convnet",
    chapter: 6,
    title: "A network with eyes: convolution, pooling, dropout",
    rows: ["A6.1", "A6.2", "A6.3", "A6.4", "A6.5", "A6.6", "A6.7", "A6.8", "A6.9", "X6.1"],
    demo: convnet.demo,
  },
  {
    name: "convnet-training",
    chapter: 6,
    title: "Training that stops by itself, on images that move",
    rows: ["X6.5", "X6.6", "X6.7", "X6.8", "X6.9", "X6.10"],
    demo: convnetTraining.demo,
  },
  {
    name: "recurrent",
    chapter: 6,
    title: "A network that reads and writes, character by character",
    rows: [],
    demo: recurrent.demo,
  },
  {
    name: "lstm",
    chapter: 6,
    title: "A memory with gates, through which errors do not vanish",
    rows: [],
    demo: lstm.demo,
  },
  {
    name: "boltzmann",
    chapter: 6,
    title: "A machine that learns to make examples",
    rows: [],
    demo: boltzmann.demo,
  },
  {
    name: "belief",
    chapter: 6,
    title: "Machine upon machine: ask for a digit, and see one",
    rows: [],
    demo: belief.demo,
  },
  {
    name: "adversarial",
    chapter: 6,
    title: "Images that are changed so that a network misreads them",
    rows: [],
    demo: adversarial.demo,
  },
];
