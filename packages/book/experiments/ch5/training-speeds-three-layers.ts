import { speedsInTraining } from "./speeds.ts";

export const experiment = speedsInTraining(
  { name: "ch5/training-speeds-three-layers", id: "E5.9", title: "How fast three hidden layers learn, while they do" },
  [
    [0, 0.01184, 0.05997, 0.2831],
    [10, 0.002004, 0.01042, 0.05962],
    [50, 8.5e-5, 3.26e-4, 0.001601],
    [100, 8.05e-5, 2.81e-4, 0.001385],
    [200, 8.22e-5, 2.57e-4, 0.001347],
    [499, 8.56e-5, 2.18e-4, 0.001261],
  ],
  15.9,
);
