import { describe, expect, it } from "vitest";
import { expectClose } from "../../testing/close.ts";
import { centralDifferences, differenceTolerance } from "../../testing/differences.ts";
import { refused } from "../../testing/refused.ts";
import { checkRegularization, regularizerNames, regularizers } from "./index.ts";

describe.each(regularizerNames)("regularizer %s", (name) => {
  const { penalty, slope, ...about } = regularizers[name];

  it("says what it is", () => {
    expect(about.name).toBe(name);
    expect(about.formula).not.toBe("");
    expect(about.source).not.toBe("");
  });

  it("has the slope that central differences give", () => {
    for (const w of [-30, -2, -0.1, -1e-3, 1e-3, 0.1, 2, 30])
      expectClose(
        [slope(w)],
        centralDifferences(([x]) => penalty(x), Float64Array.of(w)),
        differenceTolerance,
        `slope(${w})`,
      );
  });

  it("costs nothing at 0, and as much for −w as for w", () => {
    for (const zero of [0, -0]) expect([penalty(zero), Math.abs(slope(zero))]).toEqual([0, 0]);
    for (const w of [0.5, 3, 1e10]) {
      expect(penalty(-w)).toBe(penalty(w));
      expect(penalty(w)).toBeGreaterThan(0);
      expect(slope(-w)).toBe(-slope(w));
      expect(slope(w)).toBeGreaterThan(0);
    }
  });

  it("is asked for by its λ, and by nothing but a finite one from 0 up", () => {
    const none = { l1: 0, l2: 0 };
    expect(checkRegularization({ [name]: 5 })).toEqual({ ...none, [name]: 5 });
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, "5", true, [5], {}, 10n])
      expect(refused(() => checkRegularization({ [name]: wrong })).code).toBe("training.regularization");
  });
});

it("no regularization is λ = 0 for each, and a misspelt one is refused", () => {
  expect(checkRegularization({})).toEqual({ l1: 0, l2: 0 });
  for (const wrong of [{ L2: 5 }, { lambda: 5 }, "l2", null, 5, [], { toString: 1 }])
    expect(refused(() => checkRegularization(wrong)).code).toBe("training.regularization");
});
