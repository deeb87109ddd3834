/** The reading room's catalogue, in the book's order. */
import * as backprop from "./backprop.ts";
import * as bumps from "./bumps.ts";
import * as convnet from "./convnet.ts";
import * as costs from "./costs.ts";
import * as diagonalForm from "./diagonal-form.ts";
import * as earlyStopping from "./early-stopping.ts";
import * as finiteDifferences from "./finite-differences.ts";
import * as fourOutputs from "./four-outputs.ts";
import * as gradientDescent from "./gradient-descent.ts";
import * as l1 from "./l1.ts";
import * as matrixBackprop from "./matrix-backprop.ts";
import * as momentum from "./momentum.ts";
import * as network from "./network.ts";
import * as network2 from "./network2.ts";
import * as paths from "./paths.ts";
import * as perceptrons from "./perceptrons.ts";
import * as saturation from "./saturation.ts";
import * as savedNetwork from "./saved-network.ts";
import * as scaling from "./scaling.ts";
import * as sigmoid from "./sigmoid.ts";
import * as softmax from "./softmax.ts";
import * as towers from "./towers.ts";

export interface Program {
  /** The file's name without its ending. */
  name: string;
  chapter: number;
  title: string;
  /** Runs the program on a small example and returns the lines it prints: the same lines every time. */
  demo: () => string[];
}

export const programs: Program[] = [
  { name: "perceptrons", chapter: 1, title: "Perceptrons decide, compute and add", demo: perceptrons.demo },
  { name: "sigmoid", chapter: 1, title: "A small change causes a small change", demo: sigmoid.demo },
  { name: "scaling", chapter: 1, title: "From perceptrons to sigmoid neurons and back", demo: scaling.demo },
  { name: "four-outputs", chapter: 1, title: "Ten outputs into four binary digits", demo: fourOutputs.demo },
  { name: "gradient-descent", chapter: 1, title: "Down a valley, step by step", demo: gradientDescent.demo },
  { name: "network", chapter: 1, title: "A network that learns to read digits", demo: network.demo },
  { name: "backprop", chapter: 2, title: "Backpropagation by its four equations", demo: backprop.demo },
  { name: "finite-differences", chapter: 2, title: "The gradient, one weight at a time", demo: finiteDifferences.demo },
  { name: "paths", chapter: 2, title: "The gradient as a sum over all paths", demo: paths.demo },
  { name: "diagonal-form", chapter: 2, title: "The error as one product of matrices", demo: diagonalForm.demo },
  { name: "matrix-backprop", chapter: 2, title: "A whole mini-batch at once", demo: matrixBackprop.demo },
  { name: "saturation", chapter: 3, title: "A neuron that is badly wrong and hardly learns", demo: saturation.demo },
  { name: "costs", chapter: 3, title: "The quadratic cost and the cross-entropy", demo: costs.demo },
  { name: "softmax", chapter: 3, title: "Outputs that are probabilities", demo: softmax.demo },
  { name: "network2", chapter: 3, title: "A network that learns better", demo: network2.demo },
  { name: "saved-network", chapter: 3, title: "Saving a network and getting it back", demo: savedNetwork.demo },
  { name: "l1", chapter: 3, title: "Regularization that leaves few weights", demo: l1.demo },
  { name: "early-stopping", chapter: 3, title: "When to stop, and when to slow down", demo: earlyStopping.demo },
  { name: "momentum", chapter: 3, title: "A ball that rolls", demo: momentum.demo },
  { name: "bumps", chapter: 4, title: "Any function of one input, made of bumps", demo: bumps.demo },
  { name: "towers", chapter: 4, title: "Any function of several inputs, made of towers", demo: towers.demo },
  { name: "convnet", chapter: 6, title: "A network with eyes: convolution, pooling, dropout", demo: convnet.demo },
];
