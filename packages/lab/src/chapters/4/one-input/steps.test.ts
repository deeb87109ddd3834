import { wasmEngine } from "nndl";
import { bumpNetwork } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { graphOf, levelsOf, stepsOf, sumOfSteps } from "./steps.ts";

const bumps = [
  { from: 0.4, to: 0.6, height: -1.2 },
  { from: 0.7, to: 0.9, height: 0.3 },
];

describe("weighted steps", () => {
  it("sum to what the library's network of bumps puts out", async () => {
    const places = [0, 0.399, 0.4, 0.5, 0.65, 0.71, 0.8, 1];
    const net = bumpNetwork(bumps, { steepness: 1000 });
    const session = await wasmEngine.open(net, { threads: 1 });
    const outputs = session.predict(Float32Array.from(places));
    session.close();
    const sum = sumOfSteps(stepsOf(bumps));
    places.forEach((x, i) => {
      expect(sum(Math.fround(x))).toBeCloseTo(outputs[i]!, 3);
    });
  });

  it("have a graph that goes all the way up each step", () => {
    const points = graphOf(sumOfSteps([{ at: 0.4, weight: 1 }]), [0.4]);
    expect(points.every(([x], i) => i === 0 || x >= points[i - 1]![0])).toBe(true);
    expect(Math.max(...points.slice(1).map(([, y], i) => y - points[i]![1]))).toBeLessThan(0.2);
    expect(points[0]![0]).toBe(0);
    expect(points.at(-1)![0]).toBe(1);
  });

  it("know their levels in whichever order they come", () => {
    const levels = levelsOf([
      { at: 0.6, weight: 1.2 },
      { at: 0.4, weight: 0.6 },
    ]);
    expect(levels.map(({ index }) => index)).toEqual([1, 0]);
    expect(levels.map(({ after }) => after)).toEqual([0.6, 1.7999999999999998]);
    expect(levels.map(({ from, to }) => [from, to])).toEqual([
      [0.4, 0.6],
      [0.6, 1],
    ]);
  });

  it("are nothing where there are none", () => {
    expect(sumOfSteps([])(0.5)).toBe(0);
    expect(levelsOf([])).toEqual([]);
  });
});
