import { autoencoder, type Dataset, type Network, network, wasmEngine } from "nndl";
import { beliefMachines, componentsError, machineFeatures, principalComponents, unrolled } from "nndl/generative";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { learnFurther, learnMachine } from "../machines.ts";

export const experiment = experimentOf({
  name: "ch6/deep-autoencoder",
  id: "S6.12c",
  title: "Thirty numbers for a digit: a deep autoencoder",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "784-1000-500-250-30 and back, from four machines, tuned by backpropagation; the same from random weights; thirty principal components",
  claim:
    "unsupervised learning with deep networks, the book says, is one of the things to come; Hinton and Salakhutdinov have an error of 3.00 for an image where thirty " +
    "principal components leave 13.87",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    pretrained: {
      kind: "number",
      title: "squared error of a test image, from machines",
      unit: "",
      book: 3,
      text: "3.00 (Hinton and Salakhutdinov 2006, as two copies have it)",
      judge: { by: "range", to: 4 },
    },
    today: { kind: "number", title: "the same network, trained today's way", unit: "" },
    components: {
      kind: "number",
      title: "thirty principal components",
      unit: "",
      book: 13.87,
      text: "13.87",
      judge: { by: "ratio", within: 1.1 },
    },
    deeper: {
      kind: "claim",
      title: "both deep networks leave less than half of what the components leave",
      holds: (measured) =>
        Math.max(numberOf(measured, "pretrained"), numberOf(measured, "today")) < numberOf(measured, "components") / 2,
      onlyInFull: true,
    },
  },
  note:
    "Pixels are value/256 here. The machine of the code has binary units in place of the paper's linear ones; the network's code is linear. Today's way: rectified " +
    "linear units, He's first weights. Both are trained by Adam for as many epochs: 30, and 10 for each machine, which is few, so that a run takes less than an hour.",
  async run(bench) {
    const { seed, data, quick } = bench;
    const training = quick ? data.training.take(2000) : data.training;
    const test = quick ? data.test.take(500) : data.test;
    const sizes = quick ? [784, 100, 30] : [784, 1000, 500, 250, 30];
    const machines = beliefMachines({ sizes, seed });
    let seen: Dataset = training;
    for (const [i, machine] of machines.entries()) {
      const trained = await learnMachine(bench, `machine ${i + 1}`, machine, seen, {
        epochs: quick ? 2 : 10,
        miniBatchSize: 50,
        learningRate: 0.05,
        momentum: 0.5,
        weightDecay: 0.0002,
        examples: "given",
        chains: i === 0 ? "drawn" : "means",
      });
      machines[i] = trained;
      if (i < machines.length - 1) seen = await machineFeatures(trained, seen);
    }
    const pictures = autoencoder(training);
    const tune = async (name: string, net: Network) => {
      await learnFurther(bench, name, net, pictures, {
        epochs: quick ? 2 : 30,
        miniBatchSize: 100,
        learningRate: 0.001,
        optimizer: "adam",
        schedule: "cosine",
      });
      return errorOf(net, test);
    };
    const hidden = [...sizes.slice(1, -1)];
    const relu = (units: number) => ({ type: "dense" as const, units, activation: "relu" as const });
    const code = { type: "dense" as const, units: 30, activation: "linear" as const };
    const output = { type: "dense" as const, units: 784, activation: "sigmoid" as const };
    return {
      pretrained: await tune("from machines", unrolled(machines)),
      today: await tune(
        "today's way",
        network({
          input: [784],
          layers: [...hidden.map(relu), code, ...hidden.reverse().map(relu), output],
          cost: "cross-entropy",
          initializer: "he",
          seed,
        }),
      ),
      components: await bench.step("principal components", () =>
        componentsError(principalComponents(training, 30), test),
      ),
    };
  },
});

/** The squared error of an example, summed over its pixels: twice the quadratic cost. */
async function errorOf(net: Network, data: Dataset): Promise<number> {
  const session = await wasmEngine.open(net);
  let error = 0;
  for (let i = 0; i < data.count; i += 100) {
    const inputs = Array.from({ length: Math.min(100, data.count - i) }, (_, k) => [...data.input(i + k)]).flat();
    const outputs = session.predict(Float32Array.from(inputs));
    outputs.forEach((value, k) => {
      error += (value - inputs[k]) * (value - inputs[k]);
    });
  }
  session.close();
  return error / data.count;
}
