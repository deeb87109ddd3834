import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import {
  type ClassTargets,
  type Dataset,
  NndlError,
  type NumberColumn,
  type Preparation,
  type TableInputs,
} from "nndl";
import { describe, expect, test } from "vitest";
import { dividedFolds, openData, openWhole, sourceOf, withRemarks } from "./data-sets.ts";
import { temporaryDirectory, writeSmallData } from "./testing/small-data.ts";
import { UsageError } from "./usage-error.ts";

describe("other data than MNIST", () => {
  const data = writeSmallData(temporaryDirectory(), { training: 60, test: 20, height: 4, width: 3, classes: 5 });

  test("is used whole, and has the size and the classes that it has", async () => {
    const sets = await openData({ data });
    expect([sets.training.count, sets.validation, sets.test.count]).toEqual([60, undefined, 20]);
    expect([sets.training.shape, sets.training.targetSize]).toEqual([[1, 4, 3], 5]);
    expect(sets.source).toBe(data);
  });

  test("gives a sixth, or as many as are asked for, to validation", async () => {
    const sixth = await openData({ data, needsValidation: true });
    expect([sixth.training.count, sixth.validation?.count]).toEqual([50, 10]);
    const some = await openData({ data, validation: 13, limit: 5 });
    expect([some.training.count, some.validation?.count]).toEqual([5, 13]);
    expect((await openData({ data, validation: 0, needsValidation: true })).validation).toBeUndefined();
  });

  test("is cut by class, though its file is sorted, and always alike", async () => {
    const sorted = writeSmallData(temporaryDirectory(), { training: 300, classes: 3, sorted: true });
    const sets = await openData({ data: sorted, validation: 60, limit: 30 });
    expect([sets.training, sets.validation].map((set) => classCounts(set as Dataset))).toEqual([
      [10, 10, 10],
      [20, 20, 20],
    ]);
    expect(sets.divided).toBe(
      "of 300: 30 to learn from, 60 for validation, drawn at random, each class in its proportion",
    );
    const again = await openData({ data: sorted, validation: 60 });
    expect(again.validation?.features).toEqual(sets.validation?.features);
    const all = await openData({ data: sorted });
    expect([all.divided, all.training.label(0), all.training.label(299)]).toEqual([undefined, 0, 2]);
  });

  test("is cut in the order of its file where a run of an earlier version cut it so", async () => {
    const whole = (await openData({ data })).training;
    const sets = await openData({ data, validation: 10, limit: 7, cut: "in order" });
    expect(sets.validation?.input(0)).toEqual(whole.input(50));
    expect([sets.training.count, sets.training.input(6)]).toEqual([7, whole.input(6)]);
    expect(sets.divided).toBe("of 60: 7 to learn from, 10 for validation, the first to learn from, the last set aside");
  });

  test("is remarked on where it is odd, each thing once", async () => {
    const codes = async (data: string, settings?: { readonly shuffle: boolean }) =>
      withRemarks(await openData({ data }), settings).found?.remarks.map(({ code }) => code);
    const sorted = writeSmallData(temporaryDirectory(), { training: 300, classes: 3, sorted: true });
    expect(await codes(sorted)).toEqual([]);
    expect(await codes(sorted, { shuffle: false })).toEqual(["data.sorted"]);
    for (const name of ["images-idx3-ubyte", "labels-idx1-ubyte"])
      writeFileSync(join(sorted, `t10k-${name}`), readFileSync(join(sorted, `train-${name}`)));
    expect(await codes(sorted)).toEqual(["data.same"]);
    expect(await codes("mnist", { shuffle: false })).toEqual([]);
  });

  test("has limits", async () => {
    await expect(openData({ data, limit: 61 })).rejects.toThrow("--limit must be at most 60");
    await expect(openData({ data, validation: 60 })).rejects.toThrow(UsageError);
    await expect(openData({ data, validation: 10, limit: 51 })).rejects.toThrow("at most 50");
  });

  test("may be gzipped, and must be there and whole", async () => {
    const copy = writeSmallData(temporaryDirectory());
    for (const name of readdirSync(copy)) {
      writeFileSync(join(copy, `${name}.gz`), gzipSync(readFileSync(join(copy, name))));
      rmSync(join(copy, name));
    }
    expect((await openData({ data: copy })).training.count).toBe(120);
    writeFileSync(join(copy, "train-labels-idx1-ubyte.gz"), "nonsense");
    await expect(openData({ data: copy })).rejects.toThrow(NndlError);
    await expect(openData({ data: join(copy, "nowhere") })).rejects.toThrow(NndlError);
  });
});

describe("MNIST", () => {
  test("is divided as in the book, and recognized wherever it lies", async () => {
    const sets = await openData({});
    expect([sets.name, sets.training.count, sets.validation?.count, sets.test.count]).toEqual([
      "MNIST",
      50_000,
      10_000,
      10_000,
    ]);
    const { mnistDirectory } = await import("./data-files.ts");
    const elsewhere = await openData({ data: mnistDirectory() });
    expect([elsewhere.name, elsewhere.training.count]).toEqual(["MNIST", 50_000]);
    expect(sets.validation?.features.byteOffset).toBe(sets.training.features.byteOffset + 50_000 * 784);
    const some = await openData({ validation: 0, limit: 55_000 });
    expect([some.training.count, some.training.features.byteOffset]).toEqual([
      55_000,
      sets.training.features.byteOffset,
    ]);
    expect(some.divided).toBe("of 60,000: 55,000 to learn from, the first");
  });
});

function classCounts({ targets }: Dataset): number[] {
  const counts = Array<number>(targets.kind === "classes" ? targets.classes : 0).fill(0);
  if (targets.kind === "classes") for (const label of targets.labels) counts[label]++;
  return counts;
}

test("a source can be opened from anywhere", () => {
  expect([undefined, "mnist", "a/b", "http://x/y"].map(sourceOf)).toEqual([
    "mnist",
    "mnist",
    resolve("a/b"),
    "http://x/y",
  ]);
});

test.each([
  // rows, classes, learned from, tested on, and whether that is remarked on
  [1, 1, 1, 1, true],
  [3, 3, 3, 3, true],
  [6, 3, 3, 3, true],
  [9, 4, 5, 4, true],
  [20, 15, 20, 20, true],
  [12, 2, 10, 2, false],
  [66, 20, 55, 11, false],
])("of %i rows of %i classes %i are learned from and %i tested on", async (rows, classes, learned, tested, isSmall) => {
  const table = join(temporaryDirectory(), "table.csv");
  const lines = Array.from({ length: rows }, (_, i) => `${(i * i) % 97}.5,c${i % classes}`);
  writeFileSync(table, ["a,kind", ...lines].join("\n"));
  const { training, test: measured, found } = await openData({ data: table });
  expect([training.count, measured.count]).toEqual([learned, tested]);
  const remark = found?.remarks.find(({ code }) => code === "data.small");
  expect(remark !== undefined).toBe(isSmall);
  if (isSmall) expect(new Set((measured.targets as ClassTargets).labels).size).toBe(classes);
  expect(remark?.what.includes("too few")).toBe(isSmall ? learned === rows : undefined);
});

test("a table's folds are each prepared by the others alone", async () => {
  const folder = temporaryDirectory();
  const values = Array.from({ length: 20 }, (_, i) => (i === 7 ? 1e6 : i));
  const rows = values.map((value, i) => `${value},${i % 2 ? "odd" : "even"}`);
  writeFileSync(join(folder, "train.csv"), ["a,kind", ...rows].join("\n"));
  writeFileSync(join(folder, "test.csv"), "a,kind\n3,odd\n4,even\n");
  const measured: number[] = [];
  for (const { training, validation } of dividedFolds(await openWhole(folder), 4, {})) {
    const { columns } = (training.preparation as Preparation).inputs as TableInputs;
    const { mean, deviation } = columns[0] as NumberColumn;
    expect(validation.preparation).toEqual(training.preparation);
    const fold = Array.from(validation.features, (input) => Math.round(input * deviation + mean));
    const learned = values.filter((value) => !fold.includes(value));
    expect(mean).toBeCloseTo(learned.reduce((sum, value) => sum + value, 0) / learned.length, 9);
    measured.push(...fold);
  }
  expect(measured.sort((a, b) => a - b)).toEqual([...values].sort((a, b) => a - b));
});
