import { numberOf } from "../figure.ts";
import { monitored } from "./monitored.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

export const experiment = monitored({
  name: "ch3/unregularized",
  id: "E3.8",
  title: "All 50,000 images, not regularized: how far training and test are apart",
  section: sections.overfitting,
  network: chapter3Network(30),
  training: chapter3Training,
  evaluation: "test",
  reading: "best epoch",
  book: {
    value: 95.33,
    text: "97.86 % of the training images and 95.33 % of the test images, each at its best epoch",
    training: 97.86,
    gap: 2.53,
    counts: [
      {
        fromEpoch: 0,
        correct: [
          9136, 9275, 9307, 9377, 9450, 9429, 9468, 9488, 9494, 9424, 9483, 9483, 9505, 9499, 9508, 9508, 9445, 9524,
          9524, 9524, 9494, 9527, 9518, 9505, 9533, 9529, 9512, 9530, 9532, 9531,
        ],
      },
    ],
    trainingCorrect: [
      45708, 46605, 46797, 47190, 47543, 47570, 47638, 47838, 48061, 47825, 48160, 48195, 48265, 48156, 48439, 48449,
      48267, 48433, 48598, 48697, 48380, 48648, 48500, 48669, 48734, 48796, 48802, 48837, 48810, 48932,
    ],
    costs: [
      0.5614, 0.4781, 0.4575, 0.425, 0.3945, 0.3981, 0.3702, 0.374, 0.3629, 0.4007, 0.3682, 0.373, 0.3687, 0.3715,
      0.357, 0.3582, 0.3862, 0.3701, 0.3654, 0.3551, 0.3828, 0.3616, 0.3703, 0.3761, 0.3663, 0.3613, 0.3753, 0.3642,
      0.3571, 0.3663,
    ],
    trainingCosts: [
      0.5599, 0.4466, 0.4246, 0.3858, 0.3399, 0.3316, 0.3137, 0.3003, 0.2735, 0.3024, 0.2649, 0.2662, 0.2473, 0.2636,
      0.2309, 0.2262, 0.2514, 0.2309, 0.2142, 0.2005, 0.2371, 0.2033, 0.2195, 0.2026, 0.1964, 0.1847, 0.1879, 0.1854,
      0.1847, 0.1722,
    ],
  },
  claims: {
    nearer: {
      kind: "claim",
      title: "far less overfitting than on 1,000 images, where the gap is 17.73 points",
      holds: (measured) => numberOf(measured, "gap") < 4,
      onlyInFull: true,
    },
  },
  note:
    "The settings are those of ch3/cross-entropy, in another run of the book's. Its curves are from the data that the " +
    "author published beside his programs.",
});
