import { classification } from "nndl";
import { calibrationReport, certainties, classReport } from "nndl/analysis";
import { describe, expect, test } from "vitest";
import { styleFor } from "../terminal/style.ts";
import { widthOf } from "../terminal/wrap.ts";
import { calibrationFigures, calibrationLines, certaintyLines } from "./show-certainty.ts";
import { figureLines } from "./show-report.ts";

const plain = styleFor(false);

/** So many answers of each certainty, of which so many are right; two classes. */
function answers(...kinds: readonly (readonly [certainty: number, count: number, right: number])[]) {
  const each = kinds.flatMap(([certainty, count, right]) =>
    Array.from({ length: count }, (_, i) => ({ certainty, label: i < right ? 0 : 1 })),
  );
  const data = classification(
    each.map(() => [0]),
    each.map(({ label }) => label),
    { classes: 2 },
  );
  return { data, outputs: each.map(({ certainty }) => [certainty, 1 - certainty]) };
}

describe("a reliability chart", () => {
  const { data, outputs } = answers([0.55, 20, 10], [0.75, 1000, 400], [0.95, 100, 95]);
  const report = calibrationReport(data, outputs);

  test("has a row for each bin with answers: how many are right, and a line at how certain it is", () => {
    const lines = calibrationLines(report, 60, plain).slice(-4);
    expect(lines[0]).toMatch(/^ +certain {2}right +answers$/);
    expect(lines.slice(1).map((line) => line.replace(/ +/g, " ").trim())).toEqual([
      expect.stringMatching(/^50–60 % █+▌ │ 50\.0 % 20$/),
      expect.stringMatching(/^70–80 % █+▍ │ 40\.0 % 1,000$/),
      expect.stringMatching(/^90–100 % █+│ 95\.0 % 100$/),
    ]);
    // The line stands where the certainty is, as far along the bar's room as that.
    const [from, to] = [lines[0]!.indexOf("right"), lines[0]!.indexOf("answers") - 9];
    expect(lines[2]!.indexOf("│")).toBeCloseTo(from + 0.75 * (to - from), -1);
  });

  test("marks what is more than chance", () => {
    const lines = calibrationLines(report, 60, styleFor(true)).slice(-3);
    expect(lines.map((line) => line.includes("\u001b[33m"))).toEqual([false, true, false]);
  });

  test("fits into any terminal, its figures too", () => {
    for (const columns of [40, 50, 80, 200])
      for (const line of [
        ...calibrationLines(report, columns, plain),
        ...figureLines(calibrationFigures(report), columns, plain),
      ])
        expect(widthOf(line)).toBeLessThanOrEqual(columns - 2);
    expect(calibrationFigures(report).map(([label, value]) => [label, value])).toEqual([
      ["certain", "76.43 %"],
      ["expected", "0.313"],
      ["maximum", "0.350"],
      ["Brier", "0.665"],
    ]);
  });
});

describe("what it is least and most certain of", () => {
  const names = ["cat", "a very long name of an animal", "\u001b[31mred"];
  const data = classification([[0], [0], [0]], [0, 1, 1], { classes: 3 });
  const outputs = [[0.9, 0.05, 0.05], [0.3, 0.4, 0.35], [0.2, 0.1, 0.6]]; // biome-ignore format: rows
  const report = classReport(data, outputs);
  const classes = report.classes.map((score, i) => ({ ...score, name: names[i]! }));
  const lines = (columns: number, few = 2) =>
    certaintyLines(certainties(data, outputs), { classes }, { few, what: "example", columns, style: plain });

  test("is named with what comes next, and with what is right where it is wrong", () => {
    expect(lines(110).map((line) => line.replace(/ +/g, " ").trim())).toEqual([
      "example read as output then",
      "least certain 1 a very long name of an … 0.400 �[31mred 0.350",
      "2 �[31mred, is a very long name of an … 0.600 cat 0.200",
      "most certain 0 cat 0.900 a very long name of an … 0.050",
      "2 �[31mred, is a very long name of an … 0.600 cat 0.200",
    ]);
  });

  test("fits into any terminal", () => {
    for (const columns of [40, 60, 80, 120])
      for (const line of lines(columns)) {
        expect(widthOf(line)).toBeLessThanOrEqual(columns - 2);
        expect(line).not.toContain("\u001b");
      }
  });

  test("needs no second output", () => {
    const one = classification([[0]], [0], { classes: 1 });
    const report = classReport(one, [[0.5]]);
    const [, line] = certaintyLines(certainties(one, [[0.5]]), report, {
      few: 3,
      what: "image",
      columns: 80,
      style: plain,
    });
    expect(line).toMatch(/^least certain +0 +0 +0\.500$/);
  });
});
