/** A network that answers by itself: never with what it no longer is. */
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { classification, regression } from "../data/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { batchNorm, conv2d, dense, zeroPad2d } from "../layers/index.ts";
import { stream } from "../random/index.ts";
import { expectClose } from "../testing/close.ts";
import { refusedLater } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { train } from "../training/index.ts";
import { type Network, network } from "./index.ts";

const fresh = (seed = 1) => network({ input: [4], layers: [dense(5, "tanh"), dense(3, "softmax")], seed });
const draws = stream(3, "inputs");
const inputs = Array.from({ length: 7 }, () => Float32Array.from({ length: 4 }, () => draws.gaussian()));

async function bySession(net: Network, flat: Float32Array): Promise<Float32Array> {
  const session = await wasmEngine.open(net, { threads: 1 });
  try {
    return session.predict(flat);
  } finally {
    session.close();
  }
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("predict", () => {
  it("gives the outputs of one input, or of each of a list, as a session does", async () => {
    const net = fresh();
    const expected = await Promise.all(inputs.map((input) => bySession(net, input)));
    expect(await net.predict(inputs[2])).toEqual(expected[2]);
    expect(await net.predict(inputs)).toEqual(expected);
    expect(await net.predict([inputs[4]])).toEqual([expected[4]]);
    // Numbers of any sort are numbers.
    expect(await net.predict(Array.from(inputs[2]))).toEqual(expected[2]);
    expect(await net.predict([Float64Array.from(inputs[2]), Array.from(inputs[3])])).toEqual(expected.slice(2, 4));
    expect(await net.predict(Uint8Array.of(0, 1, 2, 255))).toEqual(await net.predict([0, 1, 2, 255]));
  });

  it("takes images, each as a row of numbers", async () => {
    const net = network({ input: [2, 3, 3], layers: [conv2d(2, 2), batchNorm(), dense(3, "softmax")] });
    const image = Float32Array.from({ length: 18 }, () => draws.gaussian());
    const session = await referenceEngine.open(net);
    expectClose(await net.predict(image), session.predict(image), { rtol: 1e-4, atol: 1e-5 }, "outputs");
  });

  it("answers by the weights that the network has, however they were changed", async () => {
    const net = fresh();
    const changes: readonly ((n: number) => unknown)[] = [
      (n) => net.parameters.get("layers.0.weights")!.values.fill(n / 10),
      (n) => {
        net.parameters.get("layers.1.biases")!.values[n % 3] += 0.5;
      },
      async () => {
        for await (const _ of train(net, toyData(20, { size: 4 }), { epochs: 1, learningRate: 1 }));
      },
      async () => {
        // Before its end, a run has given the weights of each epoch to the network.
        for await (const _ of train(net, toyData(20, { size: 4 }), { epochs: 3, learningRate: 1 }))
          expect(await net.predict(inputs[0])).toEqual(await bySession(net, inputs[0]));
      },
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 }), async (chosen) => {
        for (const [n, which] of chosen.entries()) {
          await changes[which](n + 1);
          expect(await net.predict(inputs[1])).toEqual(await bySession(net, inputs[1]));
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it("keeps calls apart that are made at once, and networks that take turns", async () => {
    const nets = Array.from({ length: 40 }, (_, seed) => fresh(seed));
    const expected = await Promise.all(nets.map((net) => bySession(net, inputs[0])));
    for (let round = 0; round < 2; round++)
      expect(await Promise.all(nets.map((net) => net.predict(inputs[0])))).toEqual(expected);
    const [net] = nets;
    const each = await Promise.all(inputs.map((input) => net.predict(input)));
    expect(each).toEqual(await net.predict(inputs));
  });

  it("reads its input when it is called", async () => {
    const net = fresh();
    const input = inputs[0].slice();
    const answer = net.predict(input);
    input.fill(0);
    expect(await answer).toEqual(await net.predict(inputs[0]));
  });

  it("opens one session for many calls, and tries again after a failure", async () => {
    const net = fresh();
    const open = vi.spyOn(wasmEngine, "open");
    open.mockRejectedValueOnce(new Error("not now"));
    await expect(net.predict(inputs[0])).rejects.toThrow("not now");
    for (const input of inputs) await net.predict(input);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it("refuses what is no input", async () => {
    const net = fresh();
    const wrong: readonly (readonly [unknown, string, string])[] = [
      [[], "data.shape", "an empty list"],
      [new Float32Array(0), "data.shape", "0 numbers"],
      [[1, 2, 3], "data.shape", "3 numbers"],
      [new Float32Array(8), "data.shape", "8 numbers"],
      [
        [
          [1, 2, 3, 4],
          [1, 2, 3],
        ],
        "data.shape",
        "input 1 must be an array of 4 numbers",
      ],
      // biome-ignore lint/suspicious/noSparseArray: a hole is what is refused
      [[[1, 2, 3, 4], , [1, 2, 3, 4]], "data.shape", "undefined"],
      ["1234", "data.shape", '"1234"'],
      [["1234"], "data.shape", '"1234"'],
      [undefined, "data.shape", "undefined"],
      [null, "data.shape", "null"],
      [{ length: 4 }, "data.shape", "length"],
      [new DataView(new ArrayBuffer(4)), "data.shape", "DataView"],
      [
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
        "data.shape",
        "2 numbers",
      ],
      [[1, 2, Number.NaN, 4], "data.inputs", "NaN at place 2"],
      [[1, 2, 3, 1e39], "data.inputs", "1e+39 at place 3"],
      [[inputs[0], [1, Number.NEGATIVE_INFINITY, 3, 4]], "data.inputs", "input 1"],
      [[1, "2", 3, 4], "data.inputs", '"2" at place 1'],
      [BigInt64Array.of(1n, 2n, 3n, 4n), "data.inputs", "1n at place 0"],
    ];
    for (const [given, code, words] of wrong)
      for (const ask of ["predict", "predictClass"] as const) {
        const error = await refusedLater(net[ask](given as number[]));
        expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
      }
  });
});

describe("predictClass", () => {
  it("is the place of the largest output, of equal ones the first", async () => {
    const net = fresh();
    const places = (await net.predict(inputs)).map((outputs) => outputs.indexOf(Math.max(...outputs)));
    expect(await net.predictClass(inputs)).toEqual(places);
    expect(await net.predictClass(inputs[3])).toBe(places[3]);
    for (const { values } of net.parameters.values()) values.fill(0);
    expect(await net.predictClass(inputs[0])).toBe(0);
  });

  it("is what evaluate counts", async () => {
    const data = toyData(60, { size: 4 });
    const net = fresh();
    const classes = await net.predictClass(Array.from({ length: data.count }, (_, i) => data.input(i)));
    const { correct } = await net.evaluate(data);
    expect(classes.filter((label, i) => label === data.label(i))).toHaveLength(correct);
  });

  it("is refused where there are no classes, and where outputs are no numbers", async () => {
    const line = network({ input: [4], layers: [dense(1, "linear")] });
    expect((await refusedLater(line.predictClass(inputs[0]))).code).toBe("network.classes");
    const net = fresh();
    net.parameters.get("layers.0.weights")!.values.fill(Number.NaN);
    expect((await refusedLater(net.predictClass(inputs[0]))).code).toBe("network.outputs");
  });

  it("is found among more outputs than a function can take arguments", async () => {
    const wide = network({ input: [1, 1, 1], layers: [zeroPad2d(300)], seed: 1 });
    expect(await wide.predictClass([2])).toBe(300 * 601 + 300);
  });
});

describe("evaluate", () => {
  it("measures as a session does, with right answers where there are classes", async () => {
    const net = fresh();
    const data = toyData(30, { size: 4 });
    const session = await wasmEngine.open(net, { threads: 1 });
    expect(await net.evaluate(data)).toEqual(session.evaluate(session.load(data)));
    const square = network({ input: [1], layers: [dense(1, "linear")] });
    expect(await square.evaluate(regression([[1], [2]], [1, 4]))).not.toHaveProperty("correct");
    net.parameters.get("layers.1.biases")!.values[2] = 100;
    expect((await net.evaluate(classification([[0, 0, 0, 0]], [2], { classes: 3 }))).correct).toBe(1);
  });

  it("refuses data that do not fit", async () => {
    expect((await refusedLater(fresh().evaluate(toyData(5, { size: 3 })))).code).toBe("data.shape");
  });
});
