import { approximateByBumps, approximateByTowers, goalFunction } from "nndl/universality";
import { describe, expect, test } from "vitest";
import { type Asked, construct, weightedInputOf } from "./construct.ts";
import { measure, outputsAt } from "./measure.ts";
import { challenge, tableRow } from "./table.ts";

const goal = "0.2+0.4*x^2+0.3*x*sin(15*x)+0.05*cos(50*x)";

describe("a network for a formula", () => {
  test("is the library's, by bumps for x and by towers for x and y", () => {
    const bumps = construct({ formula: goal, bumps: 7, overlap: 2, steepness: 500 });
    const same = approximateByBumps(goalFunction, { bumps: 7, overlap: 2, steepness: 500, output: "sigmoid" });
    expect(bumps.network.parameterCount).toBe(same.parameterCount);
    bumps.network.parameters.get("layers.1.weights")?.values.forEach((weight, i) => {
      expect(weight).toBeCloseTo(same.parameters.get("layers.1.weights")?.values[i] ?? Number.NaN, 5);
    });
    const towers = construct({ formula: "0.2 + x*y/2", bumps: 3 });
    const options = { inputs: 2, perSide: 3, output: "sigmoid" } as const;
    expect(towers.network.sha256()).toBe(approximateByTowers((x, y) => 0.2 + (x * y) / 2, options).sha256());
  });

  test.each<[Asked, number[]]>([
    [{ formula: "x", method: "relu", bumps: 5 }, [5, 1]],
    [{ formula: "0.5", method: "towers", bumps: 3 }, [8, 9, 1]],
    [{ formula: "2y", method: "directions", bumps: 6 }, [30, 1]],
    [{ formula: "3y - x", output: "linear" }, [22, 100, 1]],
    [{ formula: "0.5", bumps: 1 }, [2, 1]],
  ])("%j has layers of %j", (asked, units) => {
    expect(construct(asked).network.layers.map(({ output }) => output[0])).toEqual(units);
  });

  test("is measured at its output, and inside where that is a sigmoid's", async () => {
    const { output, inside } = await measure(construct({ formula: goal, bumps: 50 }));
    expect(output.mean).toBeCloseTo(0.0097, 4);
    expect(inside?.mean).toBeCloseTo(0.053, 2);
    expect(await measure(construct({ formula: "9x", output: "linear" }))).not.toHaveProperty("inside");
  });

  test("has the weighted input that σ makes its output of", async () => {
    const { network } = construct({ formula: goal, bumps: 10 });
    const places = Float32Array.of(0.05, 0.5, 0.95);
    const [outputs, inside] = await Promise.all([network, weightedInputOf(network)].map((n) => outputsAt(n, places)));
    outputs.forEach((value, i) => {
      expect(value).toBeCloseTo(1 / (1 + Math.exp(-inside[i])), 6);
    });
  });

  test.each<[Asked, string, RegExp]>([
    [{ formula: "2x" }, "approximate.range", /--output linear/],
    [{ formula: "x*y*4" }, "approximate.range", /at x = .*, y = /],
    [{ formula: "1/(x-0.5)", method: "relu" }, "approximate.values", /at x = 0.5/],
    [{ formula: "log(x-2)", output: "linear" }, "approximate.values", /NaN/],
    [{ formula: "x*y", method: "bumps" }, "option.method", /towers or directions/],
    [{ formula: "x2y", method: "bumps" }, "formula.name", /Functions are|mean/],
    [{ formula: "3y", method: "relu" }, "option.method", /towers or directions/],
    [{ formula: "x", method: "relu", output: "sigmoid" }, "option.output", /--method bumps/],
    [{ formula: "x*y", method: "directions", overlap: 2 }, "option.overlap", /--method towers/],
    [{ formula: "x", method: "relu", steepness: 2 }, "option.steepness", /--method bumps/],
    [{ formula: "0.5*y", bumps: 5000 }, "universality.size", /fewer/],
    [{ formula: "x +" }, "formula.syntax", /the rest/],
  ])("%j: %s", (asked, code, message) => {
    expect(() => construct(asked)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });
});

describe("what bumps can reach", () => {
  test("in the book's challenge", () => {
    const { heights, score, rounded, flat } = challenge(goalFunction);
    expect([score, rounded, flat].map((value) => value.toFixed(4))).toEqual(["0.3717", "0.3734", "1.0553"]);
    expect(heights.map((height) => height.toFixed(3))).toEqual(["-1.243", "-1.423", "-0.341", "-0.983", "1.143"]);
  });

  test.each([
    [10, 0.282, 0.054],
    [50, 0.054, 0.0099],
    [200, 0.014, 0.0025],
  ])("with %d bumps", async (bumps, inside, output) => {
    const row = await tableRow(bumps, goalFunction);
    expect(Math.abs(row.ideal.inside - inside)).toBeLessThan(6e-4);
    expect(Math.abs(row.ideal.output - output)).toBeLessThan(6e-4);
    expect(row.network.mean).toBeLessThan(1.02 * row.ideal.output);
  });
});
