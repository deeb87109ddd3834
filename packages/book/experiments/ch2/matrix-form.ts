import { type Dataset, network, wasmEngine } from "nndl";
import { type TrainingPair, vectorizedResult } from "../../programs/examples.ts";
import { largestDifference } from "../../programs/finite-differences.ts";
import { zeroGradient } from "../../programs/layer.ts";
import { backpropMatrix } from "../../programs/matrix-backprop.ts";
import { Network } from "../../programs/network.ts";
import { Random } from "../../programs/random.ts";
import { chapter1Network } from "../ch1/settings.ts";
import { experimentOf } from "../experiment.ts";

/** As many examples stand side by side in a matrix, and so often each side works through them. */
const batch = 100;
const rounds = { readingRoom: 1, engine: 20 };

export const experiment = experimentOf({
  name: "ch2/matrix-form",
  id: "E2.1",
  rows: ["X2.5", "A2.14"],
  title: "A mini-batch as a matrix, against one example after another",
  section: "Chapter 2, The backpropagation algorithm",
  about: `784-30-10: the gradient of ${batch} images at once and one by one, in the reading room and in the engine`,
  claim: "by matrices it is about twice as fast",
  chance: true,
  quick: "same",
  figures: {
    engine: {
      kind: "number",
      machine: true,
      title: "times as fast by matrices, in the engine",
      unit: "×",
      book: 2,
      text: "about twice as fast, in NumPy",
    },
    readingRoom: {
      kind: "number",
      title: "times as fast by matrices, in plain loops of the reading room",
      unit: "×",
      machine: true,
    },
    difference: {
      kind: "number",
      title: "largest difference between the two gradients, in the reading room",
      unit: "",
      judge: { by: "range", to: 1e-9 },
    },
    faster: {
      kind: "claim",
      title: "the engine is faster by matrices",
      holds: ({ engine }) => typeof engine === "number" && engine > 1,
    },
  },
  note:
    "The book's gain is NumPy's, whose matrix product is a fast library where a loop over examples is slow Python. Plain loops gain " +
    "nothing of that kind; the engine pays for each call, and for each gradient that it hands out. Times are of this machine, so the factor is not judged.",
  async run({ data, seed }) {
    const pairs = pairsOf(data.training, batch);
    const net = new Network([784, 30, 10], new Random(seed));
    const single = timed(rounds.readingRoom, () => {
      const sum = zeroGradient(net);
      for (const [x, y] of pairs) net.backprop(x, y, sum);
      return sum;
    });
    const matrix = timed(rounds.readingRoom, () => backpropMatrix(net, pairs));
    const session = await wasmEngine.open(network({ ...chapter1Network(30), seed }), { threads: 1 });
    try {
      const resident = session.load(data.training.take(batch));
      const all = Uint32Array.from({ length: batch }, (_, i) => i);
      const one = Array.from(all, (i) => Uint32Array.of(i));
      const byOne = () => one.map((index) => session.gradients(resident, index));
      const atOnce = () => session.gradients(resident, all);
      // Once before the clock starts, as memory is planned then.
      byOne();
      atOnce();
      return {
        engine: timed(rounds.engine, byOne).seconds / timed(rounds.engine, atOnce).seconds,
        readingRoom: single.seconds / matrix.seconds,
        difference: largestDifference(single.result, matrix.result),
      };
    } finally {
      session.close();
    }
  },
});

function pairsOf(images: Dataset, count: number): TrainingPair[] {
  return Array.from({ length: count }, (_, i) => [[...images.input(i)], vectorizedResult(images.label(i), 10)]);
}

function timed<Result>(times: number, work: () => Result): { readonly result: Result; readonly seconds: number } {
  const began = performance.now();
  let result = work();
  for (let i = 1; i < times; i++) result = work();
  return { result, seconds: (performance.now() - began) / 1000 };
}
