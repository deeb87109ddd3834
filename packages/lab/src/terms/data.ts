import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** What networks learn from, and how well. */
export const data: readonly Term[] = [
  {
    id: "mnist",
    name: "MNIST",
    meaning:
      "A well-known collection of 70,000 handwritten digits, scaled and centred: 60,000 to learn from and 10,000 by other people to test with.",
    where: places.descent,
  },
  {
    id: "training-data",
    name: "training data",
    forms: ["training images", "training set", "training examples"],
    meaning: "The examples that a network learns from.",
    where: places.descent,
  },
  {
    id: "validation-data",
    name: "validation data",
    forms: ["validation images", "validation set"],
    meaning: "Examples that are kept aside to choose settings by, so that the test data decide nothing.",
    where: places.descent,
  },
  {
    id: "test-data",
    name: "test data",
    forms: ["test images", "test set"],
    meaning: "Examples that the network never learns from, by which it is judged.",
    where: places.descent,
  },
  {
    id: "accuracy",
    name: "accuracy",
    meaning: "The share of examples that are read correctly.",
    where: places.program,
  },
  {
    id: "class",
    name: "class",
    also: ["label"],
    forms: ["classes"],
    meaning:
      "The kind that an example belongs to, such as the digit that an image shows; said of an example, its label.",
    where: places.descent,
  },
  {
    id: "one-hot",
    name: "one-hot",
    meaning: "A vector that names a class: 1 in the class’s place, and 0 in all others.",
    where: places.descent,
  },
  {
    id: "confusion-matrix",
    name: "confusion matrix",
    meaning:
      "A table of what is taken for what: a row for each true class, a column for each answer, and in it how often that happened.",
  },
  {
    id: "support-vector-machine",
    name: "support vector machine",
    also: ["SVM"],
    meaning:
      "A general method for telling classes apart that is no neural network: it looks for the border that keeps the greatest distance from the examples on both sides.",
    where: places.program,
  },
  {
    id: "overfitting",
    name: "overfitting",
    forms: ["overfit"],
    meaning:
      "Learning peculiarities of the training data that hold nowhere else: the training data are read better and better, and other data are not.",
    where: places.regularization,
  },
  {
    id: "regularization",
    name: "regularization",
    meaning: "Whatever makes a network overfit less: a price on large weights, dropout, more data.",
    where: places.regularization,
  },
  {
    id: "l2",
    name: "L2 regularization",
    also: ["weight decay", "L2"],
    meaning:
      "A cost on large weights, λ/(2n) times the sum of their squares. Each step shrinks every weight by the same factor, hence the name weight decay.",
    where: places.regularization,
  },
  {
    id: "l1",
    name: "L1 regularization",
    also: ["L1"],
    meaning:
      "A cost on large weights, λ/n times the sum of their absolute values. Each step takes the same amount off every weight, so that many end near 0.",
    where: places.regularization,
  },
  {
    id: "regularization-parameter",
    name: "regularization parameter",
    also: ["λ"],
    tex: ["\\lambda"],
    meaning: "The number λ that says how much small weights are preferred to a small cost.",
    where: places.regularization,
  },
  {
    id: "dropout",
    name: "dropout",
    meaning:
      "Leaving out a part of the neurons, drawn by chance, in each step of training, so that none can rely on another.",
    where: places.regularization,
  },
  {
    id: "distortion",
    name: "distorted training images",
    forms: ["expansion", "distortion"],
    meaning:
      "Training images that are shifted, turned, scaled or bent a little, anew in each epoch: as good as more data.",
    where: places.regularization,
  },
  {
    id: "elastic",
    name: "elastic distortion",
    forms: ["elastic"],
    meaning:
      "Bending an image as an unsteady hand would: every pixel moves by chance, smoothly from one to the next. α says how far, σ how smoothly.",
    where: places.regularization,
  },
  {
    id: "noise",
    name: "noise",
    meaning: "Chance that is added to data, so that nothing can be learned exactly.",
  },
  {
    id: "diverge",
    name: "diverge",
    forms: ["diverged", "diverges"],
    meaning:
      "When the steps are too long, each makes things worse, until the numbers are too large to be computed with. A smaller learning rate helps.",
  },
];
