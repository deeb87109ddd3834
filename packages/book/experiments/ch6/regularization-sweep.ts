import { sweeps } from "./sweep.ts";
import { experiment as base } from "./two-conv-pools.ts";

export const experiment = sweeps(
  {
    name: "ch6/regularization-sweep",
    id: "E6.15",
    title: "Two convolutional layers of sigmoid neurons, with one λ after another",
    claim: "regularization did not help much",
    note: "Left out of the chapter, and in its programs without a number. With as few epochs there is little to overfit, so that a gain would be smaller still.",
  },
  base.training,
);
