import { experimentOf } from "../experiment.ts";
import { type Point, seriesOf } from "../figure.ts";
import { countSvm, defaults } from "../support-vectors.ts";

/** Training images, and the percent of the validation images that the book's machine read correctly. */
const book: readonly Point[] = [
  [100, 25.07],
  [200, 48.93],
  [500, 75.13],
  [1000, 83.87],
  [2000, 88.49],
  [5000, 91.46],
  [10_000, 92.45],
  [20_000, 93.47],
  [50_000, 94.48],
];

/** The quick form learns from at most so many images, and reads the first so many. */
const quick = { largest: 1000, counted: 1000 };

export const experiment = experimentOf({
  name: "ch3/support-vector-machine-sizes",
  id: "E3.14",
  title: "A support vector machine from 100 to 50,000 images",
  section: "Chapter 3, Overfitting and regularization: more training data",
  about: "A support vector machine with a Gaussian kernel, γ = 1/784, C = 1, of the first 100, 200, 500, … images",
  claim: "from 25.07 % of the validation images with 100 training images to 94.48 % with 50,000",
  chance: false,
  figures: {
    accuracy: {
      kind: "number",
      title: "validation accuracy from 50,000 images",
      unit: "%",
      book: 94.48,
      judge: { by: "equality" },
    },
    bySize: {
      kind: "series",
      title: "validation accuracy",
      x: "training images",
      y: "%",
      log: "x",
      book,
      // Without chance the counts must be the book's to the last image.
      judge: { by: "ratio", within: 1.00001 },
    },
    rising: {
      kind: "claim",
      title: "more images are better, at every size",
      holds: (measured) => seriesOf(measured, "bySize").every(([, y], i, all) => i === 0 || y > all[i - 1][1]),
    },
  },
  note: "Compare it with ch3/training-set-size, the network's: the machine from 50,000 images beats the network from 5,000.",
  async run(bench) {
    const { training, validation } = bench.data;
    const counted = bench.quick ? validation.take(Math.min(quick.counted, validation.count)) : validation;
    const bySize: Point[] = [];
    for (const [size] of book) {
      if (bench.quick && size > quick.largest) break;
      const { correct, of } = await countSvm(bench, `${size} images`, {
        ...defaults,
        images: training.take(size),
        counted: { validation: counted },
      });
      bySize.push([size, (100 * correct.validation) / of.validation]);
    }
    return { accuracy: bySize[bySize.length - 1][1], bySize };
  },
});
