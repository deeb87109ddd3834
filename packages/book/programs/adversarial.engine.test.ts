/** Chapter 6's adversarial images, by the program and by the library: the same gradient, the same images, the same misreadings. */
import { Dataset, dense, type Engine, network, referenceEngine, wasmEngine } from "nndl";
import { attack, fastGradientSign as librarySign } from "nndl/adversarial";
import { expect, test } from "vitest";
import { startAs, testPairs } from "../testing/ties.ts";
import { fastGradientSign, inputGradient, misread } from "./adversarial.ts";
import { type TestPair, tinyDigits, vectorizedResult } from "./examples.ts";
import { Network as Program } from "./network.ts";
import { Random } from "./random.ts";

const drawn = tinyDigits(80, new Random(6)).map(
  ([x, label]): TestPair => [x.map((value) => Math.min(1, Math.max(0, value))), label],
);
const digits = new Dataset({
  shape: [15],
  features: Float32Array.from(drawn.flatMap(([x]) => x)),
  targets: { kind: "classes", labels: drawn.map(([, label]) => label), classes: 10 },
});

/** A library network, and the program with its weights after some learning. */
function both(): { net: ReturnType<typeof network>; program: Program } {
  const net = network({
    input: [15],
    layers: [dense(20), dense(10)],
    cost: "quadratic",
    initializer: "gaussian",
    seed: 2,
  });
  const program = new Program([15, 20, 10], new Random(1));
  startAs(net, program);
  const learning = tinyDigits(300, new Random(8)).map(([x, label]): [number[], number[]] => [
    x,
    vectorizedResult(label, 10),
  ]);
  program.sgd(learning, 8, 10, 3);
  for (const l of [0, 1]) {
    net.parameters.get(`layers.${l}.weights`)?.values.set(program.weights[l].flat());
    net.parameters.get(`layers.${l}.biases`)?.values.set(program.biases[l]);
  }
  startAs(net, program);
  return { net, program };
}

test.each([
  ["float64", referenceEngine, 1e-6],
  ["float32", wasmEngine, 1e-4],
] as const)("the %s engine's input gradient is the program's", async (_, engine: Engine, within) => {
  const { net, program } = both();
  const session = await engine.open(net, { threads: 1 });
  const { inputs } = session.gradients(
    session.load(digits),
    Uint32Array.from({ length: 80 }, (_, i) => i),
  );
  session.close();
  testPairs(digits).forEach(([x, label], i) => {
    const slopes = inputGradient(program, x, vectorizedResult(label, 10));
    const size = Math.hypot(...slopes);
    slopes.forEach((slope, k) => {
      expect(Math.abs(80 * inputs[15 * i + k] - slope)).toBeLessThan(within * size + 1e-9);
    });
  });
});

test("the library's attack goes by z and not by the cost, and misreads as many or more", async () => {
  const { net, program } = both();
  for (const epsilon of [0.1, 0.2, 0.3]) {
    const theirs = await attack(net, digits, librarySign(epsilon));
    const ours = misread(program, testPairs(digits), (x, y) => fastGradientSign(program, x, y, epsilon));
    expect(theirs.misread).toBeGreaterThan(ours - 4);
    expect(theirs.misread).toBeLessThan(ours + 40);
    // The program reads the library's images as the library does.
    const read = testPairs(digits).filter((_, i) => {
      const outputs = program.feedforward([...theirs.inputs.subarray(15 * i, 15 * i + 15)]);
      return outputs.indexOf(Math.max(...outputs)) === theirs.predictions[i];
    });
    expect(read.length).toBeGreaterThanOrEqual(79);
  }
});
