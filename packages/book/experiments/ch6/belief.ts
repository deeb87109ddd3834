import type { Dataset, Network } from "nndl";
import { network, wasmEngine } from "nndl";
import { BeliefNet, beliefMachines, machineFeatures } from "nndl/generative";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { learnFurther, learnMachine } from "../machines.ts";

export const experiment = experimentOf({
  name: "ch6/belief",
  id: "S6.12b",
  title: "A deep belief net, tuned by backpropagation",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "784-500-500-2000, machine upon machine on 50,000 images without labels, then ten softmax units and backpropagation; and the same network without the machines",
  claim:
    "deep belief nets can do unsupervised learning, the book says; Salakhutdinov and Hinton have 1.2 % of errors for one that was tuned",
  chance: true,
  seeds: 3,
  status: "not run yet",
  figures: {
    error: {
      kind: "number",
      title: "test error, tuned",
      unit: "%",
      book: 1.2,
      text: "1.2 % (Salakhutdinov and Hinton 2009); 1.34 % (Theano tutorials, three layers of 1,000)",
      judge: { by: "range", to: 1.4 },
    },
    without: {
      kind: "number",
      title: "test error of the same network from random weights",
      unit: "%",
      book: 1.6,
      text: "1.6 %, of the same table",
    },
    helps: {
      kind: "claim",
      title: "the machines below make it better",
      holds: (measured) => numberOf(measured, "error") < numberOf(measured, "without"),
      onlyInFull: true,
    },
  },
  note: "The published nets have 60,000 images; ours has 50,000, as all of the book's. Both networks are tuned alike, with the same epochs.",
  async run(bench) {
    const { seed, data, quick } = bench;
    const training = quick ? data.training.take(2000) : data.training;
    const test = quick ? data.test.take(1000) : data.test;
    const sizes = quick ? [784, 60, 60] : [784, 500, 500, 2000];
    const machines = beliefMachines({ sizes, seed });
    let seen: Dataset = training;
    for (const [i, machine] of machines.entries()) {
      const trained = await learnMachine(bench, `machine ${i + 1}`, machine, seen, {
        epochs: quick ? 2 : 30,
        miniBatchSize: 50,
        learningRate: 0.05,
        momentum: 0.5,
        weightDecay: 0.0002,
        examples: "given",
        chains: "drawn",
      });
      machines[i] = trained;
      if (i < machines.length - 1) seen = await machineFeatures(trained, seen);
    }
    const tune = async (name: string, net: Network) => {
      await learnFurther(bench, name, net, training, {
        epochs: quick ? 2 : 40,
        miniBatchSize: 20,
        learningRate: 0.1,
        schedule: "cosine",
        regularization: { l2: 0.5 },
      });
      return 100 * (1 - (await rightOf(net, test)) / test.count);
    };
    const tuned = BeliefNet.fromMachines(machines).toNetwork(10);
    return {
      error: await tune("tuned", tuned),
      without: await tune("from random weights", network({ ...tuned.spec, initializer: "glorot" })),
    };
  },
});

async function rightOf(net: Network, data: Dataset): Promise<number> {
  const session = await wasmEngine.open(net);
  const { correct } = session.evaluate(session.load(data as Dataset<"classes">));
  session.close();
  return correct;
}
