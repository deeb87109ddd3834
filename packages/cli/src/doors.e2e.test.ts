/** The built command and the library on one own table: every door gives the same numbers for the same rows. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Network } from "nndl";
import { openRows, openSource, prepareRows } from "nndl/sources";
import { afterAll, expect, test } from "vitest";
import { temporaryDirectory } from "./testing/small-data.ts";
import { jsonLines, nndl } from "./testing/spawn.ts";

const cwd = temporaryDirectory();
afterAll(() => rmSync(cwd, { recursive: true }));

/** Numbers of very different sizes, words, a decimal comma. */
const rows = Array.from({ length: 48 }, (_, i) => {
  const [size, colour] = [1000 + ((i * 37) % 300), ["red", "green", "blue"][(i * 5) % 3]!];
  const weight = ((i * 11) % 17) / 4;
  return { size, colour, weight, kind: size > 1150 ? "large" : "small", price: size * 3 + weight };
});
type Row = (typeof rows)[number];
type Name = keyof Row;

function write(name: string, columns: readonly Name[], some: readonly Row[] = rows): string {
  const cell = (row: Row, column: Name) => String(row[column]).replace(".", ",");
  const lines = some.map((row) => columns.map((column) => cell(row, column)).join(";"));
  writeFileSync(join(cwd, name), [columns.join(";"), ...lines, ""].join("\n"));
  return name;
}

async function json(...args: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await nndl([...args, "--json"], cwd);
  expect([code, stderr]).toEqual([0, ""]);
  return jsonLines(stdout);
}

const sourceOf = (name: string) => ({ path: name, read: async () => new Uint8Array(readFileSync(join(cwd, name))) });

test.each(["kind", "price"] as const)(
  "rows are answered alike everywhere by a network that learned %s",
  async (target) => {
    const other = target === "kind" ? "price" : "kind";
    const learned = write(`${target}.csv`, ["size", "colour", other, "weight", target], rows.slice(0, 36));
    const line = ["--data", learned, "--without", other, "--epochs", "3", "--batch", "4", "--layers", "5-6-"];
    const outputs = target === "kind" ? 2 : 1;
    await json("train", ...line.slice(0, -1), `5-6-${outputs}`, "--seed", "3", "--out", target);
    const network = await Network.load(join(cwd, target, "network.safetensors"));

    // Columns in another order, one that nobody needs among them, rows that it has not seen.
    const unseen = rows.slice(36);
    const asked = write(`asked-${target}.csv`, ["weight", target, "size", "colour"], unseen);
    const byCommand = (await json("predict", target, asked)).map((row) => row.outputs as number[]);
    const opened = await openRows(sourceOf(asked), network.preparation);
    const byFile = await network.predict([...opened.inputs]);
    const byObjects = await network.predict(prepareRows(network.preparation, unseen));
    const source = await openSource([sourceOf(asked)], { preparation: network.preparation });
    const bySource = await network.predict(Array.from({ length: unseen.length }, (_, i) => source.training.input(i)));
    for (const answers of [byFile, byObjects, bySource])
      expect(answers.map((each) => Array.from(each))).toEqual(byCommand);

    const [evaluated] = await json("evaluate", target, "--data", asked);
    const byLibrary = await network.evaluate(source.training);
    expect(evaluated!.cost).toBe(byLibrary.cost);
    if (target === "kind") {
      const right = unseen.map(({ kind }) => ["large", "small"].indexOf(kind));
      const correct = byCommand.filter(([a, b], i) => (a! >= b! ? 0 : 1) === right[i]).length;
      expect([evaluated!.correct, byLibrary.correct]).toEqual([correct, correct]);
      const costOf = (output: number[], i: number) =>
        output.reduce((sum, a, j) => sum - Math.log(j === right[i] ? a : 1 - a), 0);
      const cost = byCommand.reduce((sum, output, i) => sum + costOf(output, i), 0) / unseen.length;
      expect(evaluated!.cost).toBeCloseTo(cost, 5);
    } else {
      const answered = (await json("predict", target, asked)) as {
        values: { price: number };
        expected: { price: number };
      }[];
      expect(answered.map(({ expected }) => expected.price)).toEqual(unseen.map(({ price }) => price));
      const errors = answered.map(({ values, expected }) => Math.abs(values.price - expected.price));
      expect(evaluated!.meanAbsoluteError).toBeCloseTo(errors.reduce((sum, each) => sum + each) / errors.length, 3);
    }
  },
);
