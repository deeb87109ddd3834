import { type Bench, course, shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point } from "../figure.ts";
import { curve, firstWhere, greatest } from "./curves.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";

/** What each run is to reach, in percent of the validation images. */
const goal = 95;

export const experiment = experimentOf({
  name: "ch3/momentum",
  id: "X3.26",
  rows: ["A3.26"],
  title: "Momentum against plain gradient descent",
  section: sections.variations,
  about:
    "784-30-10, the cross-entropy, λ = 5: plain with η = 0.025, with momentum μ = 0.9 and the same η, and plain with η/(1 − μ) = 0.25.",
  claim: "a problem: add momentum to network2; it should learn faster",
  note:
    "The book gives no number. Where slopes keep their direction momentum adds up to a step of η/(1 − μ), so that a plain run with that " +
    "rate is the fair one to compare with: what momentum does beyond a larger rate is little for this network.",
  chance: true,
  quick: { epochs: 4, limit: 20_000 },
  figures: {
    epochs: { kind: "number", title: `epochs to ${goal} %, momentum`, unit: "epochs", digits: 0 },
    plainEpochs: { kind: "number", title: `epochs to ${goal} %, plain with the same η`, unit: "epochs", digits: 0 },
    largerEpochs: { kind: "number", title: `epochs to ${goal} %, plain with η/(1 − μ)`, unit: "epochs", digits: 0 },
    accuracy: { kind: "number", title: "best validation accuracy, momentum", unit: "%" },
    plainAccuracy: { kind: "number", title: "best validation accuracy, plain with the same η", unit: "%" },
    largerAccuracy: { kind: "number", title: "best validation accuracy, plain with η/(1 − μ)", unit: "%" },
    momentum: curve("validation images read correctly, momentum", "of 10,000 images"),
    plain: curve("validation images read correctly, plain with the same η", "of 10,000 images"),
    larger: curve("validation images read correctly, plain with η/(1 − μ)", "of 10,000 images"),
    faster: {
      kind: "claim",
      title: `with momentum ${goal} % are reached in less than a third of the epochs that the same η takes without`,
      holds: (measured) => 3 * numberOf(measured, "epochs") < numberOf(measured, "plainEpochs"),
      onlyInFull: true,
    },
    effective: {
      kind: "claim",
      title: "it does much as plain descent with η/(1 − μ): its best is less than half a percentage point from it",
      holds: (measured) => Math.abs(numberOf(measured, "accuracy") - numberOf(measured, "largerAccuracy")) < 0.5,
      onlyInFull: true,
    },
  },
  async run(bench) {
    const curves = {
      momentum: await run(bench, "momentum", 0.025, 0.9),
      plain: await run(bench, "plain", 0.025),
      larger: await run(bench, "larger", 0.25),
    };
    const { count } = bench.data.validation;
    const reached = (points: readonly Point[]) => firstWhere(points, (correct) => correct >= (goal / 100) * count) + 1;
    const best = (points: readonly Point[]) => (100 * greatest(points)) / count;
    return {
      epochs: reached(curves.momentum),
      plainEpochs: reached(curves.plain),
      largerEpochs: reached(curves.larger),
      accuracy: best(curves.momentum),
      plainAccuracy: best(curves.plain),
      largerAccuracy: best(curves.larger),
      ...curves,
    };
  },
});

async function run(bench: Bench, name: string, learningRate: number, momentum?: number): Promise<readonly Point[]> {
  const { training, images } = shorten(bench, { ...chapter3Training, learningRate, regularization: { l2: 5 } });
  const trained = await bench.train(name, {
    network: betterStart(30),
    training: { ...training, ...(momentum === undefined ? {} : { optimizer: { type: "momentum", momentum } }) },
    images,
    evaluate: { validation: bench.data.validation },
  });
  return course(trained, "validation", "correct");
}
