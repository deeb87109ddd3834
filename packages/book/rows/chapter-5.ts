import type { ChapterRows } from "./row.ts";

/** Chapter 5: why deep networks are hard to train. */
export const chapter5 = {
  "A5.1": "circuits of two layers and of many: parity needs exponentially many gates in few layers",
  "A5.2": "how fast a layer learns: the length of its biases' gradient",
  "A5.3": "the gradient in a chain of single neurons, a product of factors (114–122)",
  "A5.4": "why the product vanishes: σ′ is at most 1/4",
  "A5.5": "a chain whose gradient explodes: weights of 100",
  "A5.6": "the gradient of any layer as a product of matrices (124)",
  "A5.7": "how narrow the inputs are for which a factor is at least 1 (123): 0.45 at most, near a weight of 6.9",
  "A5.8": "two neurons that hand a number on nearly unchanged",
  "A5.9": "saturation of the last hidden layer, first weights and momentum (only named)",

  "E5.1": "one hidden layer of 30: 96.48 % of the validation images",
  "E5.2": "two hidden layers of 30: 96.90 %",
  "E5.3": "three hidden layers of 30: 96.57 %",
  "E5.4": "four hidden layers of 30: 96.53 %",
  "E5.5": "speeds of two hidden layers at the start: 0.07 and 0.31",
  "E5.6": "speeds of three hidden layers at the start: 0.012, 0.060 and 0.283",
  "E5.7": "speeds of four hidden layers at the start: 0.003, 0.017, 0.070 and 0.285",
  "E5.8": "speeds of two hidden layers while they learn from 1,000 images for 500 epochs",
  "E5.9": "speeds of three hidden layers while they learn",
  "E5.10": "speeds of four hidden layers while they learn: the first is about 100 times as slow as the last",
  "E5.11": "lengths of the weights' gradients in five hidden layers (the repository's, not in the book)",

  "X5.1": "would an activation with a larger derivative help?",
  "X5.2": "when |wσ′(wa + b)| is at least 1: show the width of the interval by numbers",
  "X5.3": "build the neuron that hands its input on",
} as const satisfies ChapterRows<5>;
