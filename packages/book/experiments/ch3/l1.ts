import { course, shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { chapter3Network, chapter3Training, sections } from "./settings.ts";

/** 0 is none: what the others are compared with. */
const lambdas = [0, 0.1, 0.2, 0.5, 1, 2, 5];

export const experiment = experimentOf({
  name: "ch3/l1",
  id: "X3.18",
  rows: ["A3.12"],
  title: "L1 regularization, with λ chosen by the validation images",
  section: sections.techniques,
  about: "784-30-10, the cross-entropy, η = 0.5; each λ for 30 epochs from the same first weights.",
  claim: "a problem: with L1 find a λ that does better than no regularization",
  note:
    "The book asks for it and gives no number. λ is chosen by the best count of validation images over the epochs, and then judged " +
    "by the test images at that epoch, on which nothing was chosen. L1 takes ηλ/n from every weight at every step, whatever its " +
    "size, so that its λ are smaller than those of L2.",
  chance: true,
  quick: { epochs: 4, limit: 5000 },
  figures: {
    accuracy: { kind: "number", title: "test accuracy with the best λ", unit: "%" },
    without: { kind: "number", title: "test accuracy without regularization", unit: "%" },
    lambda: { kind: "number", title: "best λ", unit: "" },
    validation: {
      kind: "series",
      title: "best validation accuracy, by λ",
      x: "λ",
      y: "% of the validation images",
    },
    better: {
      kind: "claim",
      title: "with the best λ more test images are read correctly than without regularization",
      holds: (measured) => numberOf(measured, "accuracy") > numberOf(measured, "without"),
      onlyInFull: true,
    },
    inside: {
      kind: "claim",
      title: "the best λ is neither the least nor the largest that was tried",
      holds: (measured) => numberOf(measured, "lambda") > 0.1 && numberOf(measured, "lambda") < 5,
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { validation, test } = bench.data;
    const runs: { lambda: number; validated: number; tested: number }[] = [];
    for (const l1 of lambdas) {
      const { training, images } = shorten(bench, { ...chapter3Training, regularization: { l1 } });
      const network = chapter3Network(30);
      const trained = await bench.train(`lambda ${l1}`, { network, training, images, evaluate: { validation, test } });
      const counts = course(trained, "validation", "correct").map(([, y]) => y);
      const best = counts.indexOf(Math.max(...counts));
      const tested = (100 * course(trained, "test", "correct")[best][1]) / test.count;
      runs.push({ lambda: l1, validated: (100 * counts[best]) / validation.count, tested });
    }
    const [without, ...others] = runs;
    const chosen = others.reduce((best, run) => (run.validated > best.validated ? run : best));
    return {
      accuracy: chosen.tested,
      without: without.tested,
      lambda: chosen.lambda,
      validation: runs.map(({ lambda, validated }): Point => [lambda, validated]),
    };
  },
});
