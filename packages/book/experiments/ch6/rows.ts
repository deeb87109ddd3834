import { trains } from "../trains.ts";

export const experiment = trains({
  name: "ch6/rows",
  id: "S6.12h",
  title: "Long short-term memory reads digits row by row",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "28 steps of 28 pixels, 128 units of long short-term memory and softmax of ten at the end: 81,674 parameters; 10 epochs of Adam",
  network: {
    input: [28, 28],
    layers: [
      { type: "lstm", units: 128 },
      { type: "dense", units: 10, activation: "softmax" },
    ],
    cost: "log-likelihood",
    initializer: "glorot",
  },
  training: {
    epochs: 10,
    miniBatchSize: 20,
    learningRate: 0.002,
    optimizer: { type: "adam", clipNorm: 1 },
    schedule: { type: "cosine", floor: 0 },
  },
  evaluation: "test",
  reading: "final epoch",
  quick: { epochs: 1, limit: 2000 },
  seeds: 3,
  book: {
    value: 98.64,
    text: "the book has recurrent networks in words only; for two layers of 128 units, one for the rows' pixels and one for the rows, Keras' example has 98.64 % of validation images",
    judge: { by: "range", from: 98.6 },
  },
  note:
    "The settings are those of the preset lstm-rows; gradients are clipped at a norm of 1. Keras' example reads each row pixel by pixel and then row after row, in five epochs; ours gets " +
    "a row at once. PyTorch counts 82,186 parameters for our network: it has two biases for each gate, which are only added up.",
});
