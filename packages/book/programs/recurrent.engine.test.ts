/** The reading room's recurrent network and the library's: the same gradients, and the same weights after truncated training. */
import { Dataset, dense, type Network, network, recurrent, referenceEngine, train, wasmEngine } from "nndl";
import { describe, expect, test } from "vitest";
import { Random } from "./random.ts";
import { type RecurrentNet, readThrough, rowsOf, sentences, throughTime } from "./recurrent.ts";

const steps = 12;
const hidden = 7;
const text = sentences(8, new Random(4));
const alphabet = [...new Set(text)].sort();
const indices = [...text].map((each) => alphabet.indexOf(each));
const kinds = alphabet.length;

/** Stretches of the text, each character as 1 among zeros, with the class of what follows. */
function stretches(): Dataset<"classes"> {
  const count = Math.floor((indices.length - 1) / steps);
  const features = new Float32Array(count * steps * kinds);
  for (let i = 0; i < count * steps; i++) features[i * kinds + indices[i]] = 1;
  const labels = indices.slice(1, count * steps + 1);
  return new Dataset({ shape: [steps, kinds], features, targets: { kind: "classes", labels, classes: kinds } });
}

function library(): Network {
  return network({
    input: [steps, kinds],
    layers: [recurrent(hidden, { output: "every" }), dense(kinds, "softmax")],
    cost: "log-likelihood",
    seed: 5,
  });
}

/** Arrays by the library's names, as the program writes them. */
function programOf(arrayOf: (name: string) => ArrayLike<number>): RecurrentNet {
  const matrix = (name: string, columns: number) => {
    const all = Array.from(arrayOf(name));
    return Array.from({ length: all.length / columns }, (_, j) => all.slice(j * columns, (j + 1) * columns));
  };
  return {
    input: matrix("layers.0.weights", kinds),
    recurrent: matrix("layers.0.recurrentWeights", hidden),
    biases: Array.from(arrayOf("layers.0.biases")),
    output: matrix("layers.1.weights", hidden),
    outputBiases: Array.from(arrayOf("layers.1.biases")),
  };
}

function weightsOf(net: Network): RecurrentNet {
  return programOf((name) => net.parameters.get(name)?.values ?? []);
}

function expectSame(ours: RecurrentNet, theirs: RecurrentNet): void {
  rowsOf(ours).forEach((row, j) => {
    row.forEach((value, k) => {
      expect(value).toBeCloseTo(rowsOf(theirs)[j][k], 5);
    });
  });
}

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("the %s engine", (_, engine) => {
  test("has the program's gradient through time, and its cost", async () => {
    const net = library();
    const session = await engine.open(net);
    const { cost, parameters } = session.gradients(session.load(stretches()), Uint32Array.of(1));
    session.close();
    const [now, later] = [indices.slice(steps, 2 * steps), indices.slice(steps + 1, 2 * steps + 1)];
    const ours = throughTime(weightsOf(net), now, later, Array<number>(hidden).fill(0));
    expect(ours.cost).toBeCloseTo(cost, 5);
    expectSame(
      ours.nabla,
      programOf((name) => parameters.get(name) ?? []),
    );
  });

  test("comes to the program's weights, stretch after stretch, with the state carried on and long gradients clipped", async () => {
    const [net, data] = [library(), stretches()];
    const program = weightsOf(net);
    const options = { epochs: 1, miniBatchSize: 1, learningRate: 0.5, carry: true, engine, threads: 1 } as const;
    const clipped: (number | undefined)[] = [];
    for await (const event of train(net, data, { ...options, optimizer: { type: "sgd", clipNorm: 1 } }))
      if (event.type === "epoch") clipped.push(event.clipped);
    readThrough(program, indices.slice(0, data.count * steps + 1), steps, 0.5, 1);
    expect(clipped[0]).toBeGreaterThan(0);
    expectSame(program, weightsOf(net));
  });
});
