import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dense, network, type Preparation, train } from "nndl";
import { describe, expect, test } from "vitest";
import { openData } from "../data-sets.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { temporaryDirectory } from "../testing/small-data.ts";
import { answerRows } from "./answer-rows.ts";
import { rowFile } from "./row-files.ts";

const place = temporaryDirectory();
const file = (name: string, text: string) => {
  const path = join(place, name);
  writeFileSync(path, text);
  return path;
};
const iris = new URL("../../../nndl/src/sources/samples/iris-pandas.csv", import.meta.url);
const flowers = file("flowers.csv", readFileSync(iris, "utf8"));

async function trainedOn(path: string, target?: string) {
  const sets = await openData({ data: path, target });
  const { training } = sets;
  const isClasses = training.targets.kind === "classes";
  const net = network({
    input: training.shape,
    layers: [dense(8), isClasses ? dense(training.targetSize, "softmax") : dense(training.targetSize, "linear")],
    seed: 1,
  });
  for await (const _ of train(net, training, { epochs: 30, learningRate: isClasses ? 0.5 : 0.05, threads: 1 })) {
    // To its end.
  }
  return { net, sets };
}

describe("a network that learned from a table", async () => {
  const { net, sets } = await trainedOn(flowers);

  test("was scaled by the training part alone", () => {
    expect([sets.training.count, sets.test.count]).toEqual([125, 25]);
    const sum = Float32Array.from(sets.training.features)
      .filter((_, i) => i % 4 === 2)
      .reduce((a, b) => a + b, 0);
    expect(sum / 125).toBeCloseTo(0, 6);
    expect(net.preparation).toEqual(sets.training.preparation);
  });

  test("is evaluated on the same examples, prepared alike, and on all of other data", async () => {
    net.notes = { training: { data: { source: sets.source, cut: "by class" } } };
    const again = await openTrainedSet(net, undefined, undefined);
    expect([again.set, again.examples.features, again.examples.targets]).toEqual([
      "test",
      sets.test.features,
      sets.test.targets,
    ]);
    const reordered = readFileSync(flowers, "utf8")
      .trim()
      .split("\n")
      .slice(0, 100)
      .map((line) => line.split(",").reverse().join(","));
    const other = await openTrainedSet(net, file("reordered.csv", reordered.join("\n")), undefined);
    expect([other.set, other.examples.count]).toEqual(["all", 99]);
    const { rows } = await answerRows(net, rowFile(flowers), undefined);
    const right = rows.slice(0, 99).filter(({ prediction, expected }) => prediction === expected).length;
    expect((await net.evaluate(other.examples)).correct).toBe(right);
    expect(right).toBeGreaterThan(80);
  });

  test("answers to rows with the names of classes, whatever columns come beside and in whatever order", async () => {
    const rows = "petal width (cm),note,sepal width (cm),petal length (cm),sepal length (cm)\n0.2,mine,3.5,1.4,5.1\n";
    const { rows: answers, remarks } = await answerRows(net, rowFile(file("rows.csv", rows)), undefined);
    const same = await answerRows(net, rowFile(flowers), undefined);
    expect(answers).toEqual([{ ...same.rows[0], expected: undefined }]);
    expect(answers[0]).toMatchObject({ row: 1, prediction: "setosa", class: 0 });
    expect(remarks.map(({ what }) => what).join()).toContain('"note"');
  });

  test("refuses rows that it cannot read, and files that are not there", async () => {
    const rows = rowFile(file("short.csv", "petal width (cm),petal length (cm)\n0.2,1.4\n"));
    await expect(answerRows(net, rows, undefined)).rejects.toThrow('"sepal length (cm)", "sepal width (cm)"');
    await expect(answerRows(net, rowFile(join(place, "none.csv")), undefined)).rejects.toThrow(
      "none.csv cannot be read",
    );
  });
});

describe("a network that learned values", async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 2 ? "Bern" : "Rome"},${100 + 20 * (i % 10)}.5`);
  const houses = file("houses.csv", `size,town,price\n${rows.join("\n")}\n`);
  const { net } = await trainedOn(houses);

  test("answers in the units that its target came in", async () => {
    expect((net.preparation as Preparation).targets?.kind).toBe("values");
    const { rows: answers } = await answerRows(net, rowFile(file("ask.csv", "town,size\nBern,3\nRome,8\n")), undefined);
    expect(answers[0]?.values?.price).toBeCloseTo(160.5, -1.3);
    expect(answers[1]?.values?.price).toBeCloseTo(260.5, -1.3);
    expect(answers[0]?.prediction).toBeUndefined();
    expect((await answerRows(net, rowFile(houses), undefined)).rows[0]?.expected).toEqual({ price: 100.5 });
  });
});
