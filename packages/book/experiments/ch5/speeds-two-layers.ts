import { speedsAtStart } from "./speeds.ts";

export const experiment = speedsAtStart(
  { name: "ch5/speeds-two-layers", id: "E5.5", rows: ["A5.2"], title: "How fast two hidden layers learn at the start" },
  [0.06574, 0.30922],
);
