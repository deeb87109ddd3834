import { describe, expect, it } from "vitest";
import { stream } from "../../random/index.ts";
import { expectClose } from "../../testing/close.ts";
import { centralDifferences, differenceTolerance } from "../../testing/differences.ts";
import { type Activation, activationNames, activations, leastOf, mostOf } from "./index.ts";
import { logistic } from "./sigmoid.ts";

const sizes = [1, 2, 3, 7];
/** Far beyond where anything changes; e^710 is past the largest double. */
const saturated = [
  0, -0, 1e-310, -1e-310, 17, -17, 36.8, -36.8, 100, -100, 710, -710, 745.2, -745.2, 1000, -1000, 1e308,
];

function imageOf(activation: Activation, z: Float64Array): Float64Array {
  const a = new Float64Array(z.length);
  activation.value(z, a);
  return a;
}

function errorThrough(activation: Activation, z: Float64Array, gradientA: Float64Array): Float64Array {
  const gradientZ = new Float64Array(z.length);
  activation.derivative(z, imageOf(activation, z), gradientA, gradientZ);
  return gradientZ;
}

function curvatureOf(activation: Activation, z: Float64Array, gradientA: Float64Array, direction: Float64Array) {
  const out = new Float64Array(z.length);
  activation.curvature(z, imageOf(activation, z), gradientA, direction, out);
  return out;
}

function gaussians(name: string, size: number, deviation: number): Float64Array {
  const draws = stream(1, name);
  return Float64Array.from({ length: size }, () => deviation * draws.gaussian());
}

describe.each(activationNames)("activation %s", (name) => {
  const activation = activations[name];

  it("says what it is", () => {
    expect(activation.name).toBe(name);
    expect(activation.formula).not.toBe("");
    expect(activation.title).not.toBe("");
    expect(activation.source).not.toBe("");
  });

  it("has the derivative that central differences give", () => {
    for (const size of sizes)
      for (const deviation of [0.1, 1, 4]) {
        const z = gaussians(`${name} z`, size, deviation);
        const weights = gaussians(`${name} gradient`, size, 1);
        const weighted = (at: Float64Array) => imageOf(activation, at).reduce((sum, a, j) => sum + a * weights[j], 0);
        expectClose(errorThrough(activation, z, weights), centralDifferences(weighted, z), differenceTolerance, name);
      }
  });

  it("has the curvature that central differences of its derivative give", () => {
    for (const size of sizes)
      for (const deviation of [0.1, 1, 4]) {
        const z = gaussians(`${name} z`, size, deviation);
        const [weights, direction] = [gaussians(`${name} gradient`, size, 1), gaussians(`${name} way`, size, 1)];
        const moved = (by: number) =>
          errorThrough(
            activation,
            z.map((value, j) => value + by * direction[j]),
            weights,
          );
        const [above, below] = [moved(1e-6), moved(-1e-6)];
        expectClose(
          curvatureOf(activation, z, weights, direction),
          above.map((value, j) => (value - below[j]) / 2e-6),
          differenceTolerance,
          name,
        );
      }
  });

  it("is finite, with its derivatives, where it saturates", () => {
    for (const value of saturated)
      for (const others of [0, value, -value, 1000]) {
        const z = Float64Array.of(others, value, others);
        const a = imageOf(activation, z);
        expect(a.every(Number.isFinite)).toBe(true);
        const gradient = Float64Array.of(1, -1, 0.5);
        expect(errorThrough(activation, z, gradient).every(Number.isFinite)).toBe(true);
        expect(curvatureOf(activation, z, gradient, Float64Array.of(-1, 1, 2)).every(Number.isFinite)).toBe(true);
      }
  });

  it("stays in its range", () => {
    const z = Float64Array.from([...saturated, ...gaussians("range", 30, 5)]);
    const inside: Record<Activation["range"], (a: Float64Array) => boolean> = {
      probability: (a) => a.every((x) => x >= 0 && x <= 1),
      distribution: (a) => a.every((x) => x >= 0 && x <= 1) && Math.abs(a.reduce((s, x) => s + x) - 1) < 1e-14,
      signed: (a) => a.every((x) => x >= -1 && x <= 1),
      "non-negative": (a) => a.every((x) => x >= 0),
      real: () => true,
    };
    expect(inside[activation.range](imageOf(activation, z))).toBe(true);
  });

  it("has the bounds that it says, and comes near them", () => {
    const dense = Float64Array.from({ length: 8001 }, (_, i) => (i - 4000) / 100);
    const values = activation.elementwise
      ? imageOf(activation, dense)
      : Float64Array.from(dense, (z) => imageOf(activation, Float64Array.of(z, 0, 0))[0]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    expect(least).toBeGreaterThanOrEqual(leastOf(activation));
    expect(most).toBeLessThanOrEqual(mostOf(activation));
    if (Number.isFinite(leastOf(activation))) expect(least).toBeCloseTo(leastOf(activation), 5);
    else expect(least).toBeLessThan(-0.3);
    if (Number.isFinite(mostOf(activation))) expect(most).toBeCloseTo(mostOf(activation), 5);
    else expect(most).toBeGreaterThan(39);
  });

  it("never falls where its own z grows, if it says so", () => {
    let falls = 0;
    for (const rest of [-2, 0, 3]) {
      let before = Number.NEGATIVE_INFINITY;
      for (let z = -30; z <= 30; z += 0.25) {
        const [a] = imageOf(activation, Float64Array.of(z, rest));
        if (a < before) falls++;
        before = a;
      }
    }
    expect(falls === 0).toBe(activation.rises);
  });

  it("maps each number by itself, if it says so", () => {
    const alone = [-1, 0.5, 2].map((z) => imageOf(activation, Float64Array.of(z))[0]);
    const together = [...imageOf(activation, Float64Array.of(-1, 0.5, 2))];
    expect(together.every((a, j) => a === alone[j])).toBe(activation.elementwise);
  });

  it("has a slope that its values alone tell, unless it says that z is needed", () => {
    const z = Float64Array.of(...gaussians(`${name} slope`, 20, 3), 0.5);
    const [a, gradientZ] = [imageOf(activation, z), new Float64Array(z.length)];
    const ones = new Float64Array(z.length).fill(1);
    // Of z only the sign is left, which a has as well.
    activation.derivative(z.map(Math.sign), a, ones, gradientZ);
    const told = gradientZ.every((slope, j) => Math.abs(slope - errorThrough(activation, z, ones)[j]) < 1e-12);
    expect(told).toBe(activation.slopeFrom === "a");
  });

  it("reads z and ∂C/∂a without changing them", () => {
    const z = Float64Array.of(0.5, -1, 2);
    const gradientA = Float64Array.of(1, 2, 3);
    errorThrough(activation, z, gradientA);
    expect([...z, ...gradientA]).toEqual([0.5, -1, 2, 1, 2, 3]);
  });
});

describe("known values", () => {
  const one = (activation: Activation, z: number) => imageOf(activation, Float64Array.of(z))[0];

  it("sigmoid", () => {
    expect(one(activations.sigmoid, 0)).toBe(0.5);
    expect(one(activations.sigmoid, Math.log(3))).toBeCloseTo(0.75, 15);
    // Neither side loses what is small: σ(−z) = 1 − σ(z), and σ(−700) is not 0.
    expect(logistic(-700)).toBeCloseTo(Math.exp(-700), 310);
    expect(logistic(-40) / Math.exp(-40)).toBeCloseTo(1, 12);
  });

  it("tanh, which is 2σ(2z) − 1", () => {
    for (const z of [-3, -0.5, 0, 0.1, 2]) expect(one(activations.tanh, z)).toBeCloseTo(2 * logistic(2 * z) - 1, 14);
  });

  it("relu and linear", () => {
    expect([-2, 0, 3].map((z) => one(activations.relu, z))).toEqual([0, 0, 3]);
    expect([-2, 0, 3].map((z) => one(activations.linear, z))).toEqual([-2, 0, 3]);
    // At the corner the slope is taken as 0.
    expect([
      ...errorThrough(activations.relu, Float64Array.of(0, -0, 1e-9, -1e-9), Float64Array.of(5, 5, 5, 5)),
    ]).toEqual([0, 0, 5, 0]);
  });

  it("leaky-relu, elu, gelu and swish", () => {
    expect([-2, 0, 3].map((z) => one(activations["leaky-relu"], z))).toEqual([-0.02, 0, 3]);
    expect([-1, 0, 3].map((z) => one(activations.elu, z))).toEqual([Math.exp(-1) - 1, 0, 3]);
    expect(one(activations.elu, -1e-20)).toBe(-1e-20);
    // Φ(1) and Φ(−5), as tables have them.
    expectClose([one(activations.gelu, 1)], [0.841344746068543], { rtol: 1e-15, atol: 0 });
    expectClose([one(activations.gelu, -5)], [-5 * 2.8665157187919333e-7], { rtol: 1e-13, atol: 0 });
    expect([one(activations.gelu, 0), one(activations.swish, 0)]).toEqual([0, 0]);
    expectClose([one(activations.swish, 1), one(activations.swish, -1)], [logistic(1), -logistic(-1)], {
      rtol: 1e-15,
      atol: 0,
    });
  });

  it("softmax, which a shift of all z does not change", () => {
    const z = Float64Array.of(0, Math.log(2), Math.log(5));
    expectClose(imageOf(activations.softmax, z), [1 / 8, 2 / 8, 5 / 8], { rtol: 1e-15, atol: 0 });
    expectClose(
      imageOf(
        activations.softmax,
        z.map((x) => x + 600),
      ),
      [1 / 8, 2 / 8, 5 / 8],
      { rtol: 1e-12, atol: 0 },
    );
    expect([...imageOf(activations.softmax, Float64Array.of(1000, -1000))]).toEqual([1, 0]);
    expect([...imageOf(activations.softmax, Float64Array.of(-1e308, -1e308))]).toEqual([0.5, 0.5]);
  });
});
