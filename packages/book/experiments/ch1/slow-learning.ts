import { seriesOf } from "../figure.ts";
import { trains } from "../trains.ts";
import { chapter1Network, chapter1Training, section } from "./settings.ts";

export const experiment = trains({
  name: "ch1/slow-learning",
  id: "E1.3",
  title: "A learning rate that is far too small",
  section,
  network: chapter1Network(100),
  training: chapter1Training(0.001),
  evaluation: "test",
  reading: "final epoch",
  seeds: 30,
  book: {
    value: 21.42,
    text: "from 1,139 up to 2,142 of 10,000, and still rising",
    counts: [
      { fromEpoch: 0, correct: [1139, 1136, 1135] },
      { fromEpoch: 27, correct: [2101, 2123, 2142] },
    ],
  },
  claims: {
    rising: {
      kind: "claim",
      title: "rises almost steadily, and is far from done after 30 epochs",
      holds: (measured) => {
        const counts = seriesOf(measured, "course").map(([, y]) => y);
        const rises = counts.filter((count, i) => i > 0 && count >= counts[i - 1]).length;
        return counts.at(-1)! > counts[0] && rises >= 0.8 * (counts.length - 1) && counts.at(-1)! < 6000;
      },
      onlyInFull: true,
    },
  },
  note: "After so little learning most of the result is the luck of the first weights: expect a wide spread.",
});
