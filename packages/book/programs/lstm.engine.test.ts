/** The reading room's long short-term memory and the library's: the same outputs, gradients, and weights after training. */
import {
  Dataset,
  dense,
  type InitializerName,
  lstm,
  type Network,
  network,
  referenceEngine,
  train as trainLibrary,
  wasmEngine,
} from "nndl";
import { describe, expect, test } from "vitest";
import { adding, forward, type Lstm, randomLstm, rowsOf, throughTime, train } from "./lstm.ts";
import { Random } from "./random.ts";

const [steps, units] = [9, 5];
/** As float32 has them, which is what a data set holds. */
const sequences = adding(30, steps, new Random(8)).map(([xs, y]): [number[][], number] => [
  xs.map((x) => x.map(Math.fround)),
  Math.fround(y),
]);

const data = new Dataset({
  shape: [steps, 2],
  features: Float32Array.from(sequences.flatMap(([xs]) => xs.flat())),
  targets: { kind: "values", values: Float32Array.from(sequences.map(([, y]) => y)), size: 1 },
});

function library(initializer: InitializerName = "scaled-gaussian"): Network {
  const layers = [lstm(units), dense(1, "linear")];
  return network({ input: [steps, 2], layers, cost: "quadratic", initializer, seed: 2 });
}

/** Arrays by the library's names, as the program writes them. */
function programOf(arrayOf: (name: string) => ArrayLike<number>): Lstm {
  const matrix = (name: string, columns: number) => {
    const all = Array.from(arrayOf(name));
    return Array.from({ length: all.length / columns }, (_, j) => all.slice(j * columns, (j + 1) * columns));
  };
  return {
    input: matrix("layers.0.weights", 2),
    recurrent: matrix("layers.0.recurrentWeights", units),
    biases: Array.from(arrayOf("layers.0.biases")),
    output: matrix("layers.1.weights", units),
    outputBiases: Array.from(arrayOf("layers.1.biases")),
  };
}

function weightsOf(net: Network): Lstm {
  return programOf((name) => net.parameters.get(name)?.values ?? []);
}

function expectSame(ours: Lstm, theirs: Lstm): void {
  expect(rowsOf(ours).length).toBe(rowsOf(theirs).length);
  rowsOf(ours).forEach((row, j) => {
    row.forEach((value, k) => {
      expect(value).toBeCloseTo(rowsOf(theirs)[j][k], 5);
    });
  });
}

test("the gates that keep begin where the library's do", () => {
  const { biases } = randomLstm(2, units, new Random(1));
  expect(weightsOf(library("glorot")).biases).toEqual(biases);
});

describe.each([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
] as const)("the %s engine", (_, engine) => {
  test("has the program's outputs and its gradient", async () => {
    const net = library();
    const program = weightsOf(net);
    const session = await engine.open(net);
    const outputs = session.predict(data.features as Float32Array);
    const { parameters, cost } = session.gradients(session.load(data), Uint32Array.of(3));
    session.close();
    sequences.forEach(([xs], i) => {
      expect(forward(program, xs).answer).toBeCloseTo(outputs[i], 5);
    });
    const ours = throughTime(program, ...sequences[3]);
    expect(ours.cost).toBeCloseTo(cost, 5);
    expectSame(
      ours.nabla,
      programOf((name) => parameters.get(name) ?? []),
    );
  });

  test("comes to the program's weights, sequence after sequence", async () => {
    const net = library();
    const program = weightsOf(net);
    const options = { epochs: 1, miniBatchSize: 1, learningRate: 0.05, shuffle: false, engine, threads: 1 } as const;
    for await (const _ of trainLibrary(net, data, options));
    train(program, sequences, 0.05, 0);
    expectSame(program, weightsOf(net));
  });
});
