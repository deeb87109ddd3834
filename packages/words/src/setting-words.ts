/**
 * What functions and rules are called where people read: "leaky ReLU", where notation, links and commands say `leaky-relu`. A
 * new one does not compile until it has its words here.
 */
import type { ActivationName, CostName, InitializerName, OptimizerName, ScheduleName } from "nndl";

export const activationWords: Readonly<Record<ActivationName, string>> = {
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  "leaky-relu": "leaky ReLU",
  elu: "ELU",
  gelu: "GELU",
  swish: "Swish",
  linear: "linear",
  softmax: "softmax",
};

export const costWords: Readonly<Record<CostName, string>> = {
  quadratic: "quadratic",
  "cross-entropy": "cross-entropy",
  "log-likelihood": "log-likelihood",
};

/** How first weights are drawn: "first weights scaled to the inputs". */
export const initializerWords: Readonly<Record<InitializerName, string>> = {
  gaussian: "wide",
  "scaled-gaussian": "scaled to the inputs",
  network3: "as in the book’s network3",
  glorot: "Glorot’s",
  he: "He’s",
  "narrow-gaussian": "narrow",
  "narrow-gaussian-ones": "narrow, biases 1",
  zeros: "all zero",
};

/** What is said beside an initializer's words where one chooses it. */
const initializerDetails: Readonly<Partial<Record<InitializerName, string>>> = {
  gaussian: "deviation 1",
  "scaled-gaussian": "1/√n",
  he: "for ReLU",
  "narrow-gaussian": "0.01",
  "narrow-gaussian-ones": "0.01",
};

/** An initializer as a choice: "scaled to the inputs (1/√n)". */
export function initializerChoice(name: InitializerName): string {
  const detail = initializerDetails[name];
  return detail === undefined ? initializerWords[name] : `${initializerWords[name]} (${detail})`;
}

export const optimizerWords: Readonly<Record<OptimizerName, string>> = {
  sgd: "gradient descent",
  momentum: "momentum",
  nesterov: "Nesterov’s momentum",
  rmsprop: "RMSProp",
  adam: "Adam",
  adamw: "AdamW",
  "l-bfgs": "L-BFGS",
  "conjugate-gradients": "conjugate gradients",
  newton: "Newton’s method",
};

/** How the learning rate changes: "rate falling in steps". */
export const scheduleWords: Readonly<Record<ScheduleName, string>> = {
  constant: "constant",
  step: "falling in steps",
  halving: "divided at each plateau",
  cosine: "falling along a cosine",
  "one-cycle": "in one cycle",
};

/** The numbers of optimizers and schedules, by the names that they have in settings. */
export const settingWords: Readonly<Record<string, string>> = {
  momentum: "μ",
  decay: "ρ",
  beta1: "β₁",
  beta2: "β₂",
  epsilon: "ε",
  memory: "Steps remembered",
  tolerance: "Flat enough",
  damping: "Damping μ",
  every: "Epochs between",
  factor: "Factor",
  patience: "Patience",
  divisor: "Divided by",
  until: "Ends at",
  floor: "At the end",
  warmUp: "Rising part",
  clipNorm: "Gradient clipped at length",
  clipValue: "Its numbers clipped at",
};
