import { experiment as base } from "./relu.ts";
import { sweeps } from "./sweep.ts";

export const experiment = sweeps(
  {
    name: "ch6/relu-regularization-sweep",
    id: "E6.16",
    title: "Two convolutional layers of rectified linear neurons, with one λ after another",
    claim: "some L2 regularization helped; λ = 0.1 is what the chapter goes on with",
    note: "The book reports λ = 0.1 only. With as few epochs there is little to overfit, so that a gain would be smaller still.",
  },
  base.training,
);
