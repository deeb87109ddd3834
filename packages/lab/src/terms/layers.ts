import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** Layers for images. */
export const layers: readonly Term[] = [
  {
    id: "convolution",
    name: "convolution",
    forms: ["convolutional", "convolutional layer"],
    meaning:
      "A layer whose neurons each look at a small window of the image, all with the same weights: what one finds, the others find elsewhere.",
    where: places.convolution,
  },
  {
    id: "filter",
    name: "filter",
    also: ["kernel"],
    meaning: "The weights and the bias that all neurons of one feature map share: what it looks for in every window.",
    where: places.convolution,
  },
  {
    id: "feature-map",
    name: "feature map",
    also: ["channel"],
    meaning: "The picture that one filter makes: where in the image, and how strongly, it found what it looks for.",
    where: places.convolution,
  },
  {
    id: "local-receptive-field",
    name: "local receptive field",
    meaning: "The small window of the image that a neuron of a convolutional layer sees.",
    where: places.convolution,
  },
  {
    id: "shared-weights",
    name: "shared weights",
    meaning:
      "Weights that many neurons have in common, which makes them few and makes them find the same thing everywhere.",
    where: places.convolution,
  },
  {
    id: "stride",
    name: "stride",
    meaning: "By how many pixels a window moves from one neuron to the next.",
    where: places.convolution,
  },
  {
    id: "padding",
    name: "padding",
    also: ["zero padding"],
    meaning: "A margin of zeros around an image, so that windows fit at its edges too.",
  },
  {
    id: "pooling",
    name: "pooling",
    forms: ["max pooling", "max-pooling"],
    meaning: "Making a feature map smaller by keeping one number of each window: of max pooling, the largest.",
    where: places.convolution,
  },
  {
    id: "l2-pooling",
    name: "L2 pooling",
    meaning: "Pooling that keeps the root of the sum of the squares in each window.",
    where: places.convolution,
  },
  {
    id: "average-pooling",
    name: "average pooling",
    also: ["global average pooling"],
    meaning: "Pooling that keeps the mean of each window; global average pooling keeps one mean of the whole map.",
  },
  {
    id: "flatten",
    name: "flatten",
    meaning:
      "Writing the pixels of all feature maps one after another into a single row, as a fully connected layer wants them.",
  },
  {
    id: "batch-normalization",
    name: "batch normalization",
    meaning:
      "A layer that shifts and scales what it is given to mean 0 and variance 1 over the mini-batch, and then by two learned numbers for each channel.",
  },
  {
    id: "residual-connection",
    name: "residual connection",
    also: ["skip connection", "shortcut"],
    meaning:
      "A sum that adds what went into an earlier layer to what comes out of a later one: the layers between only have to learn the difference, and errors come back past them.",
  },
  {
    id: "local-response-normalization",
    name: "local response normalization",
    meaning:
      "A layer that divides each value by what neighbouring feature maps say at the same place, so that strong ones stand out.",
  },
];
