import type { ChapterRows } from "./row.ts";

/** Chapter 2: backpropagation. */
export const chapter2 = {
  "A2.1": "the notation of weights, biases, weighted inputs and activations by layer, and functions of vectors (23–25)",
  "A2.2": "two assumptions: the cost is a mean over examples, and depends on the outputs alone (26, 27)",
  "A2.3": "the Hadamard product (28)",
  "A2.4": "the error of a neuron, ∂C/∂z (29)",
  "A2.5": "BP1: the error of the output layer (30)",
  "A2.6": "BP2: a layer's error from that of the next",
  "A2.7": "BP3: the gradient of a bias is the error (31)",
  "A2.8": "BP4: the gradient of a weight is the activation before it times the error after it (32)",
  "A2.9": "what follows: weights from quiet neurons, and neurons that saturate, learn slowly",
  "A2.10": "the equations with diagonal matrices instead of the Hadamard product (33–35)",
  "A2.11": "the algorithm, for one example and for a mini-batch",
  "A2.12": "the gradient by finite differences, and what it costs (46)",
  "A2.13": "the gradient as a sum over all paths from a weight to the cost (47–53)",
  "A2.14": "a mini-batch as a matrix whose columns are its examples",

  "E2.1": "a mini-batch by matrices against one example after another: about twice as fast",
  "E2.2":
    "finite differences against backpropagation: 1,000,001 forward passes for a million weights against about two",

  "X2.1": "the equations with diagonal matrices",
  "X2.2": "prove BP3 and BP4",
  "X2.3": "one neuron with another activation: what changes?",
  "X2.4": "backpropagation where all neurons are linear",
  "X2.5": "backpropagation for a whole mini-batch at once: write it and measure it",
} as const satisfies ChapterRows<2>;
