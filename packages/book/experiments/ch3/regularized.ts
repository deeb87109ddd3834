import { trains } from "../trains.ts";
import { chapter3Network, chapter3Training } from "./settings.ts";

export const experiment = trains({
  name: "ch3/regularized",
  id: "E3.10",
  title: "L2 regularization, λ = 5",
  section: "Chapter 3, Overfitting and regularization",
  network: chapter3Network(30),
  training: { ...chapter3Training, regularization: { l2: 5 } },
  evaluation: "test",
  reading: "best epoch",
  book: {
    value: 96.49,
    text: "9,649 of 10,000 at its best epoch, 28",
    counts: [
      {
        fromEpoch: 0,
        correct: [
          9212, 9341, 9375, 9424, 9532, 9537, 9504, 9541, 9578, 9538, 9579, 9530, 9590, 9543, 9607, 9597, 9576, 9546,
          9600, 9634, 9544, 9606, 9614, 9607, 9621, 9637, 9620, 9511, 9649, 9561,
        ],
      },
    ],
  },
  note: "The counts are from the data that the author published beside his programs.",
});
