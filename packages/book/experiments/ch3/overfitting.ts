import { experimentOf } from "../experiment.ts";
import { numberOf, seriesOf } from "../figure.ts";
import { firstWhere, greatest, last, least } from "./curves.ts";
import { sections } from "./settings.ts";
import { thousandCurves, trainOnThousand } from "./thousand-images.ts";

export const experiment = experimentOf({
  name: "ch3/overfitting",
  id: "E3.7",
  rows: ["A3.9"],
  title: "Overfitting: 1,000 images, 400 epochs",
  section: sections.overfitting,
  about: "784-30-10, the cross-entropy, η = 0.5, mini-batches of 10, not regularized.",
  claim:
    "the test accuracy ends just under 82.3 % and hardly rises after epoch 280; the test cost is least at about epoch 15; all " +
    "training images are read correctly",
  note:
    "Which epoch is the last to bring anything is read with a tolerance of 0.1 percentage points, since the book's curve still " +
    "creeps up by six images in its last 120 epochs. The curves are from the data that the author published beside his programs.",
  chance: true,
  quick: { epochs: 60, limit: 1000 },
  figures: {
    accuracy: { kind: "number", title: "best test accuracy", unit: "%", book: 82.27, judge: { by: "seeds" } },
    gap: {
      kind: "number",
      title: "how far that is below the last training accuracy",
      unit: "%",
      book: 17.73,
      judge: { by: "seeds" },
    },
    turn: {
      kind: "number",
      title: "epoch of the least cost on the test images",
      unit: "",
      digits: 0,
      book: 15,
      judge: { by: "ratio", within: 1.5 },
    },
    saturation: {
      kind: "number",
      title: "first epoch within 0.1 points of the best test accuracy",
      unit: "",
      digits: 0,
      book: 280,
      judge: { by: "ratio", within: 1.5 },
    },
    learned: {
      kind: "number",
      title: "first epoch with all training images read correctly",
      unit: "",
      digits: 0,
      book: 67,
      judge: { by: "ratio", within: 1.5 },
    },
    ...thousandCurves({
      testCost: [
        2.0763, 1.8232, 1.5609, 1.2781, 1.2028, 1.2176, 1.2207, 1.3711, 1.4232, 1.5102, 1.5865, 1.637, 1.6399, 1.6799,
        1.7033, 1.7171, 1.748, 1.7731,
      ],
      test: [
        5887, 6505, 7198, 7853, 8046, 8039, 8086, 8140, 8152, 8163, 8196, 8190, 8192, 8208, 8221, 8221, 8218, 8223,
      ],
      trainingCost: [
        1.84336, 1.47774, 0.88914, 0.45206, 0.30704, 0.28505, 0.20852, 0.0685, 0.04536, 0.02456, 0.01403, 0.00977,
        0.00971, 0.00746, 0.00647, 0.00594, 0.00492, 0.0042,
      ],
      training: [690, 749, 865, 957, 979, 977, 984, 998, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000],
    }),
    perfect: {
      kind: "claim",
      title: "the training accuracy reaches 100 %",
      holds: (measured) => greatest(seriesOf(measured, "training")) === 1000,
      onlyInFull: true,
    },
    worse: {
      kind: "claim",
      title: "the cost on the test images turns and rises, while that on the training images falls to the end",
      holds: (measured) => {
        const [test, training] = [seriesOf(measured, "testCost"), seriesOf(measured, "trainingCost")];
        return last(test) > 1.2 * least(test) && last(training) < 0.02;
      },
      onlyInFull: true,
    },
    disagree: {
      kind: "claim",
      title: "the test accuracy goes on rising for long after the test cost has turned",
      holds: (measured) => numberOf(measured, "saturation") > 3 * numberOf(measured, "turn"),
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { images, ...curves } = await trainOnThousand(bench, 0);
    const best = greatest(curves.test);
    const [leastCost, tolerance] = [least(curves.testCost), 0.001 * bench.data.test.count];
    return {
      accuracy: (100 * best) / bench.data.test.count,
      gap: (100 * last(curves.training)) / images.count - (100 * best) / bench.data.test.count,
      turn: firstWhere(curves.testCost, (cost) => cost === leastCost),
      saturation: firstWhere(curves.test, (correct) => correct >= best - tolerance),
      learned: firstWhere(curves.training, (correct) => correct === images.count),
      ...curves,
    };
  },
});
