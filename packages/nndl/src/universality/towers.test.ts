import { describe, expect, it } from "vitest";
import { Network } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { bothEngines, outputsByEngines } from "../testing/universality.ts";
import { measureApproximation } from "./measure.ts";
import { approximateByTowers, towersNetwork } from "./towers.ts";

const two = [
  {
    box: [
      { from: 0.1, to: 0.2 },
      { from: 0.8, to: 0.9 },
    ],
    weights: [0.7],
  },
  {
    box: [
      { from: 0.7, to: 0.8 },
      { from: 0.2, to: 0.3 },
    ],
    weights: [0.5],
  },
];
/** Values between 0.1 and 0.9 everywhere on the square. */
const hills = (x: number, y: number) => 0.5 + 0.2 * Math.sin(4 * x) + 0.2 * Math.cos(5 * y);

describe("a sum of towers", () => {
  it("has each tower's weight over its box, and 0 elsewhere", async () => {
    for (const outputs of await outputsByEngines(towersNetwork(two), [
      [0.15, 0.85],
      [0.75, 0.25],
      [0.15, 0.25],
      [0.5, 0.5],
    ]))
      expect(outputs).toEqual([0.7, 0.5, 0, 0].map((value) => expect.closeTo(value, 5)));
  });

  it.each(bothEngines)("comes closer to a function with more towers, on the engine $name", async (engine) => {
    const mean = async (perSide: number) =>
      (await measureApproximation(approximateByTowers(hills, { inputs: 2, perSide }), hills, { engine })).mean;
    const [few, many] = [await mean(5), await mean(15)];
    expect(few).toBeLessThan(0.06);
    expect(many).toBeLessThan(few / 2.2);
  });

  it("goes through σ⁻¹ for a sigmoid output", async () => {
    const net = approximateByTowers(hills, { inputs: 2, perSide: 15, output: "sigmoid" });
    expect((await measureApproximation(net, hills)).mean).toBeLessThan(0.025);
    expect(Network.fromBytes(net.toBytes()).sha256()).toBe(net.sha256());
  });

  it("approximates functions from R^m to R^n", async () => {
    const f = (x: number, y: number, z: number) => [x * y, z - x];
    const net = approximateByTowers(f, { inputs: 3, perSide: 6 });
    expect(net.layers.map(({ output }) => output[0])).toEqual([3 * 7, 6 ** 3, 2]);
    expect((await measureApproximation(net, f, { perSide: 11 })).mean).toBeLessThan(0.08);
  });

  it("fails where corners meet, and less so for approximations that overlap", async () => {
    const options = { inputs: 2, perSide: 4 };
    const corner = [[0.5, 0.5]];
    const [once, overlapping] = await Promise.all(
      [1, 8].map((overlap) => outputsByEngines(approximateByTowers(hills, { ...options, overlap }), corner)),
    );
    for (const engine of [0, 1]) {
      expect(once![engine]![0]).toBeCloseTo(0, 5);
      expect(overlapping![engine]![0]).toBeGreaterThan(0.8 * hills(0.5, 0.5));
    }
  });

  it.each([
    ["a formula", "x * y" as never, { inputs: 2, perSide: 2 }, "universality.function"],
    ["no inputs", hills, { inputs: 0, perSide: 4 }, "universality.tower"],
    ["no towers", hills, { inputs: 2, perSide: 0 }, "universality.tower"],
    ["too many towers", hills, { inputs: 10, perSide: 10 }, "universality.size"],
    ["values that are none", () => Number.NaN, { inputs: 2, perSide: 2 }, "universality.values"],
    [
      "values of varying number",
      (x: number) => (x < 0.5 ? 1 : [1, 2]),
      { inputs: 1, perSide: 2 },
      "universality.values",
    ],
    ["values that no sigmoid outputs", () => 1, { inputs: 2, perSide: 2, output: "sigmoid" }, "universality.range"],
  ] as const)("refuses %s", (_, f, options, code) => {
    expect(refused(() => approximateByTowers(f, options)).code).toBe(code);
  });

  it("refuses towers that differ in their outputs or inputs", () => {
    for (const towers of [
      [],
      [5 as never],
      [{ ...two[0]!, weights: [] }],
      [{ ...two[0]!, weights: [Number.NaN] }],
      [two[0]!, { ...two[1]!, weights: [1, 2] }],
      [two[0]!, { ...two[1]!, box: two[1]!.box.slice(1) }],
    ])
      expect(refused(() => towersNetwork(towers)).code).toBe("universality.tower");
  });
});
