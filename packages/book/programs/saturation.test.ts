import { describe, expect, test } from "vitest";
import { demo, firstBelow, output, type Slope, slopes, train } from "./saturation.ts";
import { sigmoid } from "./sigmoid.ts";

const asOnThePage: Slope = "cross-entropy as the book's page has it";

describe("the book's four animations end where they should after 301 steps", () => {
  test.each<[string, number, number, number, Slope, number, number, number, number]>([
    ["W3.1", 0.6, 0.9, 0.15, "quadratic", -1.284, -0.984, 0.0938, 4],
    ["W3.2", 2.0, 2.0, 0.15, "quadratic", -0.689, -0.689, 0.2013, 4],
    ["W3.3", 0.6, 0.9, 0.005, asOnThePage, -1.739, -1.439, 0.04, 4],
    ["W3.4", 2.0, 2.0, 0.005, asOnThePage, -1.5, -1.5, 0.0474, 4],
  ])("%s", (_id, w, b, eta, slope, endW, endB, endA, digits) => {
    const end = train({ w, b }, eta, slope)[301];
    expect(end.w).toBeCloseTo(endW, 3);
    expect(end.b).toBeCloseTo(endB, 3);
    expect(output(end)).toBeCloseTo(endA, digits);
  });

  test("W3.1's cost is 0.0044", () => {
    expect(output(train({ w: 0.6, b: 0.9 }, 0.15, "quadratic")[301]) ** 2 / 2).toBeCloseTo(0.0044, 4);
  });

  test("W3.2 hardly moves for 150 steps, and passes ½ only at 232; W3.4 passes it at 66", () => {
    const slow = train({ w: 2, b: 2 }, 0.15, "quadratic");
    expect(slow[150].w).toBeCloseTo(1.32, 3);
    expect(slow[150].b).toBeCloseTo(1.32, 3);
    expect(output(slow[150])).toBeCloseTo(0.933, 3);
    expect(firstBelow(slow, 0.5)).toBe(232);
    expect(firstBelow(train({ w: 2, b: 2 }, 0.005, asOnThePage), 0.5)).toBe(66);
  });
});

describe("with the true slope of the cross-entropy", () => {
  test.each([
    [0.6, 0.9, 0.005, 0.417, 3],
    [2.0, 2.0, 0.005, 0.778, 3],
    [0.6, 0.9, 0.15, 0.0116, 4],
    [2.0, 2.0, 0.15, 0.012, 4],
  ])("from w=%d, b=%d with learning rate %d the output ends at %d", (w, b, eta, a, digits) => {
    expect(output(train({ w, b }, eta, "cross-entropy")[301])).toBeCloseTo(a, digits);
  });

  test("the slopes are those of the costs, ½a² and −ln(1 − a), and the page's is not", () => {
    const measured = (cost: (a: number) => number, z: number) =>
      (cost(sigmoid(z + 1e-5)) - cost(sigmoid(z - 1e-5))) / 2e-5;
    for (const z of [-3, 0, 0.7, 4]) {
      expect(slopes.quadratic(z)).toBeCloseTo(
        measured((a) => a ** 2 / 2, z),
        9,
      );
      const crossEntropy = measured((a) => -Math.log(1 - a), z);
      expect(slopes["cross-entropy"](z)).toBeCloseTo(crossEntropy, 8);
      expect(slopes[asOnThePage](z)).toBeGreaterThan(crossEntropy + 0.5);
    }
  });
});

test("firstBelow says −1 if it never happens; a bad learning rate is refused", () => {
  expect(firstBelow(train({ w: 2, b: 2 }, 0.15, "quadratic", 10), 0.5)).toBe(-1);
  expect(() => train({ w: 2, b: 2 }, 0, "quadratic")).toThrow("above 0; received 0");
});

test("the demonstration ends with the outputs that the book shows", () => {
  const ends = demo().map((line) => line.split(" ").at(-1));
  expect(ends.filter((_, i) => i % 3 !== 0)).toEqual(["0.094", "0.201", "0.012", "0.012", "0.040", "0.047"]);
});
