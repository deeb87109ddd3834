import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classification, Dataset, type Preparation, regression } from "../data/index.ts";
import { dense } from "../layers/index.ts";
import { network } from "../network/index.ts";
import golden from "../testing/golden/reports.golden.json" with { type: "json" };
import { refused, refusedLater } from "../testing/refused.ts";
import { train } from "../training/index.ts";
import { classReport } from "./class-report.ts";
import { reportOn } from "./report-on.ts";
import { valueReport } from "./value-report.ts";

const labelled = (labels: readonly number[], classes?: number) =>
  classification(
    labels.map((label) => [label]),
    labels,
    { classes },
  );

describe("a report on classes", () => {
  it.each(golden.classes)("says what scikit-learn says: $name", (wanted) => {
    const { labels, outputs } = wanted;
    const top = Object.keys(wanted.top).map(Number);
    const report = classReport(labelled(labels, outputs[0].length), outputs, { top });
    expect(report.confusion).toEqual(wanted.confusion);
    expect(report.classes.map(({ support }) => support)).toEqual(wanted.classes.support);
    for (const score of ["precision", "recall", "f1"] as const) {
      for (const [i, value] of wanted.classes[score].entries()) expect(report.classes[i][score]).toBeCloseTo(value, 12);
      for (const average of ["macro", "weighted"] as const)
        expect(report[average][score]).toBeCloseTo(wanted[average][score], 12);
    }
    expect(report.accuracy).toBeCloseTo(wanted.accuracy, 12);
    expect(report.balancedAccuracy).toBeCloseTo(wanted.balanced, 12);
    for (const { k, accuracy } of report.top)
      expect(accuracy).toBeCloseTo((wanted.top as unknown as Record<number, number>)[k], 12);
  });

  it("adds up", () => {
    const one = fc.integer({ min: 1, max: 5 }).chain((size) =>
      fc.array(fc.tuple(fc.nat(size - 1), fc.array(fc.nat(3), { minLength: size, maxLength: size })), {
        minLength: 1,
        maxLength: 30,
      }),
    );
    fc.assert(
      fc.property(one, (examples) => {
        const [labels, outputs] = [examples.map(([label]) => label), examples.map(([, row]) => row)];
        const size = outputs[0].length;
        const all = Array.from({ length: size }, (_, k) => k + 1);
        const report = classReport(labelled(labels, size), outputs, { top: all });
        const sum = (of: (score: (typeof report.classes)[number]) => number) =>
          report.classes.reduce((total, score) => total + of(score), 0);
        expect([sum((s) => s.support), sum((s) => s.answered), sum((s) => s.correct)]).toEqual([
          ...[report.count, report.count, report.correct],
        ]);
        expect(report.weighted.recall).toBeCloseTo(report.accuracy, 12);
        // The right one among the k largest: of one what accuracy counts, of all of them always.
        const among = report.top.map(({ correct }) => correct);
        expect([among[0], among.at(-1)]).toEqual([report.correct, report.count]);
        expect(among).toEqual([...among].sort((a, b) => a - b));
      }),
    );
  });

  it("has names where the data have them, and columns for outputs that stand for no class of theirs", () => {
    const preparation: Preparation = {
      inputs: { kind: "table", columns: [{ kind: "number", name: "x", mean: 0, deviation: 1 }] },
      targets: { kind: "classes", names: ["cat", "dog"] },
    };
    const { features, shape, targets } = labelled([0, 1, 1]);
    const named = new Dataset({ features, shape, targets, preparation });
    const report = classReport(named, Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
    expect(report.classes.map(({ name }) => name)).toEqual(["cat", "dog", "2"]);
    expect(report.confusion).toEqual([
      [1, 0, 0],
      [0, 1, 1],
    ]);
    expect(report.classes[2]).toMatchObject({ support: 0, answered: 1, correct: 0, precision: 0, recall: 0, f1: 0 });
  });

  it("counts no answer as right where an output is no number", () => {
    const report = classReport(
      labelled([0, 1, 1]),
      [
        [1, 0],
        [Number.NaN, 1],
        [0, 1],
      ],
      { top: [2] },
    );
    expect(report).toMatchObject({ correct: 2, unanswered: 1, top: [{ k: 2, correct: 2 }] });
    expect(report.classes[1]).toMatchObject({ support: 2, answered: 1, recall: 0.5, precision: 1 });
  });

  it("refuses what cannot be", () => {
    const data = labelled([0, 1, 1]);
    const code = (outputs: unknown, options: object = {}, given: unknown = data) =>
      refused(() => classReport(given as Dataset, outputs as Float32Array, options)).code;
    for (const outputs of [
      new Float32Array(5),
      new Float32Array(3),
      [],
      [[1, 0]],
      [[1, 0], [1], [1, 0]],
      "none",
      [1, 2, 3],
    ])
      expect(code(outputs)).toBe("report.outputs");
    const fine = new Float32Array(6);
    for (const top of [[0], [3], [1.5], ["1"], 2]) expect(code(fine, { top })).toBe("report.top");
    expect(code(fine, { tops: [1] })).toBe("report.options");
    expect(code(fine, {}, regression([[0], [1]], [1, 2]))).toBe("report.data");
    expect(code(fine, {}, [])).toBe("dataset.instance");
  });
});

describe("a report on values", () => {
  it.each(golden.values)("says what scikit-learn says: $name", ({ targets, outputs, ...wanted }) => {
    const data = regression(
      targets.map((_, i) => [i]),
      targets,
    );
    for (const report of [valueReport(data, outputs), valueReport(data, Float32Array.from(outputs.flat()))]) {
      const near = (value: number | undefined, other: number) =>
        expect(Math.abs((value as number) - other)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(other)));
      for (const [i, column] of report.columns.entries()) {
        near(column.r2, wanted.r2[i]);
        near(column.meanAbsoluteError, wanted.absolute[i]);
        near(column.meanSquaredError, wanted.squared[i]);
        near(column.rootMeanSquaredError, wanted.root[i]);
      }
      near(report.r2, wanted.all[0]);
      near(report.meanAbsoluteError, wanted.all[1]);
      near(report.meanSquaredError, wanted.all[2]);
      near(report.rootMeanSquaredError, wanted.all[3]);
    }
  });

  it("is in the units that the targets came in", () => {
    const preparation: Preparation = {
      inputs: { kind: "table", columns: [{ kind: "number", name: "rooms", mean: 0, deviation: 1 }] },
      targets: { kind: "values", columns: [{ kind: "number", name: "price", mean: 200_000, deviation: 50_000 }] },
    };
    const { features, shape, targets } = regression([[0], [1]], [-1, 1]);
    const houses = new Dataset({ features, shape, targets, preparation });
    const { columns, r2 } = valueReport(houses, [[-1], [0.5]]);
    expect(columns).toMatchObject([{ name: "price", mean: 200_000, meanAbsoluteError: 12_500 }]);
    expect(r2).toBeCloseTo(1 - 0.25 / 2, 12);
  });

  it("has no R² where all targets are equal", () => {
    const { r2, columns } = valueReport(regression([[0], [1], [2]], [0.1, 0.1, 0.1]), [[0], [1], [0.1]]);
    expect([r2, columns[0].r2]).toEqual([undefined, undefined]);
  });

  it("refuses what cannot be", () => {
    const data = regression([[0], [1]], [0, 1]);
    expect(refused(() => valueReport(data, [[0], [Number.NaN]])).code).toBe("report.outputs");
    expect(
      refused(() =>
        valueReport(data, [
          [0, 1],
          [0, 1],
        ]),
      ).code,
    ).toBe("report.outputs");
    expect(refused(() => valueReport(labelled([0, 1]), [[0], [1]])).code).toBe("report.data");
  });
});

describe("a report on a network", () => {
  it("counts as the engine does", async () => {
    const data = classification(
      Array.from({ length: 1203 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]),
      Array.from({ length: 1203 }, (_, i) => i % 3),
    );
    const net = network({ input: [2], layers: [dense(3)], seed: 1 });
    const { correct, accuracy } = await reportOn(net, data, { top: [2] });
    expect(correct).toBe((await net.evaluate(data)).correct);
    expect(accuracy).toBe(correct / 1203);
  });

  it("claims no class of one that learned values", async () => {
    const values = regression(
      [[0], [1]],
      [
        [0, 1],
        [1, 0],
      ],
    );
    const net = network({ input: [1], layers: [dense(2)], seed: 1 });
    for await (const _ of train(net, values, { epochs: 1, learningRate: 1 }));
    expect((await refusedLater(reportOn(net, labelled([0, 1])))).code).toBe("network.classes");
    expect((await reportOn(net, values)).columns.length).toBe(2);
  });
});
