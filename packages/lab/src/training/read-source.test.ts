import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dataset } from "nndl";
import { afterAll, describe, expect, it } from "vitest";
import { openData } from "../../../cli/src/data-sets.ts";
import { idxFile } from "../../../nndl/src/testing/idx-file.ts";
import { strokePng, strokes, writeStrokes } from "../../test/own-pictures.ts";
import { filesOfSets, setsOfFiles } from "./given-files.ts";
import { readSource } from "./read-source.ts";

const folder = mkdtempSync(join(tmpdir(), "studio-own-"));
afterAll(() => rmSync(folder, { recursive: true }));

const textFile = (path: string, text: string) => ({ path, read: async () => new TextEncoder().encode(text) });
const filesUnder = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(directory.length + 1),
      read: async () => new Uint8Array(readFileSync(path)),
    }));

const numbersOf = ({ shape, features, scale, targets }: Dataset) => ({ shape, features, scale, targets });

describe("the reader's own files", () => {
  it("are the sets that the command line makes of the same folder, in the same order", async () => {
    const directory = join(folder, "mine");
    writeStrokes(directory, 12);
    const { files, report } = await readSource(filesUnder(directory), { name: "mine" });
    const { training, test } = setsOfFiles(files, "mine");
    const byCommand = await openData({ data: directory });
    expect(numbersOf(training)).toEqual(numbersOf(byCommand.training));
    expect(numbersOf(test!)).toEqual(numbersOf(byCommand.test));
    expect(training.preparation).toEqual(byCommand.training.preparation);
    expect(training.preparation).toMatchObject({
      inputs: { polarity: "ink", channels: 1, width: 24, height: 24 },
      targets: { names: [...strokes] },
    });
    expect(report).toMatchObject({ kind: "pictures", isCut: true, leftOutCount: 0 });
    expect(report.sets).toEqual([
      { name: "training", count: 30, byClass: [10, 10, 10] },
      { name: "test", count: 6, byClass: [2, 2, 2] },
    ]);
    expect(report.remarks.map(({ code }) => code)).toEqual(["data.polarity"]);
  });

  it("are read as the well-known data set that somebody says they are", async () => {
    const labels = Array.from({ length: 40 }, (_, i) => i % 10);
    const files = ["train", "t10k"].flatMap((part) => [
      {
        path: `${part}-images-idx3-ubyte`,
        read: async () => idxFile(8, [40, 28, 28], new Uint8Array(40 * 784).fill(9)),
      },
      { path: `${part}-labels-idx1-ubyte`, read: async () => idxFile(8, [40], labels) },
    ]);
    const plain = await readSource(files, { name: "clothes" });
    const named = await readSource(files, { name: "clothes", named: "fashion-mnist" });
    expect([plain.report.kind, named.report.kind]).toEqual(["idx", "fashion-mnist"]);
    expect(named.files.preparation?.targets).toMatchObject({ names: expect.arrayContaining(["Trouser"]) });
    // The examples are the same; whoever has other ones has another hash.
    expect(named.report.hash).toBe(plain.report.hash);
    labels[0] = 3;
    expect((await readSource(files, { name: "clothes" })).report.hash).not.toBe(plain.report.hash);
  });

  it("are told of where they are left out, and why", async () => {
    const files = [
      ...strokes.flatMap((stroke) => [
        { path: `${stroke}/1.png`, read: async () => strokePng(stroke, 1) },
        { path: `${stroke}/2.png`, read: async () => strokePng(stroke, 2) },
      ]),
      textFile("notes.txt", "dear diary"),
      textFile("bar/broken.png", "no picture"),
    ];
    const { report } = await readSource(files, { name: "mine" });
    expect(report.leftOutCount).toBe(2);
    expect(report.leftOut.map(({ path }) => path).sort()).toEqual(["bar/broken.png", "notes.txt"]);
    expect(report.leftOut.every(({ why }) => why.length > 3)).toBe(true);
    // Once, and not among the remarks too.
    expect(report.remarks.map(({ code }) => code)).not.toContain("data.left-out");
  });

  it("are told of in names that turn no sentence around", async () => {
    const files = ["הפוך\u202e", "cats"].flatMap((name) => [
      { path: `${name}/1.png`, read: async () => strokePng("bar", 1) },
      textFile(`${name}/\u202egnp.txt`, "no picture"),
    ]);
    const { files: read, report } = await readSource(files, { name: "mine" });
    expect(read.preparation?.targets).toMatchObject({ names: ["cats", "הפוך"] });
    expect(report.leftOutCount).toBe(2);
    expect(JSON.stringify([read.preparation, report])).not.toMatch(/[\u202a-\u202e]/);
  });

  it("can be a table, whose words become inputs and whose target can be chosen", async () => {
    const lines = Array.from(
      { length: 24 },
      (_, i) => `${i % 7},${i % 2 === 0 ? "red" : "blue"},${i % 3 === 0 ? "a" : "b"}`,
    );
    const table = textFile("flowers.csv", `petal,colour,kind\n${lines.join("\n")}\n`);
    const { files, report } = await readSource([table], { name: "flowers.csv" });
    expect(files.training.shape).toEqual([3]);
    expect(files.training.targets).toMatchObject({ kind: "classes", classes: 2 });
    expect(report).toMatchObject({ kind: "table", columns: ["petal", "colour", "kind"], targets: ["kind"] });
    const other = await readSource([table], { name: "flowers.csv", target: "petal", targetKind: "values" });
    expect(other.files.training.targets).toMatchObject({ kind: "values", size: 1 });
    expect(other.report.targets).toEqual(["petal"]);
    expect(other.files.preparation?.targets).toMatchObject({ kind: "values", columns: [{ name: "petal" }] });
  });

  it("that are too few for a test set have none", async () => {
    const { files, report } = await readSource([textFile("two.csv", "x,y\n1,a\n2,b\n")], { name: "two.csv" });
    expect([files.training.features.length, files.test, report.isCut]).toEqual([2, undefined, false]);
  });

  it.each([
    ["a PDF", textFile("notes.pdf", "%PDF-1.7"), "source.kind", /notes\.pdf, a PDF/],
    ["nothing", undefined, "source.none", /no files/],
  ])("that are %s are refused", async (_, file, code, message) => {
    const refused = readSource(file === undefined ? [] : [file], { name: "mine" });
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});

it("sets can be sent and made again, and what they lie in is not sent with them", () => {
  const whole = new Float32Array(100).map((_, i) => i);
  const training = new Dataset({
    shape: [2],
    features: whole.subarray(10, 16),
    targets: { kind: "classes", labels: Uint8Array.of(0, 1, 0), classes: 2 },
  });
  const files = structuredClone(filesOfSets({ training }));
  expect(files.training.features.buffer.byteLength).toBe(24);
  expect(numbersOf(setsOfFiles(files, "mine").training)).toEqual(numbersOf(training));
});
