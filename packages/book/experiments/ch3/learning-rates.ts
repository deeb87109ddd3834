import { type Bench, shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type NumberFigure, numberOf, type Point, seriesOf } from "../figure.ts";
import { costCourse, curve, fromEpoch0, last, least, meanBetween } from "./curves.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";

const book = {
  small: [
    0.8781, 0.6741, 0.598, 0.5553, 0.5175, 0.4942, 0.4726, 0.4607, 0.443, 0.431, 0.4231, 0.4141, 0.4057, 0.4011, 0.3916,
    0.3871, 0.3812, 0.376, 0.373, 0.3706, 0.3655, 0.3634, 0.3575, 0.3554, 0.3537, 0.3501, 0.3495, 0.346, 0.3439, 0.3392,
  ],
  middle: [
    0.495, 0.4063, 0.4048, 0.3716, 0.3738, 0.3715, 0.3537, 0.3557, 0.3432, 0.3434, 0.3368, 0.3453, 0.3351, 0.3476,
    0.3492, 0.3385, 0.3284, 0.3318, 0.3313, 0.3302, 0.3274, 0.326, 0.32, 0.3342, 0.3388, 0.3252, 0.3268, 0.3249, 0.3306,
    0.3388,
  ],
  large: [
    0.9249, 0.8392, 0.8875, 0.7963, 0.7812, 1.1366, 0.7879, 0.7678, 0.7369, 0.8013, 0.7443, 0.7373, 0.8025, 0.8519,
    0.7987, 0.8024, 0.8065, 0.8147, 0.8253, 0.7504, 0.9366, 0.8824, 0.8612, 0.7249, 0.8041, 0.8396, 0.8339, 0.8828,
    0.8858, 0.8607,
  ],
};

export const experiment = experimentOf({
  name: "ch3/learning-rates",
  id: "E3.22",
  title: "The training cost with η = 0.025, 0.25 and 2.5",
  section: sections.hyperParameters,
  about: "784-30-10, the cross-entropy, λ = 5, first weights of standard deviation 1/√n.",
  claim:
    "with 0.025 the cost falls smoothly to the last epoch; with 0.25 it falls faster, and after about 20 epochs hardly any " +
    "more; with 2.5 it goes up and down from the start",
  note:
    "The book's curves are from the data that the author published beside his programs. With η = 2.5 its curve leaves what seeds " +
    "explain at four epochs: three upward jumps (5, 20, 28) and one low value (6), of the kind that five runs know little of.",
  chance: true,
  quick: { epochs: 6, limit: 10_000 },
  figures: {
    final: cost("cost after the last epoch, η = 0.25", book.middle.at(-1)!),
    finalSmall: cost("cost after the last epoch, η = 0.025", book.small.at(-1)!),
    finalLarge: cost("cost after the last epoch, η = 2.5", book.large.at(-1)!),
    small: curve("training cost, η = 0.025", "cost", fromEpoch0(book.small)),
    middle: curve("training cost, η = 0.25", "cost", fromEpoch0(book.middle)),
    large: curve("training cost, η = 2.5", "cost", fromEpoch0(book.large)),
    smooth: {
      kind: "claim",
      title: "with η = 0.025 the cost falls in all epochs but one in ten",
      holds: (measured) => rises(seriesOf(measured, "small")) <= 0.1 * seriesOf(measured, "small").length,
    },
    saturates: {
      kind: "claim",
      title: "with η = 0.25 it falls by less than a twentieth in the last ten epochs, and by far more in the first ten",
      holds: (measured) => {
        const middle = seriesOf(measured, "middle");
        const [first, then, end] = [middle[0][1], meanBetween(middle, 15, 20), meanBetween(middle, 25)];
        return (then - end) / then < 0.05 && (first - then) / first > 0.2;
      },
      onlyInFull: true,
    },
    oscillates: {
      kind: "claim",
      title: "with η = 2.5 it rises in at least a quarter of the epochs, and stays more than twice as high",
      holds: (measured) => {
        const large = seriesOf(measured, "large");
        return rises(large) >= 0.25 * large.length && least(large) > 2 * numberOf(measured, "final");
      },
      onlyInFull: true,
    },
  },
  async run(bench) {
    const curves = { small: await run(bench, 0.025), middle: await run(bench, 0.25), large: await run(bench, 2.5) };
    return { final: last(curves.middle), finalSmall: last(curves.small), finalLarge: last(curves.large), ...curves };
  },
});

async function run(bench: Bench, learningRate: number): Promise<readonly Point[]> {
  const { training, images } = shorten(bench, { ...chapter3Training, learningRate, regularization: { l2: 5 } });
  const network = betterStart(30);
  const trained = await bench.train(`eta ${learningRate}`, {
    network,
    training,
    images,
    evaluate: { training: images },
  });
  return costCourse(trained, "training", images.count);
}

function cost(title: string, value: number): NumberFigure {
  return { kind: "number", title, unit: "", digits: 4, book: value, judge: { by: "seeds" } };
}

function rises(points: readonly Point[]): number {
  return points.filter(([, y], i) => i > 0 && y > points[i - 1][1]).length;
}
