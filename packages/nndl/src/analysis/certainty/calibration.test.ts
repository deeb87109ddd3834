import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classification, regression } from "../../data/index.ts";
import golden from "../../testing/golden/analysis.golden.json" with { type: "json" };
import { refused } from "../../testing/refused.ts";
import { type CalibrationReport, calibrationReport, type Reliability } from "./calibration.ts";

const labelled = (labels: readonly number[], classes: number) =>
  classification(
    labels.map((label) => [label]),
    labels,
    { classes },
  );

describe("calibration", () => {
  it.each(golden.calibrations)("is what scikit-learn and NumPy say: $name", ({ labels, outputs, bins, ...wanted }) => {
    const report = calibrationReport(labelled(labels, outputs[0].length), outputs, { bins });
    for (const name of ["accuracy", "certainty", "brier"] as const) expect(report[name]).toBeCloseTo(wanted[name], 12);
    for (const name of ["equalWidth", "equalMass"] as const) {
      const { bins: found, expectedError, maximumError } = report[name];
      expect(found.map(({ count }) => count)).toEqual(wanted[name].count);
      for (const [i, { certainty, accuracy }] of found.entries()) {
        expect(certainty).toBeCloseTo(wanted[name].certainty[i], 12);
        expect(accuracy).toBeCloseTo(wanted[name].accuracy[i], 12);
      }
      expect(expectedError).toBeCloseTo(wanted[name].expected, 12);
      expect(maximumError).toBeCloseTo(wanted[name].maximum, 12);
    }
  });

  it("adds up, whatever the outputs", () => {
    const probability = fc.float({ min: 0, max: 1, noNaN: true });
    const examples = fc.integer({ min: 1, max: 4 }).chain((size) =>
      fc.array(fc.tuple(fc.nat(size - 1), fc.array(probability, { minLength: size, maxLength: size })), {
        minLength: 1,
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(examples, fc.integer({ min: 1, max: 20 }), (drawn, bins) => {
        const [labels, outputs] = [drawn.map(([label]) => label), drawn.map(([, row]) => row)];
        const report = calibrationReport(labelled(labels, outputs[0].length), outputs, { bins });
        const flat = Float32Array.from(outputs.flat());
        expect(calibrationReport(labelled(labels, outputs[0].length), flat, { bins })).toEqual(report);
        expect(report.brier).toBeGreaterThanOrEqual(0);
        for (const kind of ["equalWidth", "equalMass"] as const) consistent(report, report[kind]);
      }),
    );
  });

  it("divides examples equally as far as their certainties differ", () => {
    const outputs = Array.from({ length: 30 }, (_, i) => [0.5 + i / 100, 0]);
    const { equalMass } = calibrationReport(labelled(Array(30).fill(0), 2), outputs, { bins: 5 });
    expect(equalMass.bins.map(({ count }) => count)).toEqual([6, 6, 6, 6, 6]);
    const equal = calibrationReport(labelled([0, 0, 1], 2), Array(3).fill([0.75, 0.25]), { bins: 5 });
    expect(equal.equalMass.bins).toEqual([{ from: 0.75, to: 0.75, count: 3, certainty: 0.75, accuracy: 2 / 3 }]);
  });

  it("puts a certainty that lies on an edge into the bin below it", () => {
    const outputs = [0.5, 0.75, 1].map((certainty) => [certainty, 0]);
    const { equalWidth } = calibrationReport(labelled([0, 0, 0], 2), outputs, { bins: 4 });
    expect(equalWidth.bins.map(({ from, to, count }) => [from, to, count])).toEqual([
      [0.25, 0.5, 1],
      [0.5, 0.75, 1],
      [0.75, 1, 1],
    ]);
  });

  it("is perfect where the network is right as often as it says", () => {
    const data = labelled([0, 0, 0, 1], 2);
    const { equalWidth, brier } = calibrationReport(data, Array(4).fill([0.75, 0.25]));
    expect([equalWidth.expectedError, equalWidth.maximumError]).toEqual([0, 0]);
    expect(brier).toBe((3 * 2 * 0.25 ** 2 + 2 * 0.75 ** 2) / 4);
  });
});

function consistent(report: CalibrationReport, { bins, expectedError, maximumError }: Reliability): void {
  const over = (of: (bin: (typeof bins)[number]) => number) =>
    bins.reduce((sum, bin) => sum + (bin.count / report.count) * of(bin), 0);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(report.count);
  expect(over(({ certainty }) => certainty)).toBeCloseTo(report.certainty, 10);
  expect(over(({ accuracy }) => accuracy)).toBeCloseTo(report.accuracy, 10);
  expect(expectedError).toBeLessThanOrEqual(maximumError + 1e-12);
  expect(expectedError).toBeGreaterThanOrEqual(Math.abs(report.accuracy - report.certainty) - 1e-12);
  for (const [i, { from, to, certainty, count }] of bins.entries()) {
    expect(count).toBeGreaterThan(0);
    expect(certainty).toBeGreaterThanOrEqual(from - 1e-7);
    expect(certainty).toBeLessThanOrEqual(to + 1e-7);
    if (i > 0) expect(from).toBeGreaterThanOrEqual(bins[i - 1].to);
  }
}

describe("what is refused", () => {
  const code = (...args: unknown[]) =>
    refused(() => (calibrationReport as (...each: unknown[]) => unknown)(...args)).code;
  const data = labelled([0, 1], 2);

  it("outputs that are no probabilities, or do not fit", () => {
    for (const wrong of [-0.1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(code(data, [[0.5, 0.5], [wrong, 0]])).toBe("report.outputs"); // biome-ignore format: short
    expect(code(data, [[0.5, 0.5]])).toBe("report.outputs");
    expect(code(data, [[0.5], [0.5]])).toBe("report.outputs");
    expect(code(data, new Float32Array(3))).toBe("report.outputs");
    expect(code(data, undefined)).toBe("report.outputs");
  });

  it("data without classes, and options that are none", () => {
    expect(code({}, [])).toBe("dataset.instance");
    expect(code(regression([[1]], [1]), [[1]])).toBe("report.data");
    const outputs = [[1, 0], [0, 1]]; // biome-ignore format: short
    for (const bins of [0, 1.5, Number.NaN, 1001, "10"]) expect(code(data, outputs, { bins })).toBe("report.bins");
    for (const options of [{ bin: 3 }, null, 5]) expect(code(data, outputs, options)).toBe("report.options");
  });
});
