/** How exact the kernels' own exponential, logarithm, sigmoid, tanh and softmax are, from end to end of float32. */
import { describe, expect, it } from "vitest";
import { Dataset } from "../data/index.ts";
import { logistic } from "../functions/activations/sigmoid.ts";
import { softplus } from "../functions/costs/cross-entropy.ts";
import { type ActivationName, activations, type CostName, costs } from "../functions/index.ts";
import { dense } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { expectClose, expectSameBits } from "../testing/close.ts";
import { withSession } from "../testing/sessions.ts";
import { type Engine, referenceEngine, wasmEngine } from "./index.ts";
import { kindsWithKernels } from "./wasm/check-kernels.ts";

/** Below this the kernels' exponential stands still, at 1.6e−38: the edge of the normal numbers. */
const lowest = -87;

/** Over all float32 numbers from 2⁻⁶ to 100 the sigmoid's worst is 2.40, tanh's 1.51. */
const mostUlps = 2.5;

/** z = weights · x for a single input x; biases 0. */
function bare(activation: ActivationName, weights: readonly number[], cost?: CostName): Network {
  const net = network({
    input: [1],
    layers: [dense(weights.length, activation, { initializer: "zeros" })],
    ...(cost === undefined ? {} : { cost }),
  });
  net.parameters.get("layers.0.weights")?.values.set(weights);
  return net;
}

/** Every power of two that float32 has, with some mantissas, of both signs; a dense middle; both zeros. */
const everywhere = (() => {
  const values = [0, -0, 3.4028234663852886e38, -3.4028234663852886e38];
  for (let e = -149; e <= 127; e++) for (const m of [1, 1.25, 1.41, 1.7, 1.999]) values.push(m * 2 ** e, -m * 2 ** e);
  for (let i = -20_000; i <= 20_000; i++) values.push(i / 200 + 1e-5 * i);
  return Float32Array.from(values).filter(Number.isFinite);
})();

/** The distance in units of the last place of float32. */
function ulps(actual: number, exact: number): number {
  const exponent = Math.max(-126, Math.floor(Math.log2(Math.abs(exact))));
  return Math.abs(actual - exact) / 2 ** (exponent - 23);
}

function worst(inputs: ArrayLike<number>, outputs: ArrayLike<number>, exact: (x: number) => number) {
  let found = { ulps: 0, x: 0, actual: 0, exact: 0 };
  for (let i = 0; i < inputs.length; i++) {
    const distance = ulps(outputs[i], exact(inputs[i]));
    // NaN is the worst of all.
    if (!(distance <= found.ulps))
      found = { ulps: distance, x: inputs[i], actual: outputs[i], exact: exact(inputs[i]) };
  }
  return found;
}

const sigmoid = (x: number) => logistic(Math.max(x, lowest));

const predict = (net: Network, inputs: Float32Array) =>
  withSession(wasmEngine, net, { threads: 1 }, (session) => session.predict(inputs));

describe("activations", () => {
  it("sigmoid", async () => {
    const found = worst(everywhere, await predict(bare("sigmoid", [1]), everywhere), sigmoid);
    expect(found.ulps, JSON.stringify(found)).toBeLessThanOrEqual(mostUlps);
  });

  it("tanh, odd to the bit", async () => {
    const outputs = await predict(bare("tanh", [1], "quadratic"), everywhere);
    const found = worst(everywhere, outputs, Math.tanh);
    expect(found.ulps, JSON.stringify(found)).toBeLessThanOrEqual(mostUlps);
    const mirrored = await predict(bare("tanh", [-1], "quadratic"), everywhere);
    expectSameBits(
      mirrored.map((a) => 0 - a),
      outputs.map((a) => 0 + a),
    );
  });

  it("relu and linear are exact", async () => {
    expectSameBits(
      await predict(bare("linear", [1]), everywhere),
      everywhere.map((x) => x + 0),
    );
    expectSameBits(
      await predict(bare("relu", [1]), everywhere),
      everywhere.map((x) => Math.max(x, 0)),
    );
  });

  it.each(kindsWithKernels.activations.filter((name) => activations[name].elementwise))(
    "%s, as its definition in float64 has it",
    async (name) => {
      const outputs = await predict(bare(name, [1], "quadratic"), everywhere);
      const exact = new Float64Array(everywhere.length);
      activations[name].value(Float64Array.from(everywhere), exact);
      everywhere.forEach((x, i) => {
        // What is left where exponentials stand still is no more than 200 times the smallest normal number.
        const off = Math.abs(outputs[i] - exact[i]) <= 200 * 2 ** -126 ? 0 : ulps(outputs[i], exact[i]);
        expect(off, `${name} of ${x} is ${outputs[i]}, not ${exact[i]}`).toBeLessThanOrEqual(7);
      });
    },
  );

  it("softmax of two, which is the exponential for a z far below the other", async () => {
    const pairs = await predict(bare("softmax", [0, 1]), everywhere);
    const second = Float32Array.from(everywhere, (_, i) => pairs[2 * i + 1]);
    const found = worst(everywhere, second, sigmoid);
    expect(found.ulps, JSON.stringify(found)).toBeLessThanOrEqual(mostUlps);
    const sums = Float32Array.from(everywhere, (_, i) => pairs[2 * i] + pairs[2 * i + 1]);
    expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(2 ** -22);
    const far = everywhere.filter((x) => x < -20 && x > -87);
    const powers = await predict(bare("softmax", [0, 1]), far);
    const exponential = worst(
      far,
      Float32Array.from(far, (_, i) => powers[2 * i + 1]),
      Math.exp,
    );
    expect(exponential.ulps, JSON.stringify(exponential)).toBeLessThanOrEqual(mostUlps);
  });

  it("softmax of many adds up to 1, and its largest stays its largest", async () => {
    const weights = Array.from({ length: 37 }, (_, j) => Math.sin(j) * (j % 5));
    const inputs = everywhere.filter((_, i) => i % 50 === 0);
    const outputs = await predict(bare("softmax", weights), inputs);
    for (let i = 0; i < inputs.length; i++) {
      const row = outputs.slice(37 * i, 37 * i + 37);
      expect(Math.abs(row.reduce((sum, a) => sum + a, 0) - 1)).toBeLessThan(1e-6);
      if (Math.abs(inputs[i]) < 1e-6) continue;
      const z = weights.map((w) => Math.fround(Math.fround(w) * inputs[i]));
      expect(row[z.indexOf(Math.max(...z))]).toBe(Math.max(...row));
    }
  });
});

describe("costs", () => {
  const points = everywhere.filter((x, i) => i % 40 === 0 && Math.abs(x) < 1e30);
  const labelled = (inputs: Float32Array, label: number, classes: number) =>
    new Dataset({
      shape: [1],
      features: inputs,
      targets: { kind: "classes", labels: new Uint8Array(inputs.length).fill(label), classes },
    });

  it("ln(1 + e^z), the logarithm behind every one of them", async () => {
    await withSession(wasmEngine, bare("softmax", [0, 1]), { threads: 1, miniBatchSize: 1 }, (session) => {
      const resident = session.load(labelled(points, 0, 2));
      const found = Float32Array.from(points, (_, i) => session.gradients(resident, Uint32Array.of(i)).cost);
      const { ulps: distance, ...where } = worst(points, found, (x) => softplus(Math.max(x, lowest)));
      expect(distance, JSON.stringify(where)).toBeLessThanOrEqual(mostUlps);
    });
  });

  const pairs = kindsWithKernels.costs.flatMap((cost) =>
    kindsWithKernels.activations
      .filter((name) => costs[cost].outputs.includes(name))
      .map((name) => [cost, name] as const),
  );
  const bounded = (name: ActivationName) => !["real", "non-negative"].includes(activations[name].range);

  it.each(pairs)("%s of %s outputs, and its error, from one end to the other", async (cost, output) => {
    const weights = [1, -0.5, 0.25];
    // Away from relu's corner, and, for outputs without an end, where a float32 can hold the square.
    const inputs = points.filter((x) => Math.abs(x) > 1e-30 && (bounded(output) || Math.abs(x) < 1e3));
    const seen = (engine: Engine) =>
      withSession(engine, bare(output, weights, cost), { threads: 1, miniBatchSize: 1 }, (session) =>
        [0, 1, 2].flatMap((label) => {
          const resident = session.load(labelled(inputs, label, 3));
          return [...inputs].map((x, i) => {
            const { cost: c, parameters } = session.gradients(resident, Uint32Array.of(i));
            return { at: `x = ${x}, class ${label}`, cost: c, delta: parameters.get("layers.0.biases") ?? [] };
          });
        }),
      );
    const [ours, reference] = [await seen(wasmEngine), await seen(referenceEngine)];
    for (const [i, { at, cost: c, delta }] of reference.entries()) {
      expectClose([ours[i].cost], [c], { rtol: 2e-6, atol: 5e-7 }, `the cost at ${at}`);
      expectClose(ours[i].delta, delta, { rtol: 2e-6, atol: 5e-7 }, `δ at ${at}`);
    }
  });
});
