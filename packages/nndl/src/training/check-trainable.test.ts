import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { Dataset, type Preparation, regression } from "../data/index.ts";
import { type ActivationName, activationNames, activations, costs } from "../functions/index.ts";
import { batchNorm, conv2d, dense, flatten } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { toyData } from "../testing/toy-data.ts";
import { train } from "./train.ts";

const options = { epochs: 1, learningRate: 0.1, miniBatchSize: 4 };
const data = toyData(13);

describe("a softmax of one unit", () => {
  it("is refused under any cost, wherever it stands: it is always 1", () => {
    const one = regression([[1], [2]], [[1], [1]]);
    for (const cost of ["log-likelihood", "cross-entropy", "quadratic"] as const) {
      const error = refused(() => train(network({ input: [1], layers: [dense(1, "softmax")], cost }), one, options));
      expect([error.code, error.next]).toEqual(["training.softmax", expect.stringContaining("Use sigmoid")]);
    }
    const inside = network({ input: [5], layers: [dense(1, "softmax"), dense(3)] });
    expect(refused(() => train(inside, data, options)).message).toContain("layer 1, dense");
    train(network({ input: [5], layers: [dense(3, "softmax")] }), data, options);
  });
});

describe("targets that the outputs never reach", () => {
  /** Networks of two outputs that end in some activation, with every cost that is defined there. */
  const ends = activationNames.flatMap((activation) =>
    Object.values(costs)
      .filter(({ outputs }) => outputs.includes(activation))
      .map(({ name }) => ({
        activation,
        net: network({ input: [1], layers: [dense(2, activation)], cost: name as "quadratic" }),
      })),
  );
  const pair = (a: number, b: number) => regression([[0.5]], [[a, b]]);
  const isTaken = (net: (typeof ends)[number]["net"], targets: Dataset) => {
    try {
      train(net, targets, options);
      return true;
    } catch (error) {
      expect((error as { code: string }).code).toBe("data.targets");
      return false;
    }
  };
  /** Two numbers as near as one wishes to what the activation gives. */
  const reaches: Record<ActivationName, (a: number, b: number) => boolean> = {
    sigmoid: (a, b) => a >= 0 && a <= 1 && b >= 0 && b <= 1,
    tanh: (a, b) => Math.abs(a) <= 1 && Math.abs(b) <= 1,
    relu: (a, b) => a >= 0 && b >= 0,
    "leaky-relu": () => true,
    elu: (a, b) => a >= -1 && b >= -1,
    gelu: (a, b) => a >= -0.16997 && b >= -0.16997,
    swish: (a, b) => a >= -0.27846 && b >= -0.27846,
    linear: () => true,
    softmax: (a, b) => a >= 0 && b >= 0 && Math.abs(a + b - 1) < 1e-3,
  };

  it("are refused under any cost, and no others", () => {
    const number = fc.oneof(
      fc.constantFrom(0, 1, -1, 0.25, 0.75),
      fc.integer({ min: -300, max: 300 }).map((n) => n / 100),
    );
    const either = fc.oneof(
      fc.tuple(number, number),
      fc.double({ min: 0, max: 1, noNaN: true }).map((a) => [a, 1 - a] as const),
    );
    fc.assert(
      fc.property(either, fc.constantFrom(...ends), ([a, b], { activation, net }) => {
        expect(isTaken(net, pair(a, b))).toBe(reaches[activation](a, b));
      }),
      { numRuns: runs(500) },
    );
  });

  it("come with a way to bring them within reach, which does", () => {
    const targets = [3, 6, 4.5];
    const error = refused(() =>
      train(
        network({ input: [1], layers: [dense(1)], cost: "quadratic" }),
        regression(
          [[1], [2], [3]],
          targets.map((y) => [y]),
        ),
        options,
      ),
    );
    expect(error.received).toBe("the target 3 (example 0)");
    expect(error.next).toContain("they lie from 3 to 6, and (y − 3) / 3 lies between 0 and 1");
    const scaled = regression(
      [[1], [2], [3]],
      targets.map((y) => [(y - 3) / 3]),
    );
    train(network({ input: [1], layers: [dense(1)], cost: "quadratic" }), scaled, options);

    const signed = refused(() =>
      train(network({ input: [1], layers: [dense(1, "tanh")] }), regression([[1], [2]], [[-2], [2]]), options),
    );
    expect(signed.next).toContain("2 (y + 2) / 4 − 1 lies between -1 and 1");
    const up = refused(() =>
      train(network({ input: [1], layers: [dense(1, "relu")] }), regression([[1], [2]], [[-2], [2]]), options),
    );
    expect(up.next).toContain("Add 2 to the targets");
    const sums = refused(() =>
      train(network({ input: [1], layers: [dense(2, "softmax")], cost: "quadratic" }), pair(1, 1), options),
    );
    expect([sums.received, sums.next]).toEqual([
      "targets that add up to 2 (example 0)",
      expect.stringContaining("sigmoid"),
    ]);
  });

  it("are no matter where classes are the targets, or where nothing is trained", async () => {
    for (const { activation, net } of ends)
      if (activations[activation].range !== "distribution") train(net, toyData(4, { size: 1, classes: 2 }), options);
    expect(
      (await network({ input: [1], layers: [dense(2)], cost: "quadratic" }).evaluate(pair(3, 3))).cost,
    ).toBeGreaterThan(4);
  });
});

describe("mini-batches of one example", () => {
  const rows = (...more: Parameters<typeof dense>[]) =>
    network({
      input: [5],
      layers: [...more.map((each) => dense(...each)), batchNorm({ activation: "relu" }), dense(3)],
    });

  it("are refused before a batch normalization of rows, which makes β of each", () => {
    const error = refused(() => train(rows([4, "linear"]), data, { ...options, miniBatchSize: 1 }));
    expect([error.code, error.message]).toEqual([
      "training.miniBatchSize",
      expect.stringContaining("layer 2, batchNorm"),
    ]);
    expect(refused(() => train(rows(), data.take(1), options)).code).toBe("training.miniBatchSize");
    const run = train(rows(), data, options);
    expect(refused(() => run.change({ miniBatchSize: 1 })).code).toBe("training.miniBatchSize");
    expect(run.settings.changes).toBeUndefined();
    const changes = [{ atMiniBatch: 2, settings: { miniBatchSize: 1 } }];
    expect(refused(() => train(rows(), data, { ...options, changes })).code).toBe("training.miniBatchSize");
  });

  it("are welcome where a channel has several values, and without a batch normalization", () => {
    const images = new Dataset({
      shape: [1, 4, 4],
      features: new Float32Array(2 * 16).map((_, i) => i / 16),
      targets: { kind: "classes", labels: [0, 1], classes: 3 },
    });
    const layers = (kernel: number) => [
      conv2d(2, kernel, "linear"),
      batchNorm({ activation: "relu" }),
      flatten(),
      dense(3),
    ];
    const one = { ...options, miniBatchSize: 1 };
    train(network({ input: [1, 4, 4], layers: layers(3) }), images, one);
    train(network({ input: [5], layers: [dense(3)] }), data, one);
    // A map of one place is a row again.
    expect(refused(() => train(network({ input: [1, 4, 4], layers: layers(4) }), images, one)).code).toBe(
      "training.miniBatchSize",
    );
  });

  it("are remarked on at an epoch's end, where they teach nothing", async () => {
    const run = train(rows([4, "linear"]), data, options);
    expect(run.remarks).toEqual([expect.objectContaining({ code: "training.last-mini-batch" })]);
    expect(run.remarks[0]!.next).toContain("mini-batches of 5");
    expect(train(rows(), data, { ...options, miniBatchSize: 5 }).remarks).toEqual([]);
    expect(train(network({ input: [5], layers: [dense(3)] }), data, options).remarks).toEqual([]);
  });
});

describe("a network that goes on with other data", () => {
  const table = (columns: readonly string[], names: readonly string[], mean = 0): Preparation => ({
    inputs: { kind: "table", columns: columns.map((name) => ({ kind: "number", name, mean, deviation: 1 })) },
    targets: { kind: "classes", names },
  });
  const after = (before: Preparation, now: Preparation) => {
    const net = network({ input: [2], layers: [dense(2)] });
    net.preparation = before;
    const rows = new Dataset({
      ...{ shape: [2], features: new Float32Array(4), preparation: now },
      targets: { kind: "classes", labels: [0, 1], classes: 2 },
    });
    return train(net, rows, options).remarks.map(({ code }) => code);
  };

  it("is told where inputs or classes mean something else, and not where only means differ", () => {
    const begun = table(["a", "b"], ["x", "y"]);
    expect(after(begun, table(["a", "b"], ["x", "y"], 5))).toEqual([]);
    expect(after(begun, table(["b", "a"], ["x", "y"]))).toEqual(["training.other-inputs"]);
    expect(after(begun, table(["a", "b"], ["y", "x"]))).toEqual(["training.other-classes"]);
    expect(after({ inputs: begun.inputs }, table(["a", "b"], ["y", "x"]))).toEqual([]);
  });
});

describe("a network that was trained before", () => {
  it("is told once that another run begins anew, and not where one goes on", async () => {
    const net = network({ input: [5], layers: [dense(3)] });
    const first = train(net, data, options);
    expect(first.remarks).toEqual([]);
    for await (const _ of first);
    const second = train(net, data, options);
    expect(second.remarks).toEqual([expect.objectContaining({ code: "training.begins-anew" })]);
    expect(train(net, data, options).remarks).toEqual([]);

    const other = network({ input: [5], layers: [dense(3)] });
    const begun = train(other, data, options);
    for await (const _ of begun);
    expect(train(other, data, { epochs: 2, resume: begun }).remarks).toEqual([]);
    expect(train(other.clone(), data, options).remarks).toEqual([]);
  });
});
