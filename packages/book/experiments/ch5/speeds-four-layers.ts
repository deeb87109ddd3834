import { speedsAtStart } from "./speeds.ts";

export const experiment = speedsAtStart(
  { name: "ch5/speeds-four-layers", id: "E5.7", title: "How fast four hidden layers learn at the start" },
  [0.00298, 0.01708, 0.06954, 0.28514],
);
