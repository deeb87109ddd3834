import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import { Dataset, type DatasetParts } from "./dataset.ts";
import { autoencoder, classification, regression } from "./from-rows.ts";
import { split } from "./split.ts";

const bytes = () =>
  new Dataset({
    name: "five",
    shape: [1, 1, 2],
    features: Uint8Array.of(0, 1, 2, 3, 128, 255, 6, 7, 8, 9),
    targets: { kind: "classes", labels: [2, 0, 1, 2, 0], classes: 3 },
  });

const values = () =>
  new Dataset({
    shape: [1],
    features: Float32Array.of(1, 2, 3),
    targets: { kind: "values", values: Float32Array.of(1, -1, 2, -2, 3, -3), size: 2 },
  });

describe("Dataset", () => {
  it("knows its size and its examples", () => {
    const five = bytes();
    expect([five.count, five.size, five.targetSize, five.scale]).toEqual([5, 2, 3, 1 / 256]);
    expect([...five.input(2)]).toEqual([0.5, 255 / 256]);
    expect([...five.target(0)]).toEqual([0, 0, 1]);
    expect(five.label(3)).toBe(2);
    expect([...values().target(1)]).toEqual([2, -2]);
    expect(values().targetSize).toBe(2);
    expect(values().scale).toBe(1);
    expect([...values().input(2)]).toEqual([3]);
  });

  it("keeps the given arrays and shares them with its slices", () => {
    const features = new Uint8Array(20);
    const labels = new Uint8Array(10);
    const whole = new Dataset({ shape: [2], features, targets: { kind: "classes", labels, classes: 2 } });
    expect(whole.features).toBe(features);
    for (const part of [whole.slice(3, 7), whole.slice(0, 7).slice(3, 7), whole.slice(3).take(4)]) {
      expect(part.features.buffer).toBe(features.buffer);
      expect([part.count, part.features.byteOffset]).toEqual([4, 6]);
      expect(part.targets.kind === "classes" && part.targets.labels.byteOffset).toBe(3);
    }
  });

  it("is the same example in every view", () => {
    const place = fc.record({ from: fc.nat(4), length: fc.integer({ min: 1, max: 5 }), i: fc.nat(4) });
    fc.assert(
      fc.property(place, ({ from, length, i }) => {
        fc.pre(i < length && from + length <= 5);
        for (const whole of [bytes(), values().pick([0, 1, 2, 1, 0])]) {
          const slice = whole.slice(from, from + length);
          const [input, target] = [whole.input(from + i), whole.target(from + i)];
          expect([slice.input(i), slice.target(i)]).toEqual([input, target]);
          expect([slice.pick([i]).input(0), slice.pick([i]).target(0)]).toEqual([input, target]);
        }
      }),
    );
  });

  it("picks in the given order, with repetition, into memory of its own", () => {
    const picked = bytes().pick([4, 0, 4]);
    expect([...picked.features]).toEqual([8, 9, 0, 1, 8, 9]);
    expect([0, 1, 2].map((i) => picked.label(i))).toEqual([0, 2, 0]);
    expect(picked.shape).toEqual([1, 1, 2]);
    expect([...values().pick(Uint32Array.of(2)).target(0)]).toEqual([3, -3]);
  });

  it("rounds a scaled byte to float32 as an engine would", () => {
    const parts: DatasetParts = {
      shape: [1],
      features: Uint8Array.from({ length: 256 }, (_, i) => i),
      scale: 1 / 255,
      targets: { kind: "classes", labels: new Uint8Array(256), classes: 1 },
    };
    const data = new Dataset(parts);
    for (let i = 0; i < 256; i++) expect(data.input(i)[0]).toBe(Math.fround(i * Math.fround(1 / 255)));
  });

  it("packs an array of labels as small as it can", () => {
    const make = (classes: number) =>
      new Dataset({ shape: [1], features: new Uint8Array(1), targets: { kind: "classes", labels: [0], classes } });
    for (const [classes, type] of [
      [256, Uint8Array],
      [257, Uint16Array],
      [65_537, Int32Array],
    ] as const) {
      const { targets } = make(classes);
      expect(targets.kind === "classes" && targets.labels).toBeInstanceOf(type);
    }
  });

  it("cannot be changed", () => {
    expect(() => Object.assign(bytes(), { count: 1 })).toThrow(TypeError);
    expect(() => (bytes().shape as number[]).push(1)).toThrow(TypeError);
  });

  const good = {
    shape: [2],
    features: new Float32Array(4),
    targets: { kind: "classes", labels: [0, 1], classes: 2 },
  };
  const classes = (labels: unknown, count: unknown = 2) => ({ kind: "classes", labels, classes: count });
  it.each<[string, string, object]>([
    ["no features", "dataset.empty", { features: new Float32Array(0) }],
    ["half an example", "dataset.length", { features: new Float32Array(3) }],
    ["too few labels", "dataset.length", { targets: classes([0]) }],
    ["too many labels", "dataset.length", { targets: classes([0, 1, 0]) }],
    ["a label that is too large", "dataset.labels", { targets: classes([0, 2]) }],
    ["a negative label", "dataset.labels", { targets: classes(Int32Array.of(0, -1)) }],
    ["a fractional label", "dataset.labels", { targets: classes([0, 0.5]) }],
    ["a label that is no number", "dataset.labels", { targets: classes([0, "1"]) }],
    ["a hole among the labels", "dataset.labels", { targets: classes(new Array(2)) }],
    ["float labels", "dataset.labels", { targets: classes(new Float32Array(2)) }],
    ["no class", "dataset.classes", { targets: classes([0, 0], 0) }],
    ["2.5 classes", "dataset.classes", { targets: classes([0, 0], 2.5) }],
    ["an infinite feature", "dataset.features", { features: Float32Array.of(0, 0, 0, Infinity) }],
    ["a feature that is NaN", "dataset.features", { features: Float32Array.of(NaN, 0, 0, 0) }],
    ["plain features", "dataset.features", { features: [0, 0, 0, 0] }],
    ["a dimension of 0", "dataset.shape", { shape: [0] }],
    ["a fractional dimension", "dataset.shape", { shape: [2, 0.5] }],
    ["no dimension", "dataset.shape", { shape: [] }],
    ["five dimensions", "dataset.shape", { shape: [1, 1, 1, 1, 2] }],
    ["dimensions beyond memory", "dataset.shape", { shape: [2 ** 30, 2 ** 30] }],
    ["a shape that is none", "dataset.shape", { shape: "2" }],
    ["a scale for floats", "dataset.scale", { scale: 0.5 }],
    ["a scale of 0", "dataset.scale", { features: new Uint8Array(4), scale: 0 }],
    ["a scale that float32 makes 0", "dataset.scale", { features: new Uint8Array(4), scale: 1e-50 }],
    ["a scale that float32 makes infinite", "dataset.scale", { features: new Uint8Array(4), scale: 1e39 }],
    ["a scale that is NaN", "dataset.scale", { features: new Uint8Array(4), scale: NaN }],
    ["no targets", "dataset.targets", { targets: undefined }],
    ["targets of no kind", "dataset.targets", { targets: { kind: "words" } }],
    ["values that are no floats", "dataset.targets", { targets: { kind: "values", values: [1, 2], size: 1 } }],
    ["values of size 0", "dataset.targets", { targets: { kind: "values", values: new Float32Array(2), size: 0 } }],
    ["too few values", "dataset.length", { targets: { kind: "values", values: new Float32Array(3), size: 2 } }],
    [
      "an infinite value",
      "dataset.targets",
      { targets: { kind: "values", values: Float32Array.of(0, -1 / 0), size: 1 } },
    ],
    ["a name that is none", "dataset.name", { name: 7 }],
  ])("refuses %s", (_name, code, change) => {
    expect(refused(() => new Dataset({ ...good, ...change } as unknown as DatasetParts)).code).toBe(code);
  });

  it("refuses places that do not exist", () => {
    const five = bytes();
    for (const i of [-1, 5, 0.5, NaN]) {
      expect(refused(() => five.input(i)).code).toBe("dataset.index");
      expect(refused(() => five.target(i)).code).toBe("dataset.index");
      expect(refused(() => five.label(i)).code).toBe("dataset.index");
      expect(refused(() => five.pick([0, i])).code).toBe("dataset.index");
    }
    expect(refused(() => five.pick([])).code).toBe("dataset.index");
    for (const n of [0, 6, 1.5, NaN]) expect(refused(() => five.take(n)).code).toBe("dataset.take");
    for (const [from, to] of [
      [2, 2],
      [3, 2],
      [-1, 2],
      [0, 6],
      [0.5, 2],
      [0, NaN],
    ] as const)
      expect(refused(() => five.slice(from, to)).code).toBe("dataset.slice");
    expect(refused(() => values().label(0)).code).toBe("dataset.label");
  });

  it("names the data set and the place in its message", () => {
    const error = refused(() => new Dataset({ ...good, name: "mine", targets: classes([0, 7]) } as DatasetParts));
    expect(error.message).toBe(
      "mine: every label must be an integer from 0 to 1, received 7 at example 1. " +
        "Correct the label, or give the right number of classes.",
    );
  });
});

describe("classification", () => {
  it("takes rows or a flat array, and counts the classes", () => {
    const rows = classification(
      [
        [0, 1],
        [2, 3],
      ],
      [0, 4],
    );
    expect([rows.count, rows.shape, rows.targetSize]).toEqual([2, [2], 5]);
    const flat = classification(Float32Array.of(0, 1, 2, 3), Uint8Array.of(0, 1), { shape: [1, 1, 2], classes: 3 });
    expect([flat.count, flat.shape, flat.targetSize]).toEqual([2, [1, 1, 2], 3]);
    expect(classification([5, 6], [0, 1]).shape).toEqual([1]);
  });

  it("refuses ragged rows, words, holes, numbers beyond float32 and labels that do not fit", () => {
    expect(refused(() => classification([[0, 1], [2]], [0, 1])).code).toBe("dataset.rows");
    expect(refused(() => classification([[0], 1] as unknown as number[][], [0, 1])).code).toBe("dataset.rows");
    expect(refused(() => classification([["a"]] as unknown as number[][], [0])).code).toBe("dataset.rows");
    expect(refused(() => classification(undefined as unknown as number[][], [0])).code).toBe("dataset.rows");
    expect(refused(() => classification([[1e39]], [0])).code).toBe("dataset.features");
    expect(refused(() => classification([[NaN]], [0])).code).toBe("dataset.features");
    expect(refused(() => classification([[1], [2]], [0])).code).toBe("dataset.length");
    expect(refused(() => classification([[1]], [0.5])).code).toBe("dataset.labels");
    expect(refused(() => classification([[1]], [-1])).code).toBe("dataset.labels");
    expect(refused(() => classification([], [])).code).toMatch(/^dataset/);
    expect(refused(() => classification([[1]], undefined as unknown as number[])).code).toBe("dataset.labels");
  });
});

describe("regression and autoencoder", () => {
  it("takes rows, flat arrays and a number of outputs", () => {
    expect([...regression([[1], [2]], [3, 4]).target(1)]).toEqual([4]);
    expect([
      ...regression(
        [[1], [2]],
        [
          [3, 5],
          [4, 6],
        ],
      ).target(1),
    ]).toEqual([4, 6]);
    const flat = regression(new Float32Array(6), new Float32Array(4), { outputs: 2 });
    expect([flat.count, flat.size, flat.targetSize]).toEqual([2, 3, 2]);
  });

  it("refuses what does not match", () => {
    expect(refused(() => regression([[1], [2]], [3])).code).toBe("dataset.length");
    expect(refused(() => regression([[1]], [Infinity])).code).toBe("dataset.targets");
    expect(refused(() => regression([[1]], [[1], [2, 3]])).code).toBe("dataset.rows");
    expect(refused(() => regression([[1]], [])).code).toMatch(/^dataset/);
    expect(refused(() => regression(new Float32Array(3), new Float32Array(2))).code).toMatch(/^dataset/);
  });

  it("makes inputs their own targets", () => {
    for (const whole of [bytes(), values()]) {
      const auto = autoencoder(whole);
      expect(auto.targetSize).toBe(whole.size);
      for (let i = 0; i < whole.count; i++) expect(auto.target(i)).toEqual(whole.input(i));
    }
  });
});

describe("split", () => {
  it("cuts consecutive parts", () => {
    const [first, second] = split(bytes(), [2, 3]);
    expect([first.count, second.count, second.label(0)]).toEqual([2, 3, 1]);
    expect(split(bytes(), [1]).length).toBe(1);
  });

  it("refuses more than there is, and parts that are none", () => {
    for (const sizes of [[3, 3], [0, 5], [2.5], [-1], [NaN]])
      expect(refused(() => split(bytes(), sizes)).code).toBe("dataset.split");
  });
});
