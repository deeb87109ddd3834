import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { autoencoder, classification, Dataset, mnist, type Preparation, regression } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { train } from "../training/index.ts";
import { remarksOn } from "./remarks-on.ts";

/** Points of classes, each near a place of its own. */
const points = (labels: readonly number[], { seed = 1, scale = 1, classes = Math.max(...labels) + 1 } = {}) =>
  classification(
    labels.map((label, i) => [scale * (label + Math.sin(seed + i)) * 0.1, scale * Math.cos(seed * i + i * i)]),
    labels,
    { classes },
  );
const mixed = (n: number, classes = 3) => Array.from({ length: n }, (_, i) => i % classes);
const codes = (...given: Parameters<typeof remarksOn>) => remarksOn(...given).map(({ code }) => code);

describe("remarks on data", () => {
  it("are none where nothing is odd", () => {
    expect(
      remarksOn(points(mixed(60)), { test: points(mixed(30), { seed: 2 }), settings: { shuffle: false } }),
    ).toEqual([]);
    const truth = classification([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]); // biome-ignore format: a table
    expect(remarksOn(truth)).toEqual([]);
    expect(remarksOn(autoencoder(points(mixed(60))))).toEqual([]);
  });

  it("are none about MNIST, cut and ordered in any of the book's ways", async () => {
    const { training, validation, test, full } = await mnist();
    expect(remarksOn(training, { validation, test, settings: { shuffle: false } })).toEqual([]);
    expect(remarksOn(full, { test })).toEqual([]);
    expect(remarksOn(training.take(1000), { validation, test })).toEqual([]);
  });

  it("say that all is of one class, or all the same", () => {
    expect(codes(points(Array(30).fill(1), { classes: 2 }))).toEqual(["data.one-class"]);
    const black = new Dataset({
      shape: [1, 2, 2],
      features: new Uint8Array(4 * 30),
      targets: { kind: "classes", labels: mixed(30), classes: 3 },
    });
    expect(remarksOn(black)).toMatchObject([{ code: "data.equal", what: expect.stringContaining("0 throughout") }]);
    const { targets, shape } = black;
    const grey = new Dataset({ shape, features: new Uint8Array(4 * 30).fill(7), targets });
    expect(remarksOn(grey)).toMatchObject([{ code: "data.equal", what: expect.stringContaining("are equal") }]);
  });

  it("say how many examples of another set are there, too", () => {
    const training = points(mixed(60));
    expect(codes(training, { test: training })).toEqual(["data.same"]);
    expect(codes(training, { validation: training.take(30) })).toEqual(["data.same"]);
    const half = points(mixed(30), { seed: 5 });
    const together = (a: Dataset, b: Dataset) =>
      new Dataset({
        shape: [2],
        features: Float32Array.of(...a.features, ...b.features),
        targets: { kind: "classes", labels: mixed(a.count + b.count), classes: 3 },
      });
    expect(remarksOn(training, { test: together(half, training.take(12)) })).toMatchObject([
      { code: "data.overlap", what: "12 of the 42 test examples are among the training examples, too." },
    ]);
    // Rows of a table can be equal by chance; images not.
    expect(codes(training, { test: together(half, training.take(1)) })).toEqual([]);
    const images = (data: Dataset) => new Dataset({ shape: [1, 1, 2], features: data.features, targets: data.targets });
    expect(codes(images(training), { test: images(together(half, training.take(1))) })).toEqual(["data.overlap"]);
  });

  it("count each example of the other set once, whatever its bytes", () => {
    const rows = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(rows, rows, fc.boolean(), (mine, theirs, floats) => {
        const make = (given: readonly (readonly number[])[]) =>
          new Dataset({
            shape: [1, 1, 3],
            features: floats ? Float32Array.from(given.flat()) : Uint8Array.from(given.flat()),
            targets: { kind: "classes", labels: mixed(given.length), classes: 3 },
          });
        const same = theirs.filter((row) => mine.some((other) => other.join() === row.join())).length;
        const said = remarksOn(make(mine), { test: make(theirs) }).find(({ code }) => /overlap|same/.test(code));
        if (same === 0) expect(said).toBeUndefined();
        else if (same === theirs.length) expect(said?.code).toBe("data.same");
        else expect(said?.what).toMatch(new RegExp(`^${same} of the ${theirs.length} test images`));
      }),
    );
  });

  it("say which classes the others have alone, by their names", () => {
    const preparation: Preparation = {
      inputs: {
        kind: "table",
        columns: ["x", "y"].map((name) => ({ kind: "number", name, mean: 0, deviation: 1 })),
      },
      targets: { kind: "classes", names: ["cat", "dog", "emu"] },
    };
    const named = ({ shape, features, targets }: Dataset) => new Dataset({ shape, features, targets, preparation });
    const training = named(points(mixed(40, 2), { classes: 3 }));
    expect(remarksOn(training, { test: named(points(mixed(30), { seed: 3 })) })).toMatchObject([
      {
        code: "data.absent-class",
        what: "No training example is of class emu: the network cannot learn to answer so.",
      },
      { code: "data.unknown-class", what: expect.stringContaining("class emu") },
    ]);
  });

  it("say that a set to be measured is of one class", () => {
    const validation = points(Array(20).fill(2), { seed: 3 });
    expect(codes(points(mixed(60)), { validation })).toEqual(["data.one-class-measured"]);
  });

  it("say what is not scaled, and where", () => {
    expect(remarksOn(points(mixed(60), { scale: 1e30 }))).toMatchObject([
      { code: "data.large", what: expect.stringMatching(/1\.0e\+30 \(input 1 of example \d+\)/) },
    ]);
    expect(codes(regression([[0], [1], [2]], [0, 1, -250_000]))).toEqual(["data.large-targets"]);
    const bytes = points(mixed(60));
    const unscaled = new Dataset({
      shape: [2],
      features: Uint8Array.from({ length: 120 }, (_, i) => (i * i) % 256),
      scale: 1,
      targets: bytes.targets,
    });
    expect(codes(unscaled)).toEqual(["data.large"]);
  });

  it("say that an order is fixed and sorted, however it is sorted", () => {
    const sorted = mixed(60).sort((a, b) => a - b);
    expect(codes(points(sorted), { settings: { shuffle: false } })).toEqual(["data.sorted"]);
    expect(codes(points(sorted.reverse()), { settings: { shuffle: false } })).toEqual(["data.sorted"]);
    expect(codes(points(sorted), { settings: { shuffle: true } })).toEqual([]);
    expect(codes(points(sorted))).toEqual([]);
    const run = (shuffle: boolean) =>
      train(network({ input: [2], layers: [dense(3)] }), points(sorted), { epochs: 1, learningRate: 1, shuffle });
    expect(run(false).remarks.map(({ code }) => code)).toEqual(["data.sorted"]);
    expect(run(true).remarks).toEqual([]);
  });

  it("say that a class has few examples, or another has many times as many", () => {
    const uneven = [...mixed(60, 2), 2, 2, 2];
    expect(codes(points(uneven))).toEqual(["data.few", "data.imbalanced"]);
    expect(codes(points([...Array(200).fill(0), ...Array(10).fill(1)]))).toEqual(["data.imbalanced"]);
    expect(
      codes(points([...Array(200).fill(0), ...Array(10).fill(1)]), { settings: { classWeights: "balanced" } }),
    ).toEqual([]);
  });

  it("refuse what they cannot be about", () => {
    expect(refused(() => remarksOn([] as unknown as Dataset)).code).toBe("dataset.instance");
    expect(refused(() => remarksOn(points(mixed(9)), { tests: 1 } as object)).code).toBe("remarks.context");
  });
});
