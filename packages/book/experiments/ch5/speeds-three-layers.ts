import { speedsAtStart } from "./speeds.ts";

export const experiment = speedsAtStart(
  { name: "ch5/speeds-three-layers", id: "E5.6", title: "How fast three hidden layers learn at the start" },
  [0.01184, 0.05997, 0.28314],
);
