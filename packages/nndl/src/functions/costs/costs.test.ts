import { describe, expect, it } from "vitest";
import { checkNetworkSpec } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import { expectClose } from "../../testing/close.ts";
import { centralDifferences, differenceTolerance } from "../../testing/differences.ts";
import { refused } from "../../testing/refused.ts";
import { type ActivationName, activationNames, activations } from "../activations/index.ts";
import type { Cost } from "./cost.ts";
import { softplus } from "./cross-entropy.ts";
import { type CostName, costNames, costs } from "./index.ts";

const pairs = costNames.flatMap((cost) =>
  costs[cost].outputs.map((output) => [cost, output as ActivationName] as const),
);

function outputOf(name: ActivationName, z: Float64Array) {
  const a = new Float64Array(z.length);
  activations[name].value(z, a);
  return { activation: activations[name], z, a };
}

function errorOf(cost: Cost, name: ActivationName, z: Float64Array, y: Float64Array): Float64Array {
  const delta = new Float64Array(z.length);
  cost.outputError(outputOf(name, z), y, delta);
  return delta;
}

function curvatureOf(cost: Cost, name: ActivationName, z: Float64Array, y: Float64Array, direction: Float64Array) {
  const out = new Float64Array(z.length);
  cost.curvature(outputOf(name, z), y, direction, out);
  return out;
}

/** A class, two kinds of soft targets, and targets that are all 0 or all 1. */
function targetsFor(size: number): Float64Array[] {
  const draws = stream(2, "targets");
  const soft = Float64Array.from({ length: size }, () => draws.uniform());
  const total = soft.reduce((sum, y) => sum + y, 0);
  const oneHot = new Float64Array(size);
  oneHot[size - 1] = 1;
  return [oneHot, soft, soft.map((y) => y / total), new Float64Array(size), new Float64Array(size).fill(1)];
}

/** The textbook formulas, which take logarithms of what may be 0. */
const direct: Record<CostName, (a: Float64Array, y: Float64Array) => number> = {
  quadratic: (a, y) => 0.5 * Math.hypot(...a.map((value, j) => value - y[j])) ** 2,
  "cross-entropy": (a, y) =>
    a.reduce((sum, value, j) => sum - y[j] * Math.log(value) - (1 - y[j]) * Math.log(1 - value), 0),
  "log-likelihood": (a, y) => a.reduce((sum, value, j) => sum - y[j] * Math.log(value), 0),
};

describe.each(pairs)("the %s cost of %s outputs", (costName, output) => {
  const cost = costs[costName];
  const sizes = output === "softmax" ? [2, 3, 6] : [1, 2, 5];

  it("is its formula where nothing saturates", () => {
    const draws = stream(3, "z");
    for (const size of sizes)
      for (const y of targetsFor(size)) {
        const z = Float64Array.from({ length: size }, () => 3 * draws.gaussian());
        const at = outputOf(output, z);
        expectClose([cost.value(at, y)], [direct[costName](at.a, y)], { rtol: 1e-11, atol: 1e-11 });
      }
  });

  it("has the output error that central differences give", () => {
    const draws = stream(4, "z");
    for (const size of sizes)
      for (const y of targetsFor(size))
        for (const deviation of [0.3, 2, 6]) {
          const z = Float64Array.from({ length: size }, () => deviation * draws.gaussian());
          const numerical = centralDifferences((at) => cost.value(outputOf(output, at), y), z);
          expectClose(errorOf(cost, output, z, y), numerical, differenceTolerance, `δ at z = ${z.join(", ")}`);
        }
  });

  it("has the curvature that central differences of its output error give", () => {
    const draws = stream(5, "z");
    for (const size of sizes)
      for (const y of targetsFor(size))
        for (const deviation of [0.3, 2, 6]) {
          const [z, direction] = [deviation, 1].map((d) =>
            Float64Array.from({ length: size }, () => d * draws.gaussian()),
          );
          const moved = (by: number) =>
            errorOf(
              cost,
              output,
              z.map((value, j) => value + by * direction[j]),
              y,
            );
          const [above, below] = [moved(1e-6), moved(-1e-6)];
          const numerical = above.map((value, j) => (value - below[j]) / 2e-6);
          expectClose(curvatureOf(cost, output, z, y, direction), numerical, differenceTolerance, `at z = ${z}`);
        }
  });

  it("is finite, and so are its error and its curvature, at any saturation", () => {
    for (const value of [17, 37, 100, 700, 746, 1000, 1e6])
      for (const y of targetsFor(3))
        for (const z of [
          [value, 0, 0],
          [-value, 0, 0],
          [0, 0, value],
          [0, 0, -value],
          [value, -value, value],
          [-value, -value, -value],
        ]) {
          const at = outputOf(output, Float64Array.from(z));
          const c = cost.value(at, y);
          expect(Number.isFinite(c), `the cost ${c} at z = ${z}, y = ${y}`).toBe(true);
          // Rounding may leave a cost that is 0 just below it.
          expect(c).toBeGreaterThanOrEqual(-1e-9 * value);
          expect(errorOf(cost, output, Float64Array.from(z), y).every(Number.isFinite)).toBe(true);
          const curvature = curvatureOf(cost, output, Float64Array.from(z), y, Float64Array.of(1, -2, 0.5));
          expect(curvature.every(Number.isFinite)).toBe(true);
        }
  });

  it("is 0, with no error, where the outputs are the targets", () => {
    if (output === "tanh" || output === "linear" || output === "relu" || costName !== "quadratic") return;
    const at = outputOf(output, Float64Array.of(1, -2, 0.5));
    expect(cost.value(at, at.a)).toBe(0);
    expect(errorOf(cost, output, at.z, at.a).every((d) => d === 0)).toBe(true);
  });

  it("changes nothing that it reads", () => {
    const at = outputOf(output, Float64Array.of(1, -2, 0.5));
    const y = Float64Array.of(0.2, 0.7, 0.1);
    const before = [...at.z, ...at.a, ...y];
    cost.value(at, y);
    cost.outputError(at, y, new Float64Array(3));
    expect([...at.z, ...at.a, ...y]).toEqual(before);
  });
});

describe.each(costNames)("cost %s", (name) => {
  it("says what it is, and names outputs that exist", () => {
    expect(costs[name].name).toBe(name);
    expect(costs[name].formula).not.toBe("");
    expect(costs[name].source).not.toBe("");
    expect(costs[name].outputs.every((output) => (activationNames as readonly string[]).includes(output))).toBe(true);
  });

  it.each(activationNames)("is accepted after %s just where it is defined", (activation) => {
    const spec = { input: [2], layers: [{ type: "dense", units: 2, activation }], cost: name };
    if (costs[name].outputs.includes(activation)) expect(checkNetworkSpec(spec).cost).toBe(name);
    else expect(refused(() => checkNetworkSpec(spec)).code).toBe("network.cost");
  });
});

describe("saturated costs", () => {
  it("every activation has a cost", () => {
    for (const name of activationNames) expect(costNames.some((cost) => costs[cost].outputs.includes(name))).toBe(true);
  });

  it("cross-entropy of a sigmoid grows like |z| when wrong, where the formula has log 0", () => {
    const value = (z: number, y: number) =>
      costs["cross-entropy"].value(outputOf("sigmoid", Float64Array.of(z)), Float64Array.of(y));
    expect([value(1000, 0), value(-1000, 1), value(1000, 1), value(-1000, 0)]).toEqual([1000, 1000, 0, 0]);
    expect(value(-40, 0)).toBeCloseTo(Math.exp(-40), 30);
    expect([...errorOf(costs["cross-entropy"], "sigmoid", Float64Array.of(1000), Float64Array.of(0))]).toEqual([1]);
  });

  it("log-likelihood of a softmax grows like the distance between z when wrong", () => {
    const z = Float64Array.of(1000, 0);
    const value = (y: readonly number[]) => costs["log-likelihood"].value(outputOf("softmax", z), Float64Array.from(y));
    expect([value([0, 1]), value([1, 0])]).toEqual([1000, 0]);
    expect([...errorOf(costs["log-likelihood"], "softmax", z, Float64Array.of(0, 1))]).toEqual([1, -1]);
  });

  it("cross-entropy of a softmax is right where 1 − a would round to 0", () => {
    // Of two units C = 2 ln(1 + e^d), with d by how much the wrong one leads, and δ = ±2σ(d).
    for (const d of [-300, -45, -1, 0, 1, 45, 300]) {
      const z = Float64Array.of(d, 0);
      const y = Float64Array.of(0, 1);
      expectClose([costs["cross-entropy"].value(outputOf("softmax", z), y)], [2 * softplus(d)], {
        rtol: 1e-12,
        atol: 1e-15,
      });
      const sigma = d >= 0 ? 1 / (1 + Math.exp(-d)) : Math.exp(d) / (1 + Math.exp(d));
      expectClose(errorOf(costs["cross-entropy"], "softmax", z, y), [2 * sigma, -2 * sigma], {
        rtol: 1e-12,
        atol: 1e-15,
      });
    }
  });

  it("softplus keeps what is small and does not overflow", () => {
    expect(softplus(-40) / Math.exp(-40)).toBeCloseTo(1, 14);
    expect([softplus(1e308), softplus(-1e308)]).toEqual([1e308, 0]);
    expect(softplus(0)).toBeCloseTo(Math.LN2, 15);
  });
});
