import { experimentOf } from "../experiment.ts";
import { numberOf, seriesOf } from "../figure.ts";
import { firstWhere, greatest, last, least, meanBetween } from "./curves.ts";
import { experiment as overfitting } from "./overfitting.ts";
import { sections } from "./settings.ts";
import { thousandCurves, trainOnThousand } from "./thousand-images.ts";

export const experiment = experimentOf({
  name: "ch3/overfitting-regularized",
  id: "E3.9",
  title: "1,000 images, 400 epochs, with L2 regularization, λ = 0.1",
  section: sections.overfitting,
  about: "ch3/overfitting with L2 regularization, beside its run with the same seed.",
  claim: "the test accuracy rises for all of the 400 epochs, to 87.1 % instead of 82.27 %",
  note:
    "The book's costs of the test images carry a tenth of the penalty of its costs of the training images (λ is divided by " +
    "the size of the set at hand), and so do ours here. The curves are from the data that the author published beside his " +
    "programs. Where they leave what seeds explain it is at epoch 5, where ours have learned more, and by a hair at the end.",
  chance: true,
  quick: { epochs: 60, limit: 1000 },
  figures: {
    accuracy: { kind: "number", title: "best test accuracy", unit: "%", book: 87.1, judge: { by: "seeds" } },
    gain: {
      kind: "number",
      title: "how far that is above the same without regularization",
      unit: "%",
      book: 4.83,
      judge: { by: "seeds" },
    },
    turn: {
      kind: "number",
      title: "epoch of the least cost on the test images",
      unit: "",
      digits: 0,
      book: 391,
      judge: { by: "ratio", within: 1.2 },
    },
    ...thousandCurves({
      testCost: [
        2.1904, 1.9355, 1.6557, 1.3619, 1.2701, 1.28, 1.2648, 1.2739, 1.2354, 1.1691, 1.0751, 1.0079, 1.0057, 0.9478,
        0.926, 0.915, 0.9081, 0.891,
      ],
      test: [
        5898, 6512, 7227, 7879, 8089, 8079, 8152, 8287, 8344, 8412, 8510, 8558, 8590, 8620, 8645, 8649, 8658, 8695,
      ],
      trainingCost: [
        3.00547, 2.63054, 2.00324, 1.52819, 1.34937, 1.32002, 1.20504, 0.84517, 0.71858, 0.53984, 0.36475, 0.26032,
        0.25868, 0.19406, 0.16828, 0.15471, 0.13014, 0.11539,
      ],
      training: [690, 749, 869, 958, 980, 979, 982, 998, 999, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
    }),
    better: {
      kind: "claim",
      title: "with regularization more test images are read correctly",
      holds: (measured) => numberOf(measured, "gain") > 0,
      onlyInFull: true,
    },
    rising: {
      kind: "claim",
      title: "the test accuracy is still rising at the end",
      holds: (measured) => {
        const test = seriesOf(measured, "test");
        return (
          meanBetween(test, 350) > meanBetween(test, 300, 350) &&
          meanBetween(test, 300, 350) > meanBetween(test, 250, 300)
        );
      },
      onlyInFull: true,
    },
    falling: {
      kind: "claim",
      title: "the cost on the test images ends near its least",
      holds: (measured) => {
        const cost = seriesOf(measured, "testCost");
        return last(cost) < 1.03 * least(cost);
      },
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { images: _, ...curves } = await trainOnThousand(bench, 0.1);
    const without = await bench.other(overfitting, bench.seed);
    const accuracy = (100 * greatest(curves.test)) / bench.data.test.count;
    const leastCost = least(curves.testCost);
    return {
      accuracy,
      gain: accuracy - numberOf(without.measured, "accuracy"),
      turn: firstWhere(curves.testCost, (cost) => cost === leastCost),
      ...curves,
    };
  },
});
