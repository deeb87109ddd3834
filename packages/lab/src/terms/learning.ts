import { places } from "./places.ts";
import type { Term } from "./term.ts";

/** How networks learn, and what runs are made of. */
export const learning: readonly Term[] = [
  {
    id: "training",
    name: "training",
    forms: ["trained"],
    meaning:
      "Adjusting a network’s weights and biases, step by step, so that its outputs for known examples come nearer to what is wanted.",
    where: places.digits,
  },
  {
    id: "cost",
    name: "cost",
    also: ["cost function", "loss", "objective"],
    meaning:
      "A number that says how far a network’s outputs are from the wanted ones: 0 when all are right. Learning is making it small.",
    where: places.descent,
  },
  {
    id: "quadratic-cost",
    name: "quadratic cost",
    also: ["mean squared error"],
    meaning:
      "Half the squared distance between the output and what is wanted, averaged over the examples: C = 1/(2n) Σ ‖y(x) − a‖².",
    where: places.descent,
  },
  {
    id: "gradient-descent",
    name: "gradient descent",
    meaning:
      "Making a function small by many little steps straight downhill: each changes every variable by −η times the function’s derivative in it.",
    where: places.descent,
  },
  {
    id: "stochastic-gradient-descent",
    name: "stochastic gradient descent",
    also: ["SGD"],
    meaning:
      "Gradient descent in which each step asks only a few examples, drawn by chance, for the gradient. It is rougher than asking all, and very much faster.",
    where: places.descent,
  },
  {
    id: "learning-rate",
    name: "learning rate",
    also: ["η"],
    tex: ["\\eta"],
    meaning:
      "The number η that says how long a step of gradient descent is: the gradient is multiplied by it. Too small, and nothing much happens; too large, and the steps leap over the valley.",
    where: places.descent,
  },
  {
    id: "mini-batch",
    name: "mini-batch",
    forms: ["mini-batches"],
    meaning: "The few examples, m of them, that one step of stochastic gradient descent asks for the gradient.",
    where: places.descent,
  },
  {
    id: "epoch",
    name: "epoch",
    meaning: "One pass through all training examples, mini-batch by mini-batch.",
    where: places.digits,
  },
  {
    id: "online-learning",
    name: "online learning",
    meaning: "Learning with mini-batches of a single example.",
    where: places.descent,
  },
  {
    id: "backpropagation",
    name: "backpropagation",
    meaning:
      "The fast way to compute the gradient of a network’s cost: errors are handed back from layer to layer, beginning at the output.",
    where: places.backpropagation,
  },
  {
    id: "seed",
    name: "seed",
    meaning:
      "The number from which all chance in a run is made: first weights, the order of the images, dropout. The same seed and settings give the same network, to the last bit.",
    where: places.digits,
  },
  {
    id: "sha-256",
    name: "SHA-256",
    also: ["hash"],
    meaning:
      "A fingerprint of data: 64 hexadecimal digits computed from every bit. Equal fingerprints mean equal weights; if a single bit differs, so does the whole fingerprint.",
    where: places.program,
  },
  {
    id: "hyper-parameter",
    name: "hyper-parameter",
    forms: ["hyperparameter"],
    meaning:
      "A setting that is chosen before training and not learned: the learning rate, the size of mini-batches, the number of hidden neurons.",
    where: places.hyperParameters,
  },
  {
    id: "first-weights",
    name: "first weights",
    also: ["initialization", "initializer"],
    meaning:
      "The random numbers that weights and biases begin with. How widely they are spread decides how learning begins.",
    where: places.program,
  },
  {
    id: "optimizer",
    name: "optimizer",
    meaning: "The rule by which weights follow the gradient: plain gradient descent, momentum, Adam and others.",
    where: places.otherTechniques,
  },
  {
    id: "momentum",
    name: "momentum",
    meaning:
      "A variant of gradient descent in which the gradient changes a velocity, and the velocity the weights, as with a ball that rolls. μ says how much of the velocity is kept from step to step.",
    where: places.otherTechniques,
  },
  {
    id: "nesterov",
    name: "Nesterov’s momentum",
    forms: ["nesterov"],
    meaning: "Momentum that looks one step ahead along the velocity before it takes the gradient.",
  },
  {
    id: "rmsprop",
    name: "RMSProp",
    meaning:
      "Gradient descent in which each weight’s step is divided by how large its gradient has been of late, so that all weights move at a similar pace.",
  },
  {
    id: "adam",
    name: "Adam",
    meaning:
      "A variant of gradient descent that gives every weight a step length of its own: it goes along the running mean of the weight’s gradient, divided by the gradient’s usual size.",
    where: places.oneInput,
  },
  {
    id: "adamw",
    name: "AdamW",
    meaning: "Adam with weight decay that shrinks the weights directly, instead of being part of the gradient.",
  },
  {
    id: "schedule",
    name: "learning-rate schedule",
    forms: ["schedule"],
    meaning: "How the learning rate changes during a run: constant, divided now and then, or falling along a curve.",
    where: places.hyperParameters,
  },
  {
    id: "halving",
    name: "halving schedule",
    forms: ["halving"],
    meaning:
      "A learning rate that is halved whenever the accuracy has not improved for some epochs; training ends when it has become small enough.",
    where: places.hyperParameters,
  },
  {
    id: "cosine",
    name: "cosine schedule",
    meaning:
      "A learning rate that falls along half a cosine: slowly at first, then faster, and slowly again at the end.",
  },
  {
    id: "one-cycle",
    name: "one-cycle schedule",
    forms: ["one-cycle"],
    meaning:
      "A learning rate that first rises to its full value and then falls to almost nothing, each along half a cosine.",
  },
  {
    id: "early-stopping",
    name: "early stopping",
    forms: ["stops early"],
    meaning:
      "Ending training when the result on held-out data has not improved for some epochs, the patience, and taking the weights of the best one.",
    where: places.hyperParameters,
  },
  {
    id: "vanishing-gradient",
    name: "vanishing gradient",
    meaning:
      "That the gradient becomes smaller from layer to layer on its way back, so that the first layers of a deep network learn slowest.",
    where: places.vanishing,
  },
  {
    id: "exploding-gradient",
    name: "exploding gradient",
    meaning:
      "That the gradient becomes larger from layer to layer on its way back: the other way in which a product of many factors is unstable.",
    where: places.unstable,
  },
];
