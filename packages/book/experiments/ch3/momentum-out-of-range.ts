import type { TestPair, TrainingPair } from "../../programs/examples.ts";
import { MomentumNetwork, narrowValley, narrowValleyGradient, roll } from "../../programs/momentum.ts";
import { Random } from "../../programs/random.ts";
import { experimentOf } from "../experiment.ts";
import { numberOf, type Point, type SeriesFigure, seriesOf } from "../figure.ts";
import { last } from "./curves.ts";
import { pairsOf } from "./reading-room.ts";
import { firstImages, sections } from "./settings.ts";

const [start, eta, steps] = [[10, 1], 0.02, 300];
const coefficients = { plain: 0, usual: 0.8, negative: -0.5, beyond: 1.1 };

export const experiment = experimentOf({
  name: "ch3/momentum-out-of-range",
  id: "X3.24",
  rows: ["X3.25"],
  title: "Momentum with μ > 1 and with μ < 0",
  section: sections.variations,
  about:
    "300 steps down the narrow valley C = ½(w₁² + 25 w₂²) with η = 0.02, and 784-10 on 1,000 images, in the reading room's programs.",
  claim: "exercises: what goes wrong with μ > 1, and with μ < 0",
  note:
    "The book gives no number; the library refuses such μ, the reading room does not. In a valley the speed grows by √μ in every step " +
    "once it oscillates, so that the cost grows by μ. A negative μ takes back a part of the last step: it is gradient descent " +
    "with η/(1 + |μ|), and slower.",
  chance: true,
  figures: {
    growth: {
      kind: "number",
      title: "factor by which the cost grows each step, μ = 1.1",
      unit: "",
      digits: 3,
      book: coefficients.beyond,
      text: "μ, by theory",
      judge: { by: "ratio", within: 1.02 },
    },
    digitsBeyond: digits(1.1),
    digitsPlain: digits(0),
    digitsNegative: digits(-0.5),
    digitsUsual: digits(0.8),
    plain: valley(0),
    usual: valley(0.8),
    negative: valley(-0.5),
    beyond: valley(1.1),
    diverges: {
      kind: "claim",
      title: "with μ = 1.1 the ball flies off, and the network unlearns",
      holds: (measured) =>
        last(seriesOf(measured, "beyond")) > 1e6 * seriesOf(measured, "beyond")[0][1] &&
        numberOf(measured, "digitsBeyond") < numberOf(measured, "digitsPlain"),
    },
    slower: {
      kind: "claim",
      title: "with μ = −0.5 the ball is slower than without momentum, with μ = 0.8 faster",
      holds: (measured) => {
        const [usual, plain, negative] = ["usual", "plain", "negative"].map((name) => seriesOf(measured, name)[100][1]);
        return usual < plain && plain < negative;
      },
    },
  },
  run(bench) {
    const costs = (mu: number) =>
      roll(narrowValleyGradient, start, eta, mu, steps).map((w, step): Point => [step, narrowValley(w)]);
    const [images, validation] = [firstImages(bench, 1000), bench.data.validation.take(1000)];
    const learned: TrainingPair[] = pairsOf(images, (i) => [...images.target(i)]);
    const unseen: TestPair[] = pairsOf(validation, (i) => validation.label(i));
    const read = (mu: number) => {
      const net = new MomentumNetwork([784, 10], new Random(bench.seed));
      net.mu = mu;
      net.sgd(learned, 5, 10, 0.02);
      return (100 * net.accuracy(unseen)) / unseen.length;
    };
    const beyond = costs(coefficients.beyond);
    return Promise.resolve({
      growth: (beyond[steps][1] / beyond[100][1]) ** (1 / (steps - 100)),
      digitsBeyond: read(coefficients.beyond),
      digitsPlain: read(coefficients.plain),
      digitsNegative: read(coefficients.negative),
      digitsUsual: read(coefficients.usual),
      plain: costs(coefficients.plain),
      usual: costs(coefficients.usual),
      negative: costs(coefficients.negative),
      beyond,
    });
  },
});

function valley(mu: number): SeriesFigure {
  return { kind: "series", title: `cost in the valley, μ = ${mu}`, x: "step", y: "cost", log: "y" };
}

function digits(mu: number) {
  return { kind: "number", title: `validation accuracy of 784-10 after five epochs, μ = ${mu}`, unit: "%" } as const;
}
