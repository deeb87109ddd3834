import { type ActivationName, network } from "nndl";
import { gradientFlow } from "nndl/analysis";
import { course } from "../bench.ts";
import { experimentOf } from "../experiment.ts";
import { type Measured, numberOf } from "../figure.ts";
import { deep } from "./settings.ts";

const activations = ["sigmoid", "tanh", "relu"] as const satisfies readonly ActivationName[];

/** In the quick form: enough to see the order of the speeds. */
const quick = { epochs: 1, images: 5000 };

export const experiment = experimentOf({
  name: "ch5/steeper-activation",
  id: "X5.1",
  title: "Would an activation with a larger derivative help?",
  section: "Chapter 5, What's causing the vanishing gradient problem?, exercise",
  about:
    "784-30-30-30-30-10 with sigmoid, tanh and rectified linear hidden neurons: speeds at the start, then 10 epochs",
  claim: "an exercise: would it help against the vanishing gradient?",
  chance: true,
  figures: Object.fromEntries([
    ...activations.map((name) => [
      `${name}Ratio`,
      {
        kind: "number",
        title: `${name}: times as fast as the first hidden layer the last one learns`,
        unit: "×",
        digits: 1,
      } as const,
    ]),
    ...activations.map((name) => [
      name,
      { kind: "number", title: `${name}: validation accuracy after 10 epochs`, unit: "%" } as const,
    ]),
    [
      "helps",
      {
        kind: "claim",
        title: "steeper ones vanish less: the ratio falls from sigmoid to tanh and to rectified linear neurons",
        holds: (measured: Measured) =>
          numberOf(measured, "sigmoidRatio") > 2 * numberOf(measured, "tanhRatio") &&
          numberOf(measured, "sigmoidRatio") > 2 * numberOf(measured, "reluRatio"),
      },
    ],
  ]),
  note:
    "It helps, and is no cure: a larger slope only moves where the product neither vanishes nor explodes. First weights are " +
    "N(0, 1/n) for all three; chapter 5 of the book gives no numbers.",
  async run(bench) {
    const { data, seed } = bench;
    const { network: spec, training } = deep(4);
    const measured: Record<string, number> = {};
    for (const activation of activations) {
      const layers = spec.layers.map((layer, i) =>
        i < spec.layers.length - 1 && layer.type === "dense" ? { ...layer, activation } : layer,
      );
      const variant = { ...spec, layers };
      const flow = await gradientFlow(network({ ...variant, seed }), data.training.take(1000));
      const trained = await bench.train(activation, {
        network: variant,
        training: { ...training, epochs: bench.quick ? quick.epochs : 10 },
        images: bench.quick ? data.training.take(quick.images) : data.training,
        evaluate: { validation: data.validation },
      });
      measured[`${activation}Ratio`] = flow.ratio ?? Number.NaN;
      measured[activation] = 100 * (course(trained, "validation", "accuracy").at(-1)?.[1] ?? Number.NaN);
    }
    return measured;
  },
});
