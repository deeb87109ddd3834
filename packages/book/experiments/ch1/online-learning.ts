import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, seriesOf } from "../figure.ts";
import { chapter1Network, chapter1Training } from "./settings.ts";

/** One update per image takes a smaller step: as small as the mini-batch, so that both go equally far in an epoch. */
const sides = { online: { miniBatchSize: 1, learningRate: 0.15 }, batches: { miniBatchSize: 20, learningRate: 3 } };

/** In the quick form: enough to see the order. */
const quick = { epochs: 2, images: 5000 };

export const experiment = experimentOf({
  name: "ch1/online-learning",
  id: "X1.6",
  title: "Online learning against mini-batches of 20",
  section: "Chapter 1, Learning with gradient descent",
  about: "784-30-10 with mini-batches of 1 (η 0.15) and of 20 (η 3), from the same seed",
  claim: "an exercise: name one advantage and one disadvantage of learning from one image at a time",
  chance: true,
  figures: {
    online: { kind: "number", title: "test accuracy one image at a time, at the best epoch", unit: "%" },
    batches: { kind: "number", title: "test accuracy with mini-batches of 20, at the best epoch", unit: "%" },
    onlineByEpoch: { kind: "series", title: "one image at a time", x: "epoch", y: "test accuracy in %" },
    batchesByEpoch: { kind: "series", title: "mini-batches of 20", x: "epoch", y: "test accuracy in %" },
    stepsToNinety: { kind: "number", title: "updates to 90 %, one image at a time", unit: "updates", digits: 0 },
    batchStepsToNinety: { kind: "number", title: "updates to 90 %, mini-batches of 20", unit: "updates", digits: 0 },
    noisier: {
      kind: "claim",
      title: "the disadvantage: one image is a poor estimate, so that the accuracy jumps more from epoch to epoch",
      holds: (measured) => jumps(seriesOf(measured, "onlineByEpoch")) > jumps(seriesOf(measured, "batchesByEpoch")),
      onlyInFull: true,
    },
    advantage: {
      kind: "claim",
      title:
        "the advantage: no sum has to be awaited, and with a small step it learns as well, within a percentage point",
      holds: (measured) => numberOf(measured, "online") > numberOf(measured, "batches") - 1,
      onlyInFull: true,
    },
  },
  note:
    "The book asks and gives no numbers. Updates are counted after whole epochs; a run that never comes to 90 %, because an output " +
    "neuron never learns its digit, counts one more than it makes.",
  async run(bench) {
    const { data } = bench;
    const images = bench.quick ? data.training.take(quick.images) : data.training;
    const runs = [];
    for (const [name, changes] of Object.entries(sides)) {
      const full = { ...chapter1Training(changes.learningRate), ...changes };
      const training = bench.quick ? { ...full, epochs: quick.epochs } : full;
      const trained = await bench.train(name, {
        network: chapter1Network(30),
        training,
        images,
        evaluate: { test: data.test },
      });
      const points = course(trained, "test", "accuracy").map(([x, y]): Point => [x, 100 * y]);
      const first = points.findIndex(([, y]) => y >= 90);
      const steps =
        (first < 0 ? Number.POSITIVE_INFINITY : first + 1) * Math.ceil(images.count / changes.miniBatchSize);
      // JSON has no infinity: never is said by more updates than there were.
      const all = points.length * Math.ceil(images.count / changes.miniBatchSize);
      runs.push({ points, best: Math.max(...points.map(([, y]) => y)), steps: Math.min(steps, all + 1) });
    }
    const [online, batches] = runs;
    return {
      online: online.best,
      batches: batches.best,
      onlineByEpoch: online.points,
      batchesByEpoch: batches.points,
      stepsToNinety: online.steps,
      batchStepsToNinety: batches.steps,
    };
  },
});

/** The mean change between neighbouring epochs, in the second half of the training. */
function jumps(points: readonly Point[]): number {
  const late = points.slice(Math.floor(points.length / 2)).map(([, y]) => y);
  const changes = late.slice(1).map((y, i) => Math.abs(y - late[i]));
  return changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length);
}
