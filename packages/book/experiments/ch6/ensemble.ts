import { votes } from "../votes.ts";
import { experiment as dropout } from "./dropout.ts";
import { section } from "./settings.ts";

export const experiment = votes({
  name: "ch6/ensemble",
  id: "E6.14",
  title: "Five networks with dropout vote",
  section,
  members: 5,
  member: dropout,
  book: { value: 99.67, text: "99.67 %: 33 images are misread" },
  note:
    "The networks vote as they are after their last epoch. Those of seed 1 are the runs of ch6/dropout with the seeds 1 " +
    "to 5, those of seed 2 with 6 to 10, and so on.",
});
