import { speedsInTraining } from "./speeds.ts";

export const experiment = speedsInTraining(
  { name: "ch5/training-speeds-two-layers", id: "E5.8", title: "How fast two hidden layers learn, while they do" },
  [
    [0, 0.06574, 0.3092],
    [10, 0.00893, 0.04038],
    [50, 0.001017, 0.001342],
    [100, 0.001488, 0.001857],
    [200, 0.00208, 0.003368],
    [499, 0.003435, 0.00963],
  ],
  2,
);
