/** U15: well-known data sets, under their published names or renamed, from files of their shape that are made here. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { idxFile } from "../../testing/idx-file.ts";
import { refusedLater } from "../../testing/refused.ts";
import { openSource } from "../open-source.ts";
import type { SourceOptions } from "../opened-source.ts";
import { namedSources, splitNamed } from "./names.ts";

type Files = Readonly<Record<string, Uint8Array>>;

const open = (files: Files, options?: SourceOptions) =>
  openSource(
    Object.entries(files).map(([path, bytes]) => ({ path, read: async () => Uint8Array.from(bytes) })),
    { name: "mine", ...options },
  );
const refused = (files: Files, options?: SourceOptions) => refusedLater(open(files, options));

/** An image whose pixel in row y and column x tells both. */
const at = (i: number, y: number, x: number) => (i * 11 + y * 7 + x * 3) % 256;
function images(count: number, transposed: boolean): Uint8Array {
  const pixels = Array.from({ length: count * 784 }, (_, j) => {
    const [i, y, x] = [Math.floor(j / 784), Math.floor((j % 784) / 28), j % 28];
    return transposed ? at(i, x, y) : at(i, y, x);
  });
  return idxFile(8, [count, 28, 28], pixels);
}
const labels = (values: readonly number[]) => idxFile(8, [values.length], values);

function emnist(split: string, given: readonly number[]): Files {
  const [x, y] = [images(given.length, true), labels(given)];
  return {
    [`emnist-${split}-train-images-idx3-ubyte.gz`]: gzipSync(x),
    [`emnist-${split}-train-labels-idx1-ubyte.gz`]: gzipSync(y),
    [`emnist-${split}-test-images-idx3-ubyte.gz`]: gzipSync(x),
    [`emnist-${split}-test-labels-idx1-ubyte.gz`]: gzipSync(y),
  };
}
const letters = emnist("letters", [1, 26, 3]);

describe("EMNIST", () => {
  it("is known by its files' names: upright, letters from A, without an empty class", async () => {
    const opened = await open(letters);
    const { training, test } = opened;
    expect(opened.kind).toBe("emnist-letters");
    expect([training.features[28 * 5 + 2], training.features[784 + 28 * 9 + 20]]).toEqual([at(0, 5, 2), at(1, 9, 20)]);
    expect([training.label(0), training.label(1), training.targetSize]).toEqual([0, 25, 26]);
    expect(training.preparation?.targets).toMatchObject({ names: expect.arrayContaining(["A", "Z"]) });
    expect(training.preparation?.inputs).toMatchObject({ polarity: "ink", fit: "mnist" });
    expect(test!.features).toEqual(training.features);
    expect(opened.files.map(({ path }) => path)).toEqual(Object.keys(letters));
    expect(opened.remarks.map(({ code }) => code)).toEqual(["data.named"]);
  });

  it("is taken under MNIST's names where it is named; else the empty class is remarked on", async () => {
    const renamed = Object.fromEntries(
      Object.entries(letters).map(([path, bytes]) => [
        path.replace("emnist-letters-", "").replace("test-", "t10k-"),
        bytes,
      ]),
    );
    expect((await open(renamed, { named: "emnist-letters" })).training.features).toEqual(
      (await open(letters)).training.features,
    );
    const every = Array.from({ length: 26 }, (_, i) => i + 1);
    const lying = { "train-images": images(26, true), "train-labels": labels(every) };
    const [remark] = (await open(lying)).remarks;
    expect([remark?.what, remark?.next]).toEqual([
      expect.stringContaining("Labels begin at 1"),
      expect.stringContaining("emnist-letters:FOLDER"),
    ]);
  });

  it.each([
    ["digits", 10, "0", "9"],
    ["mnist", 10, "0", "9"],
    ["balanced", 47, "0", "t"],
    ["bymerge", 47, "0", "t"],
    ["byclass", 62, "0", "z"],
  ])("%s has %i classes, from %s to %s", async (split, classes, first, last) => {
    const { training } = await open(emnist(split, [0, 1]));
    const { targets } = training.preparation!;
    expect(training.targetSize).toBe(classes);
    expect(targets?.kind === "classes" && [targets.names[0], targets.names.at(-1)]).toEqual([first, last]);
  });

  it("takes its mapping's word for what the classes are", async () => {
    const mapping = new TextEncoder().encode("1 65 97\n2 66 98\n3 67 99\n");
    const files = { ...emnist("letters", [1, 3]), "emnist-letters-mapping.txt": mapping };
    const opened = await open(files);
    expect(opened.training.preparation?.targets).toEqual({ kind: "classes", names: ["A", "B", "C"] });
    expect(opened.leftOut).toEqual([]);
    for (const text of ["", "1 x", "1 65\n3 66", "nonsense"]) {
      const wrong = { ...files, "emnist-letters-mapping.txt": new TextEncoder().encode(text) };
      expect((await refused(wrong)).code).toBe("source.named");
    }
  });

  it("with several in one folder asks for a name, and takes it", async () => {
    const both = { ...letters, ...emnist("digits", [0, 1]) };
    const error = await refused(both);
    expect([error.code, error.received]).toEqual(["source.named", "emnist-letters, emnist-digits"]);
    const opened = await open(both, { named: "emnist-digits" });
    expect([opened.training.targetSize, opened.leftOut.length]).toEqual([10, 4]);
  });

  it("says which files it wants, and where they are to be had", async () => {
    const { "emnist-letters-test-labels-idx1-ubyte.gz": _, ...three } = letters;
    for (const files of [three, { "notes.txt": new Uint8Array(1) }]) {
      const { code, message } = await refused(files, { named: "emnist-letters" });
      expect(code).toBe("source.wanted");
      expect(message).toMatch(/emnist-letters-test-labels-idx1-ubyte\.gz.*https:.*nndl downloads nothing/);
    }
  });

  it("refuses labels that are not its own", async () => {
    expect((await refused(emnist("letters", [0, 1]))).code).toBe("dataset.labels");
    expect((await refused(emnist("digits", [10]))).code).toBe("dataset.labels");
  });
});

describe("Fashion-MNIST and KMNIST", () => {
  const four = {
    "train-images-idx3-ubyte.gz": gzipSync(images(2, false)),
    "train-labels-idx1-ubyte.gz": gzipSync(labels([9, 0])),
    "t10k-images-idx3-ubyte.gz": gzipSync(images(1, false)),
    "t10k-labels-idx1-ubyte.gz": gzipSync(labels([3])),
  };

  it("have classes with names, and are made as they are made", async () => {
    const fashion = (await open(four, { named: "fashion-mnist" })).training;
    expect(fashion.preparation?.targets).toMatchObject({
      names: expect.arrayContaining(["T-shirt/top", "Ankle boot"]),
    });
    expect(fashion.features[29]).toBe(at(0, 1, 1));
    const kana = (await open(four, { named: "kmnist" })).test!;
    expect([kana.targetSize, kana.preparation?.inputs]).toMatchObject([10, { polarity: "ink", fit: "contain" }]);
  });

  it("are refused where they are something else, or nothing", async () => {
    const other = { ...four, "train-labels-idx1-ubyte.gz": labels([12, 0]) };
    expect((await refused(other, { named: "kmnist" })).code).toBe("source.named");
    expect((await refused({ "a.txt": new Uint8Array(1) }, { named: "fashion-mnist" })).code).toBe("source.wanted");
  });
});

describe("CIFAR", () => {
  const record = (head: readonly number[], seed: number) =>
    Uint8Array.from([...head, ...Array.from({ length: 3072 }, (_, i) => (i * 5 + seed) % 256)]);
  const join = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const text = (...lines: readonly string[]) => new TextEncoder().encode(`${lines.join("\n")}\n\n`);
  const ten: Files = {
    ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`cifar-10-batches-bin/data_batch_${n}.bin`, record([n], n)])),
    "cifar-10-batches-bin/test_batch.bin": join(record([9], 9), record([0], 0)),
    "cifar-10-batches-bin/batches.meta.txt": text(..."abcdefghij"),
    "cifar-10-batches-bin/readme.html": text("hello"),
  };

  it("10 is known by its files: five batches in their order, channels first, with names", async () => {
    const { kind, training, test, leftOut } = await open(ten);
    expect([kind, training.count, test!.count, training.shape]).toEqual(["cifar-10", 5, 2, [3, 32, 32]]);
    expect([0, 1, 2, 3, 4].map((i) => training.label(i))).toEqual([1, 2, 3, 4, 5]);
    expect(training.features[3072 + 1024 + 33]).toBe(((1024 + 33) * 5 + 2) % 256);
    expect(training.preparation).toMatchObject({ inputs: { channels: 3 }, targets: { names: [..."abcdefghij"] } });
    expect(leftOut.map(({ path }) => path)).toEqual(["cifar-10-batches-bin/readme.html"]);
  });

  it("100 has fine labels", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `class ${i}`);
    const files = {
      "train.bin": record([3, 77], 1),
      "test.bin": record([0, 99], 2),
      "fine_label_names.txt": text(...names),
    };
    const { training, test } = await open(files);
    expect([training.label(0), test!.label(0), training.targetSize]).toEqual([77, 99, 100]);
  });

  it("is refused with a batch missing, cut, of other labels, or with too few names", async () => {
    const { "cifar-10-batches-bin/data_batch_3.bin": _, ...four } = ten;
    expect((await refused(four)).code).toBe("source.wanted");
    for (const wrong of [
      { "cifar-10-batches-bin/data_batch_3.bin": record([3], 3).subarray(0, 3000) },
      { "cifar-10-batches-bin/data_batch_3.bin": record([10], 3) },
      { "cifar-10-batches-bin/data_batch_3.bin": new Uint8Array() },
      { "cifar-10-batches-bin/batches.meta.txt": text("a", "b") },
    ])
      expect((await refused({ ...ten, ...wrong })).code).toBe("source.named");
  });
});

describe("a name before a place", () => {
  it("is only one of those that are known", async () => {
    for (const name of namedSources) expect(splitNamed(`${name}:a/b:c`)).toEqual({ name, place: "a/b:c" });
    for (const text of ["a/b", "C:\\data", "emnist:a", "http://x/y", "kmnist"])
      expect(splitNamed(text)).toBeUndefined();
    expect((await refusedLater(openSource("kmnist:no-such-folder"))).code).toBe("source.none");
    expect((await refused(letters, { named: "mnist" as "kmnist" })).code).toBe("source.named");
  });
});
