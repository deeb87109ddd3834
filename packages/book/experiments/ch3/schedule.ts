import { shorten } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, seriesOf } from "../figure.ts";
import { costCourse, curve, last, meanBetween } from "./curves.ts";
import { experiment as learningRates } from "./learning-rates.ts";
import { betterStart, chapter3Training, sections } from "./settings.ts";

export const experiment = experimentOf({
  name: "ch3/schedule",
  id: "E3.24",
  title: "η = 0.25 for 20 epochs, then 0.025",
  section: sections.hyperParameters,
  about: "As ch3/learning-rates, whose curves with the same seed it is compared with.",
  claim: "where the cost no longer falls with 0.25 it falls on with 0.025: suggested, without a result",
  note: "The book suggests it from the curves of the three rates, and does not run it.",
  chance: true,
  quick: learningRates.quick!,
  figures: {
    final: { kind: "number", title: "cost after the last epoch", unit: "", digits: 4 },
    gain: { kind: "number", title: "how much less than with η = 0.25 throughout", unit: "%" },
    cost: curve("training cost", "cost"),
    lower: {
      kind: "claim",
      title: "it ends with a lower cost than η = 0.25 and than η = 0.025 throughout",
      holds: (measured) =>
        numberOf(measured, "gain") > 0 && numberOf(measured, "final") < numberOf(measured, "finalSmall"),
      onlyInFull: true,
    },
    finalSmall: { kind: "number", title: "cost after the last epoch with η = 0.025 throughout", unit: "", digits: 4 },
    atOnce: {
      kind: "claim",
      title: "the cost falls as soon as the rate does: by more in one epoch than in the five before",
      holds: (measured) => {
        const cost = seriesOf(measured, "cost");
        const before = meanBetween(cost, 15, 20);
        return before - cost[20][1] > meanBetween(cost, 10, 15) - before;
      },
      onlyInFull: true,
    },
  },
  async run(bench) {
    const { training, images } = shorten(bench, {
      ...chapter3Training,
      learningRate: 0.25,
      regularization: { l2: 5 },
    });
    const every = Math.ceil((2 / 3) * training.epochs);
    const trained = await bench.train("", {
      network: betterStart(30),
      training: { ...training, schedule: { type: "step", every, factor: 0.1 } },
      images,
      evaluate: { training: images },
    });
    const cost = costCourse(trained, "training", images.count);
    const { measured } = await bench.other(learningRates, bench.seed);
    const throughout = numberOf(measured, "final");
    return {
      final: last(cost),
      finalSmall: numberOf(measured, "finalSmall"),
      gain: (100 * (throughout - last(cost))) / throughout,
      cost,
    };
  },
});
