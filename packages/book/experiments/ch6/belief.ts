import type { Dataset, Network } from "nndl";
import { network, wasmEngine } from "nndl";
import { BeliefNet, beliefDreams, beliefMachines, machineFeatures, withClassUnits } from "nndl/generative";
import { experimentOf } from "../experiment.ts";
import { numberOf } from "../figure.ts";
import { learnFurther, learnMachine } from "../machines.ts";

export const experiment = experimentOf({
  name: "ch6/belief",
  id: "S6.12b",
  title: "A deep belief net: asked for digits, and tuned by backpropagation",
  section: "Chapter 6, Other approaches to deep neural nets",
  about:
    "784-500-500-1000, machine upon machine on 50,000 images, the topmost with the classes; run backward, asked for each digit; then ten softmax units and " +
    "backpropagation; and the same network without the machines",
  claim:
    "a deep belief net can be run backward, to make inputs, and can do unsupervised learning, the book says; Salakhutdinov and Hinton have 1.2 % of errors for " +
    "one that was tuned",
  chance: true,
  seeds: 3,
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
    dreams: {
      kind: "number",
      title: "dreams that are read as the digit that was asked for, by the network from random weights",
      unit: "%",
      judge: { by: "range", from: 85 },
    },
    hardest: { kind: "number", title: "the same of the digit that comes worst", unit: "%" },
    helps: {
      kind: "claim",
      title: "the machines below make it better",
      holds: (measured) => numberOf(measured, "error") < numberOf(measured, "without"),
      onlyInFull: true,
    },
  },
  note:
    "The published nets have 60,000 images and 2,000 units at the top; ours has 50,000 images, as all of the book's, and 1,000, and its epochs are few (15 for each " +
    "machine, 10 of tuning by Adam), so that a run takes minutes and not hours. Both networks are tuned alike. A dream is made by 1,000 sweeps of the top machine with the class " +
    "held; 20 of each digit.",
  async run(bench) {
    const { seed, data, quick } = bench;
    const training = quick ? data.training.take(2000) : data.training;
    const test = quick ? data.test.take(1000) : data.test;
    const sizes = quick ? [784, 60, 60] : [784, 500, 500, 1000];
    const machines = beliefMachines({ sizes, seed, classes: 10 });
    let seen: Dataset = training;
    for (const [i, machine] of machines.entries()) {
      const isTop = i === machines.length - 1;
      const trained = await learnMachine(bench, `machine ${i + 1}`, machine, isTop ? withClassUnits(seen, 10) : seen, {
        epochs: quick ? 2 : 15,
        miniBatchSize: 50,
        learningRate: 0.05,
        examples: "drawn",
        // Dreams are of the top machine alone: it has to know what lies far from the examples, too, and to come from there soon.
        ...(isTop
          ? { persistent: true, weightDecay: 0.001, schedule: "cosine" }
          : { weightDecay: 0.0002, momentum: 0.5 }),
      });
      machines[i] = trained;
      if (!isTop) seen = await machineFeatures(trained, seen);
    }
    const tune = async (name: string, net: Network) => {
      await learnFurther(bench, name, net, training, {
        epochs: quick ? 2 : 10,
        miniBatchSize: 100,
        learningRate: 0.001,
        optimizer: "adam",
        schedule: "cosine",
      });
      return 100 * (1 - (await rightOf(net, test)) / test.count);
    };
    const belief = BeliefNet.fromMachines(machines);
    const tuned = belief.toNetwork();
    const plain = network({ ...tuned.spec, initializer: "glorot" });
    const without = await tune("from random weights", plain);
    const read = await bench.step("dreams", () => readDreams(belief, plain, quick ? 20 : 1000));
    return {
      error: await tune("tuned", tuned),
      without,
      dreams: read.reduce((sum, share) => sum + share, 0) / read.length,
      hardest: Math.min(...read),
    };
  },
});

/** Of the dreams of each digit the share, in percent, that a network reads as that digit. */
async function readDreams(belief: BeliefNet, judge: Network, sweeps: number): Promise<number[]> {
  const each = 20;
  const classes = Array.from({ length: 10 * each }, (_, i) => i % 10);
  const read = new Array<number>(10).fill(0);
  for await (const { images } of beliefDreams(belief, { classes, sweeps, every: sweeps })) {
    const pictures = classes.map((_, i) => images.subarray(784 * i, 784 * (i + 1)));
    for (const [i, outputs] of (await judge.predict(pictures)).entries())
      if (outputs.indexOf(Math.max(...outputs)) === classes[i]) read[classes[i]] += 100 / each;
  }
  return read;
}

async function rightOf(net: Network, data: Dataset): Promise<number> {
  const session = await wasmEngine.open(net);
  const { correct } = session.evaluate(session.load(data as Dataset<"classes">));
  session.close();
  return correct;
}
