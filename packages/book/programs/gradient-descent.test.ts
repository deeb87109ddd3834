import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestStep, demo, descend, length, valley, valleyGradient } from "./gradient-descent.ts";

const component = fc.double({ min: -10, max: 10, noNaN: true });

describe("gradient descent", () => {
  test("on C = v² each step multiplies v by 1 − 2η, in any number of variables", () => {
    const path = descend(valleyGradient, [0.8, -0.6, 0.1], 0.1, 10);
    expect(path).toHaveLength(11);
    path.at(-1)!.forEach((v, i) => {
      expect(v).toBeCloseTo([0.8, -0.6, 0.1][i] * 0.8 ** 10, 12);
    });
  });

  test("ΔC ≈ ∇C·Δv for a small step (eqs 7, 9)", () => {
    const v = [0.3, -0.7];
    const step = [1e-6, 2e-6];
    const change = valley([v[0] + step[0], v[1] + step[1]]) - valley(v);
    const slopes = valleyGradient(v);
    expect(change).toBeCloseTo(slopes[0] * step[0] + slopes[1] * step[1], 10);
  });

  test("no step of length ε lowers C more than −η∇C with η = ε/‖∇C‖ (X1.4)", () => {
    const vectors = fc.array(fc.tuple(component, component), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(vectors, fc.double({ min: 0.001, max: 1, noNaN: true }), (pairs, epsilon) => {
        const [slopes, other] = [pairs.map(([slope]) => slope), pairs.map(([, direction]) => direction)];
        fc.pre(length(slopes) > 1e-3 && length(other) > 1e-3);
        const dot = (step: number[]) => step.reduce((sum, change, i) => sum + slopes[i] * change, 0);
        const best = bestStep(slopes, epsilon);
        expect(length(best)).toBeCloseTo(epsilon, 10);
        const sameLength = other.map((direction) => (epsilon / length(other)) * direction);
        expect(dot(best)).toBeLessThanOrEqual(dot(sameLength) + 1e-10);
      }),
    );
  });

  test("bad input is refused", () => {
    expect(() => descend(valleyGradient, [1], 0, 3)).toThrow("learning rate must be a number above 0; received 0");
    expect(() => descend(valleyGradient, [1], Number.NaN, 3)).toThrow("received NaN");
    expect(() => bestStep([0, 0], 0.1)).toThrow("level");
    expect(() => bestStep([1, 0], -0.1)).toThrow("received -0.1");
  });

  test("the demonstration ends near the bottom, and climbs with too large a learning rate", () => {
    const lines = demo();
    expect(lines.find((line) => line.includes("step 20"))).toContain("C = 0.000133");
    expect(lines.find((line) => line.includes("rate 1.1"))).toContain("-2.49");
  });
});
