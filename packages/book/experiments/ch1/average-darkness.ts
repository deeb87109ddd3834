import type { DarknessExperiment } from "../experiment.ts";
import { section } from "./settings.ts";

export const darkness: DarknessExperiment = {
  kind: "darkness",
  name: "ch1/average-darkness",
  id: "E1.8",
  title: "Guessing by how dark the image is",
  section,
  evaluation: "test",
  book: { value: 22.25, text: "2,225 of 10,000" },
  note: "No chance is involved: the count must be the book's exactly.",
};
