import { experimentOf } from "../experiment.ts";
import { countSvm, defaults } from "../support-vectors.ts";

/** How many images the quick form learns from and reads. */
const quickImages = 1000;

export const experiment = experimentOf({
  name: "ch1/support-vector-machine",
  id: "E1.10",
  rows: ["A1.21"],
  title: "A support vector machine with default settings",
  section: "Chapter 1, Implementing our network to classify digits",
  about: "A support vector machine with a Gaussian kernel, γ = 1/784, C = 1, one against one, on 50,000 images",
  claim: "9,435 of 10,000",
  chance: false,
  figures: {
    accuracy: {
      kind: "number",
      title: "test accuracy",
      unit: "%",
      book: 94.35,
      text: "9,435 of 10,000",
      judge: { by: "equality" },
    },
    validation: {
      kind: "number",
      title: "validation accuracy",
      unit: "%",
      book: 94.48,
      judge: { by: "equality" },
    },
    supportVectors: { kind: "number", title: "support vectors", unit: "images", digits: 0 },
  },
  note:
    "The solver, its stopping rule and its vote are those of libsvm, which scikit-learn's SVC is, so that the counts must be the " +
    "book's exactly. The book's scikit-learn took γ = 1/784 by default; today's takes another.",
  async run(bench) {
    const { training, validation, test } = bench.data;
    const few = (images: typeof test) => (bench.quick ? images.take(Math.min(quickImages, images.count)) : images);
    const { supportVectors, correct, of } = await countSvm(bench, "fit", {
      ...defaults,
      images: few(training),
      counted: { test: few(test), validation: few(validation) },
    });
    return {
      accuracy: (100 * correct.test) / of.test,
      validation: (100 * correct.validation) / of.validation,
      supportVectors,
    };
  },
});
