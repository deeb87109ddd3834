import { describe, expect, it } from "vitest";
import { logistic } from "../functions/activations/sigmoid.ts";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { towerNetwork } from "./tower.ts";

const box = [
  { from: 0.4, to: 0.6 },
  { from: 0.3, to: 0.7 },
];
/** In the box, on the plateaus of the two bumps, and elsewhere. */
const places = [
  [0.5, 0.5],
  [0.5, 0.1],
  [0.1, 0.5],
  [0.9, 0.9],
];

describe("a tower", () => {
  it("has the book's values for h = 10: 0.993 inside, 0.0067 on the plateaus", async () => {
    for (const outputs of await outputsByEngines(towerNetwork(box), places))
      expect(outputs).toEqual([5, -5, -5, -15].map((z) => expect.closeTo(logistic(z), 5)));
  });

  it("starts as the book's figure does, before it is one", async () => {
    const faint = towerNetwork(box, { height: 0.3, bias: -0.5 });
    for (const outputs of await outputsByEngines(faint, places))
      expect(outputs.map((a) => a.toFixed(3))).toEqual(["0.525", "0.450", "0.450", "0.378"]);
  });

  it("shows the sum of its bumps with a linear output", async () => {
    const sum = towerNetwork(box, { height: 0.3, bias: 0, output: "linear" });
    for (const outputs of await outputsByEngines(sum, places))
      expect(outputs).toEqual([0.6, 0.3, 0.3, 0].map((z) => expect.closeTo(z, 5)));
  });

  it.each([1, 3, 5])("stands in %i dimensions, with the bias (−m + ½)h", async (m) => {
    const net = towerNetwork(Array.from({ length: m }, () => ({ from: 0.25, to: 0.75 })));
    expect(net.layers.map(({ output }) => output[0])).toEqual([2 * m, 1]);
    expect(net.parameters.get("layers.1.biases")!.values[0]).toBe((0.5 - m) * 10);
    const inside = Array<number>(m).fill(0.5);
    const oneOut = inside.map((x, k) => (k === 0 ? 0.9 : x));
    for (const outputs of await outputsByEngines(net, [inside, oneOut]))
      expect(outputs).toEqual([expect.closeTo(logistic(5), 5), expect.closeTo(logistic(-5), 5)]);
  });

  it.each([
    ["no box", [], {}, "universality.tower"],
    ["what is no box", 3 as never, {}, "universality.tower"],
    ["a side without width", [{ from: 1, to: 1 }], {}, "universality.interval"],
    ["a height that is no number", box, { height: Number.NaN }, "universality.tower"],
    ["a bias that is no number", box, { bias: Number.NaN }, "universality.tower"],
    ["another output", box, { output: "relu" as never }, "universality.tower"],
    ["steps that go the other way", box, { steepness: -5 }, "universality.step"],
  ])("refuses %s", (_, sides, options, code) => {
    expect(refused(() => towerNetwork(sides, options)).code).toBe(code);
  });
});
