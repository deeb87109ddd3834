import { growthWidth, widestGrowth } from "nndl/analysis";
import { experimentOf } from "../experiment.ts";
import type { Point } from "../figure.ts";

export const experiment = experimentOf({
  name: "ch5/window",
  id: "X5.2",
  rows: ["A5.7"],
  title: "For how few inputs a factor of the product is at least 1",
  section: "Chapter 5, The vanishing gradient problem, problem",
  about: "The width of the range of activations for which |w σ′(wa + b)| ≥ 1 (equation 123), for weights from 4 to 40",
  claim: "at most about 0.45, near |w| = 6.9",
  chance: false,
  quick: "same",
  figures: {
    width: {
      kind: "number",
      title: "the largest width",
      unit: "",
      digits: 3,
      book: 0.45,
      judge: { by: "ratio", within: 1.01 },
    },
    weight: {
      kind: "number",
      title: "the weight for which it is",
      unit: "",
      book: 6.9,
      judge: { by: "ratio", within: 1.01 },
    },
    below: {
      kind: "number",
      title: "the width for a weight of 4 or less",
      unit: "",
      book: 0,
      judge: { by: "equality" },
    },
    byWeight: { kind: "series", title: "width of the range", x: "|w|", y: "width" },
  },
  note: "The book's two numbers are rounded; ours are 0.4477 and 6.894.",
  run() {
    const { weight, width } = widestGrowth();
    const byWeight = Array.from({ length: 73 }, (_, i): Point => [4 + i / 2, growthWidth(4 + i / 2)]);
    return Promise.resolve({ width, weight, below: growthWidth(4), byWeight });
  },
});
