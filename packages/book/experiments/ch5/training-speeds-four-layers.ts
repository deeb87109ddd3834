import { speedsInTraining } from "./speeds.ts";

export const experiment = speedsInTraining(
  { name: "ch5/training-speeds-four-layers", id: "E5.10", title: "How fast four hidden layers learn, while they do" },
  [
    [0, 0.002975, 0.01708, 0.06954, 0.2851],
    [10, 2.66e-4, 0.001475, 0.008404, 0.03657],
    [50, 2.07e-5, 4.8e-5, 2.47e-4, 0.001045],
    [100, 1.83e-5, 4.24e-5, 2.22e-4, 9.6e-4],
    [200, 1.5e-5, 3.75e-5, 2.1e-4, 9.5e-4],
    [499, 8.21e-6, 2.61e-5, 1.83e-4, 9.25e-4],
  ],
  74.4,
);
