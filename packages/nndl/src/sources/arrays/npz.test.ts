import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { Dataset, type Preparation } from "../../data/index.ts";
import { refused, refusedLater } from "../../testing/refused.ts";
import { toUtf8 } from "../../utf8.ts";
import { openSource } from "../open-source.ts";
import type { OpenedSource, SourceOptions } from "../opened-source.ts";
import { npyBytes, parseNpy } from "./npy.ts";
import { npzOf } from "./write-npz.ts";
import { zipBytes, zipEntries } from "./zip.ts";

const samples = new URL("../samples/", import.meta.url);
const sample = (name: string) => Uint8Array.from(readFileSync(new URL(name, samples)));
const given = (path: string, bytes: Uint8Array) => ({ path, read: async () => Uint8Array.from(bytes) });
type Written = Parameters<typeof npyBytes>[0];
type Arrays = Readonly<Record<string, readonly [Written, readonly number[]] | Uint8Array>>;

function open(arrays: Arrays, options: SourceOptions = {}): Promise<OpenedSource> {
  const files = Object.entries(arrays).map(([name, array]) => ({
    name: `${name}.npy`,
    bytes: array instanceof Uint8Array ? array : npyBytes(...array),
  }));
  return openSource([given("arrays.npz", zipBytes(files))], options);
}

it("arrays without names are told apart by their dimensions, in each usual order", async () => {
  const x = (count: number): Arrays[string] => [new Uint8Array(count * 4).map((_, i) => i * 9), [count, 2, 2]];
  const y = (count: number): Arrays[string] => [new Uint8Array(count).map((_, i) => i % 2), [count]];
  for (const order of [
    [x(4), y(4)],
    [y(4), x(4)],
    [x(4), y(4), x(3), y(3)],
    [y(4), x(4), y(3), x(3)],
    [x(4), x(3), y(4), y(3)],
  ]) {
    const { training, test } = await open(Object.fromEntries(order.map((array, i) => [`arr_${i}`, array])));
    expect([training.shape, training.count, training.targetSize]).toEqual([[1, 2, 2], 4, 2]);
    expect(test?.count).toBe(order.length === 4 ? 3 : undefined);
  }
});

it("targets that are no numbers are said to be so", async () => {
  const y = Float32Array.of(0, 1, Number.NaN, 1);
  const error = await refusedLater(open({ x: [Float32Array.of(1, 2, 3, 4), [4, 1]], y: [y, [4]] }));
  expect(error.message).toContain("y must have finite numbers, received NaN in row 3, column 1");
});

describe("arrays that NumPy wrote", () => {
  const whole = readdirSync(new URL("arrays/", samples)).filter((name) => /^[bui]\d|^columns/.test(name));
  it.each(whole)("%s", (name) => {
    const { shape, values } = parseNpy(sample(`arrays/${name}`), name);
    expect(shape).toEqual([2, 3]);
    expect([...values]).toEqual(name === "b1.npy" ? [0, 1, 1, 1, 1, 1] : [0, 1, 2, 3, 100, 5]);
  });
  const fractions = readdirSync(new URL("arrays/", samples)).filter((name) => /^f\d/.test(name));
  it.each(fractions)("%s", (name) => {
    expect([...parseNpy(sample(`arrays/${name}`), name).values]).toEqual([-1, -0.75, -0.5, -0.25, 24, 0.25]);
  });
  it("texts", () => {
    expect(parseNpy(sample("arrays/words.npy"), "words").values).toEqual(["cat", "dög", ""]);
    expect(parseNpy(sample("arrays/bytes.npy"), "bytes").values).toEqual(["cat", "dog"]);
  });
  it.each([
    ["objects", "Python objects"],
    ["records", "records with fields"],
    ["complex", "<c16"],
  ])("%s are refused", (name, words) => {
    const error = refused(() => parseNpy(sample(`arrays/${name}.npy`), name));
    expect(error.code).toBe("npy.type");
    expect(error.message).toContain(words);
  });
  it("are refused where anything is missing or left over", () => {
    const bytes = sample("arrays/f4.npy");
    for (const length of [0, 5, 11, 60, bytes.length - 1])
      expect(refused(() => parseNpy(bytes.subarray(0, length), "cut")).code).toMatch(/^npy\.(header|length)$/);
    expect(refused(() => parseNpy(Uint8Array.of(...bytes, 0), "long")).code).toBe("npy.length");
  });

  it("float16, all of it", () => {
    const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
    const halves = npyBytes(bits, [2 ** 16]);
    halves.set(toUtf8("<f2"), new TextDecoder("latin1").decode(halves).indexOf("<u2"));
    const { values } = parseNpy(halves, "halves");
    expect(values[0x3c00]).toBe(1);
    expect(values[0x0001]).toBe(2 ** -24);
    expect(values[0x7bff]).toBe(65_504);
    expect(values[0xfc00]).toBe(Number.NEGATIVE_INFINITY);
    expect(values[0x7c01]).toBeNaN();
  });
});

describe("archives", () => {
  it("stored by us are read again, and damage is seen", async () => {
    const bytes = zipBytes([
      { name: "a.npy", bytes: Uint8Array.of(1, 2, 3) },
      { name: "ö", bytes: new Uint8Array(0) },
    ]);
    const entries = zipEntries(bytes, "zip");
    expect(entries.map(({ name }) => name)).toEqual(["a.npy", "ö"]);
    expect(await entries[0]!.read()).toEqual(Uint8Array.of(1, 2, 3));
    bytes[30 + 5]! ^= 1;
    expect((await refusedLater(zipEntries(bytes, "zip")[0]!.read())).code).toBe("zip.entry");
    for (const length of [0, 10, bytes.length - 1])
      expect(refused(() => zipEntries(bytes.subarray(0, length), "zip")).code).toBe("zip.directory");
  });

  it("by NumPy, stored and deflated", async () => {
    const names = async (file: string) => {
      const entries = zipEntries(sample(file), file);
      await Promise.all(entries.map((entry) => entry.read()));
      return entries.map(({ name }) => name);
    };
    expect(await names("diabetes.npz")).toEqual(["data.npy", "target.npy"]);
    expect(await names("digits.npz")).toEqual(["x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"]);
  });

  it("damaged anywhere are refused, or read the same", async () => {
    const bytes = sample("digits.npz");
    const sound = (await openSource([given("d.npz", bytes)])).training;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const other = bytes.slice();
        other[place]! ^= change;
        const outcome = await openSource([given("d.npz", other)]).catch((error: unknown) => error as { code?: string });
        if (!("training" in outcome)) expect(outcome.code).toMatch(/^(npy|npz|zip)\./);
        else expect(outcome.training.features).toEqual(sound.features);
      }),
      { numRuns: runs(25) },
    );
  });
});

describe("an .npz", () => {
  it("of scikit-learn's: rows of numbers and values", async () => {
    const expected = JSON.parse(readFileSync(new URL("expected.json", samples), "utf8")).diabetes;
    const { training } = await openSource([given("diabetes.npz", sample("diabetes.npz"))]);
    expect(training.shape).toEqual([10]);
    expect(training.targets.kind).toBe("values");
    const { inputs } = training.preparation!;
    if (inputs.kind !== "table") throw new Error("no table");
    for (const [i, column] of inputs.columns.entries()) {
      if (column.kind !== "number") throw new Error("words");
      expect(column.mean).toBeCloseTo(expected.means[i], 12);
      expect(column.deviation).toBeCloseTo(expected.deviations[i], 12);
    }
  });

  it("of images: levels of grey, classes, and a test set", async () => {
    const { training, test, remarks } = await openSource([given("digits.npz", sample("digits.npz"))]);
    expect(training.shape).toEqual([1, 8, 8]);
    expect(Math.max(...training.features)).toBe(1);
    expect(training.targets).toMatchObject({ kind: "classes", classes: 10 });
    expect(test?.count).toBe(20);
    expect(remarks.map(({ code }) => code)).toEqual(["data.pixels"]);
    expect(training.preparation?.inputs).toMatchObject({ kind: "images", polarity: "light", width: 8 });
  });

  const bytes = Uint8Array.from({ length: 2 * 28 * 28 }, (_, i) => (i % 784 === 14 * 28 + 14 ? 255 : 0));
  it("of Keras' form: bytes stay bytes, and what is centred as MNIST is, is MNIST's way", async () => {
    const { training, remarks } = await open({ x_train: [bytes, [2, 28, 28]], y_train: [Uint8Array.of(1, 0), [2]] });
    expect(training.features).toEqual(bytes);
    expect(training.scale).toBe(1 / 256);
    expect(training.preparation?.inputs).toMatchObject({ polarity: "ink", fit: "mnist" });
    expect(remarks).toEqual([]);
  });

  it("with channels last is turned, and says so", async () => {
    const pixels = Uint8Array.from({ length: 2 * 2 * 2 * 3 }, (_, i) => 10 * i);
    const { training, remarks } = await open({ X: [pixels, [2, 2, 2, 3]], y: [Uint8Array.of(0, 1), [2]] });
    expect(training.shape).toEqual([3, 2, 2]);
    expect([...training.features.slice(0, 12)]).toEqual([0, 30, 60, 90, 10, 40, 70, 100, 20, 50, 80, 110]);
    expect(remarks.map(({ code }) => code)).toEqual(["npz.channels"]);
    const first = await open({ X: [pixels, [2, 3, 2, 2]], y: [Uint8Array.of(0, 1), [2]] });
    expect([...first.training.features]).toEqual([...pixels]);
    const grey = await open({ X: [bytes, [2, 28, 28, 1]], y: [Uint8Array.of(0, 1), [2]] });
    expect(grey.training.shape).toEqual([1, 28, 28]);
  });

  it.each<[string, readonly string[]]>([
    ["train_images", ["train_images", "train_labels", "val_images", "val_labels", "test_images", "test_labels"]],
    ["arr_0", ["arr_0", "arr_1", "arr_2", "arr_3"]],
    ["X", ["X", "y", "X_test", "y_test"]],
    ["data", ["data", "target"]],
    ["training_data", ["training_data", "training_targets"]],
  ])("has arrays called as people call them: %s", async (_, names) => {
    const arrays = Object.fromEntries(
      names.map((name, i): [string, [Written, number[]]] => [
        name,
        i % 2 === 0 ? [Float32Array.of(i, 1, 2, 4), [2, 2]] : [Int32Array.of(0, 1), [2, 1]],
      ]),
    );
    const { training, test, validation } = await open(arrays);
    expect(training.targets).toMatchObject({ kind: "classes", classes: 2 });
    expect(test !== undefined).toBe(names.length > 2);
    expect(validation !== undefined).toBe(names.length === 6);
    if (names.length > 2 && names.length < 6) expect(test?.input(0)[0]).not.toBe(training.input(0)[0]);
  });

  it("may have texts, one-hot rows, negative classes, or several values as targets", async () => {
    const x: [Written, number[]] = [Float32Array.of(1, 2, 4), [3, 1]];
    const named = await open({ x: [Float32Array.of(1, 2), [2, 1]], y: sample("arrays/bytes.npy") });
    expect(named.training.preparation?.targets).toMatchObject({ names: ["cat", "dog"] });
    const hot = await open({ x, y: [Uint8Array.of(0, 1, 1, 0, 0, 1), [3, 2]] }, { targetKind: "classes" });
    expect(hot.training.targets).toMatchObject({ kind: "classes", labels: Uint8Array.of(1, 0, 1) });
    const x4: [Written, number[]] = [Float32Array.of(1, 2, 4, 8), [4, 1]];
    const signs = await open({ x: x4, y: [Int32Array.of(-1, 1, 1, -1), [4]] });
    expect(signs.training.preparation?.targets).toMatchObject({ names: ["-1", "1"] });
    const values = await open({ x, y: [Float32Array.of(0.5, 1, 2, 3, 4, 5), [3, 2]] });
    expect(values.training.targets).toMatchObject({ kind: "values", size: 2 });
  });

  it("beside one another as .npy files, or one alone as a table", async () => {
    const files = [
      given("x_train.npy", npyBytes(Float32Array.of(1, 2, 3, 4), [4, 1])),
      given("y_train.npy", npyBytes(Uint8Array.of(0, 1, 0, 1), [4])),
      given("notes.txt", new Uint8Array(1)),
    ];
    const source = await openSource(files);
    expect(source.training.count).toBe(4);
    expect(source.leftOut.map(({ path }) => path)).toEqual(["notes.txt"]);
    const alone = await openSource([given("t.npy", npyBytes(Float32Array.of(1, 0, 2, 1, 5, 0, 6, 1), [4, 2]))]);
    expect(alone.training.targets.kind).toBe("classes");
    expect(alone.training.shape).toEqual([1]);
  });

  const three = npyBytes(Float32Array.of(1, 2, 3), [3, 1]);
  it.each<[string, Arrays, string]>([
    ["no targets", { x: three }, "npz.arrays"],
    ["names that say nothing", { a: three, b: three }, "npz.arrays"],
    ["two inputs", { x: three, X: three, y: three }, "npz.arrays"],
    ["other counts", { x: three, y: [Uint8Array.of(1, 2), [2]] }, "npz.arrays"],
    [
      "test inputs of another shape",
      { x: three, y: three, x_test: [Float32Array.of(1, 2), [1, 2]], y_test: [Float32Array.of(1), [1]] },
      "npz.arrays",
    ],
    ["NaN", { x: [Float32Array.of(1, Number.NaN, 3), [3, 1]], y: three }, "npz.arrays"],
    ["no example", { x: [Float32Array.of(), [0, 4]], y: [Float32Array.of(), [0]] }, "npz.arrays"],
    ["an empty text for a class", { x: three, y: sample("arrays/words.npy") }, "npz.arrays"],
    ["texts as inputs", { x: sample("arrays/words.npy"), y: three }, "npz.arrays"],
  ])("is refused with %s", async (_, arrays, code) => {
    expect((await refusedLater(open(arrays))).code).toBe(code);
  });
});

describe("what is saved as an .npz", () => {
  const images: Preparation = {
    inputs: { kind: "images", channels: 1, height: 1, width: 2, polarity: "ink", fit: "exact", scale: 1 / 128 },
    targets: { kind: "classes", names: ["cat", "dog", "eel"] },
  };
  it.each<[string, Dataset]>([
    [
      "bytes with a scale and names",
      new Dataset({
        shape: [1, 1, 2],
        features: Uint8Array.of(0, 20, 3, 1),
        scale: 1 / 128,
        targets: { kind: "classes", labels: [2, 0], classes: 3 },
        preparation: images,
      }),
    ],
    [
      "many classes",
      new Dataset({
        shape: [1],
        features: Float32Array.of(0.1, 2),
        targets: { kind: "classes", labels: [300, 0], classes: 301 },
      }),
    ],
    [
      "values",
      new Dataset({
        shape: [2],
        features: Float32Array.of(0.1, 200, 1e-30, 4),
        targets: { kind: "values", values: Float32Array.of(1, 2, 3, 0.1), size: 2 },
      }),
    ],
  ])("is the same when it is read: %s", async (_, training) => {
    const test = training.take(1);
    const bytes = npzOf({ training, test });
    const read = await openSource([given("saved.npz", bytes)]);
    for (const [was, is] of [
      [training, read.training],
      [test, read.test!],
    ] as const) {
      const { features, shape, scale, targets, preparation } = is;
      expect({ features, shape, scale, targets, preparation }).toEqual({
        ...{ features: was.features.slice(), shape: was.shape, scale: was.scale, preparation: was.preparation },
        targets:
          was.targets.kind === "classes"
            ? { ...was.targets, labels: was.targets.labels.slice() }
            : { ...was.targets, values: was.targets.values.slice() },
      });
    }
    expect(npzOf(read)).toEqual(bytes);
  });

  it("is refused where what stands beside the arrays is damaged", async () => {
    const kept = (text: string) =>
      zipBytes([
        { name: "x_train.npy", bytes: npyBytes(Uint8Array.of(1, 2), [2, 1]) },
        { name: "y_train.npy", bytes: npyBytes(Uint8Array.of(0, 1), [2]) },
        { name: "nndl.json", bytes: toUtf8(text) },
      ]);
    for (const text of ["", "{}", '{"version": 2}', '{"version": 1, "scale": 1, "targets": {"kind": "values"}}'])
      expect((await refusedLater(openSource([given("k.npz", kept(text))]))).code).toBe("npz.kept");
  });
});
