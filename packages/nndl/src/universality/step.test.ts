import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { refused } from "../testing/refused.ts";
import { outputsByEngines } from "../testing/universality.ts";
import { stepNetwork, stepNeuron } from "./step.ts";

describe("a step neuron", () => {
  it("has the book's weights", () => {
    expect(stepNeuron(0.2)).toEqual({ weights: [1000], bias: -200 });
    expect(stepNeuron(0.5, { direction: [1, 0] })).toEqual({ weights: [1000, 0], bias: -500 });
    expect(Object.is(stepNeuron(0).bias, 0)).toBe(true);
  });

  it("steps at −b/w, off before it and on after it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 1, noNaN: true }), async (at) => {
        for (const outputs of await outputsByEngines(stepNetwork(at), [[at - 0.02], [at], [at + 0.02]]))
          expect(outputs).toEqual([expect.closeTo(0, 6), expect.closeTo(0.5, 1), expect.closeTo(1, 6)]);
      }),
      { numRuns: runs(20) },
    );
  });

  it("steps in any direction", async () => {
    const slanted = stepNetwork(0.5, { direction: [Math.SQRT1_2, Math.SQRT1_2] });
    // On the diagonal the distance along the direction is √2·x.
    for (const outputs of await outputsByEngines(
      slanted,
      [0.34, 0.37].map((x) => [x, x]),
    ))
      expect(outputs).toEqual([expect.closeTo(0, 6), expect.closeTo(1, 6)]);
  });

  it.each([
    [Number.NaN, {}],
    ["0.5" as unknown as number, {}],
    [0.5, { steepness: 0 }],
    [0.5, { direction: [] }],
    [0.5, { direction: [1, Number.NaN] }],
  ])("refuses a step at %s with %o", (at, options) => {
    expect(refused(() => stepNeuron(at, options)).code).toBe("universality.step");
  });
});
