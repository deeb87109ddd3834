import { classification, Network, NndlError, network, regression } from "nndl";
import { type ClassReport, classReport, valueReport } from "nndl/analysis";
import { describe, expect, test } from "vitest";
import { styleFor } from "../terminal/style.ts";
import { widthOf } from "../terminal/wrap.ts";
import { confusionLines } from "./confusion.ts";
import { judge, pictureShape } from "./judge.ts";
import { classFigures, classLines, figureLines, valueFigures, valueLines } from "./show-report.ts";

/** Reads an input of n numbers as the place of its largest. */
function reader(classes: number): Network {
  const identity = Float32Array.from({ length: classes ** 2 }, (_, i) => (i % (classes + 1) === 0 ? 4 : 0));
  const spec = {
    input: [classes],
    layers: [{ type: "dense" as const, units: classes }],
    cost: "cross-entropy" as const,
  };
  return Network.fromParameters(
    spec,
    new Map([
      ["layers.0.weights", { shape: [classes, classes], values: identity }],
      ["layers.0.biases", { shape: [classes], values: new Float32Array(classes) }],
    ]),
  );
}

describe("a judgement", () => {
  test("counts what was read as what, and puts the surest mistakes first", async () => {
    const inputs = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0.5, 0],
      [1, 0, 0.9],
    ];
    const { count, report, mistakes, cost } = await judge(reader(3), classification(inputs, [0, 1, 2, 1, 2]), {
      top: [2],
    });
    const { correct, confusion, top } = report as ClassReport;
    expect(top).toEqual([{ k: 2, correct: 5, accuracy: 1 }]);
    expect([count, correct]).toEqual([5, 3]);
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
    ]);
    expect(mistakes?.map(({ index, label, read }) => [index, label, read])).toEqual([
      [3, 1, 0],
      [4, 2, 0],
    ]);
    expect(cost).toBeGreaterThan(0);
  });

  test("agrees with itself on more examples than are read at once", async () => {
    const inputs = Array.from({ length: 1203 }, (_, i) => [i % 2, i % 3, 1]);
    const examples = classification(
      inputs,
      inputs.map((_, i) => i % 3),
    );
    const { report, mistakes, count, calibration, certain, confused } = await judge(reader(3), examples);
    const { correct, confusion } = report as ClassReport;
    expect(correct).toBe(confusion.reduce((sum, row, label) => sum + row[label], 0));
    expect(correct + (mistakes?.length ?? 0)).toBe(count);
    expect(confused!.reduce((sum, { times }) => sum + times, 0)).toBe(count - correct);
    expect(calibration!.equalWidth.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(count);
    expect([certain!.most.length, certain!.least.length]).toEqual([10, 10]);
    expect((await judge(reader(3), examples, { unsure: 15 })).certain!.least).toHaveLength(15);
  });

  test("of values has a cost and no classes", async () => {
    const net = network({ input: [1], layers: [{ type: "dense", units: 1, activation: "linear" }] });
    const judgement = await judge(net, regression([[1], [2]], [1, 2]));
    expect(Object.keys(judgement)).toEqual(["count", "cost", "report"]);
    expect(judgement.report.kind).toBe("values");
  });

  test("of outputs that are no probabilities says nothing of calibration", async () => {
    const net = network({ input: [2], layers: [{ type: "dense", units: 2, activation: "linear" }], seed: 1 });
    const judgement = await judge(net, classification([[9, 9], [-9, 9]], [0, 1])); // biome-ignore format: short
    expect(judgement.calibration).toBeUndefined();
    expect(judgement.certain!.most).toHaveLength(2);
  });

  test("claims no class of a network that learned values", async () => {
    const net = reader(3);
    net.targetKind = "values";
    const data = classification([[1, 0, 0]], [0], { classes: 3 });
    await expect(judge(net, data)).rejects.toMatchObject({ code: "network.classes" });
  });

  test("is refused for data that does not fit", async () => {
    await expect(judge(reader(3), classification([[1, 2]], [0]))).rejects.toThrow(NndlError);
  });
});

/** A report in which confusion[label][read] examples of each class are read as each. */
function reportOf(confusion: readonly (readonly number[])[], names?: readonly string[]): ClassReport {
  const pairs = confusion.flatMap((row, label) =>
    row.flatMap((n, read) => Array.from({ length: n }, () => [label, read])),
  );
  const size = confusion[0].length;
  const data = classification(
    pairs.map(() => [0]),
    pairs.map(([label]) => label),
    { classes: size },
  );
  const outputs = pairs.map(([, read]) => Array.from({ length: size }, (_, j) => (j === read ? 1 : 0)));
  const report = classReport(data, outputs);
  return { ...report, classes: report.classes.map((score, i) => ({ ...score, name: names?.[i] ?? score.name })) };
}

describe("a report on classes", () => {
  const confusion = [
    [10, 2, 0],
    [0, 8, 1],
    [3, 0, 5],
  ];

  test("has a row for each class", () => {
    const lines = confusionLines(reportOf(confusion), 78, styleFor(false));
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^ +0 +10 +2 +·$/);
    expect(lines[3]).toMatch(/^ +2 +3 +· +5$/);
    const colored = confusionLines(reportOf(confusion), 78, styleFor(true));
    expect(colored.map(widthOf)).toEqual(lines.map(widthOf));
  });

  test("has the names of the classes: short ones above the columns, long ones before the rows", () => {
    const short = confusionLines(reportOf(confusion, ["cat", "dog", "emu"]), 78, styleFor(false));
    expect(short[0]).toMatch(/^ +cat +dog +emu$/);
    const long = confusionLines(reportOf(confusion, ["cat", "alligator", "emu"]), 78, styleFor(false));
    expect(long[0]).toMatch(/^ +0 +1 +2$/);
    expect(long[2]).toMatch(/^1 alligator +· +8 +1$/);
  });

  test("has no matrix where it would be too wide", () => {
    const wide = reportOf(
      Array.from({ length: 40 }, (_, i) => Array.from({ length: 40 }, (_, j) => (i === j ? 1 : 0))),
    );
    expect(confusionLines(wide, 78, styleFor(false))).toEqual([]);
  });

  test("tells which classes are taken for one another", () => {
    const lines = classLines(reportOf(confusion, ["cat", "dog", "emu"]), 80, styleFor(false));
    expect(lines.join(" ")).toContain(
      "Most often taken for one another: cat and emu (3 × as cat), cat and dog (2 × as dog), dog and emu (1 × as emu).",
    );
  });

  test("fits into any terminal, and says what was never answered", () => {
    const names = ["cat", "a very long name of an animal", "emu", "\u001b[31mred"];
    const report = reportOf([[5, 1, 0, 0], [2, 3, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]], names); // biome-ignore format: a table
    for (const columns of [40, 60, 80, 120]) {
      const style = styleFor(false);
      const lines = [
        ...classLines(report, columns, style),
        ...figureLines(classFigures(report, style), columns, style),
      ];
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns - 2);
      expect(lines.join("\n")).not.toContain("\u001b");
      expect(lines.join(" ").replace(/\s+/g, " ")).toContain("Never answered, and so of precision 0: emu.");
    }
  });

  test("lists of many classes those that are answered worst", () => {
    const size = 47;
    const many = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (j === i % 40 ? 2 : 0)));
    const lines = classLines(reportOf(many), 80, styleFor(false));
    expect(lines.filter((line) => /^\d+ +\d\.\d{3}/.test(line))).toHaveLength(20);
    expect(lines.join(" ")).toContain("The 20 of 47 classes with the lowest F1");
  });
});

describe("a report on values", () => {
  test("says R² and errors, each value by itself where there are several", () => {
    const style = styleFor(false);
    const data = regression([[0], [1], [2]], [[0, 5], [1, 5], [2, 5]]); // biome-ignore format: a table
    const report = valueReport(data, [[0, 5], [1, 5], [3, 6]]); // biome-ignore format: a table
    expect(valueFigures(report, style)[0].slice(0, 2)).toEqual(["R²", "0.5000"]);
    expect(valueLines(report, 80, style).slice(1)).toEqual([
      expect.stringMatching(/^0 +0\.5000 +0\.3333 +0\.5774$/),
      expect.stringMatching(/^1 +none +0\.3333 +0\.5774$/),
    ]);
    for (const line of [...valueLines(report, 40, style), ...figureLines(valueFigures(report, style), 40, style)])
      expect(widthOf(line)).toBeLessThanOrEqual(38);
  });
});

test("only images of one channel are drawn", () => {
  expect(pictureShape(classification([[1, 2, 3, 4, 5, 6]], [0], { shape: [1, 2, 3] }))).toEqual({
    width: 3,
    height: 2,
  });
  for (const shape of [[6], [2, 1, 3]])
    expect(() => pictureShape(classification([[1, 2, 3, 4, 5, 6]], [0], { shape }))).toThrow(NndlError);
});
