import { afterEach, describe, expect, it, vi } from "vitest";
import { classification, regression } from "../data/index.ts";
import { activations, costNames, costs } from "../functions/index.ts";
import { dense, layerKinds } from "../layers/index.ts";
import { network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { refused } from "../testing/refused.ts";
import { checkGradients } from "./index.ts";

const draws = stream(5, "gradient check");
const rows = (count: number, size: number) =>
  Array.from({ length: count }, () => Array.from({ length: size }, () => draws.gaussian()));
const digits = classification(rows(6, 5), [0, 1, 2, 2, 1, 0]);
const net = () => network({ input: [5], layers: [dense(4, "tanh"), dense(3, "softmax")], seed: 3 });

afterEach(() => {
  vi.restoreAllMocks();
});

describe("checkGradients", () => {
  it.each(costNames.flatMap((cost) => costs[cost].outputs.map((output) => [cost, output] as const)))(
    "finds backpropagation right for the %s cost of %s outputs",
    (cost, output) => {
      const layers = [dense(4, "sigmoid"), dense(3, output as "sigmoid")];
      const report = checkGradients(network({ input: [5], layers, cost, seed: 1 }), digits);
      expect(report.worst).toMatchObject({ error: expect.any(Number) });
      expect([report.passed, report.wrong]).toEqual([true, 0]);
    },
  );

  it("counts what it compares and the passes it takes", () => {
    const report = checkGradients(net(), digits, { examples: [1, 4] });
    const compared = 5 * 4 + 4 + 4 * 3 + 3 + 2 * 5;
    expect(report.compared).toBe(compared);
    expect(report.passes).toEqual({ backpropagation: 2, differences: 2 * compared });
  });

  it("leaves the network as it was", () => {
    const checked = net();
    const before = checked.sha256();
    checkGradients(checked, digits);
    expect(checked.sha256()).toBe(before);
  });

  it("names the slope that is wrong", () => {
    const { backward } = layerKinds.dense;
    vi.spyOn(layerKinds.dense, "backward").mockImplementation((spec, shape, at) => {
      backward(spec, shape, at);
      if (spec.units === 4) at.gradients.weights[7] *= 1.1;
    });
    const report = checkGradients(net(), digits);
    expect([report.passed, report.wrong]).toEqual([false, 1]);
    expect(report.worst).toMatchObject({ name: "layers.0.weights", index: 7 });
    expect(report.worst.backpropagation / report.worst.differences).toBeCloseTo(1.1, 4);
    expect(report.worst.error).toBeGreaterThan(report.worst.allowed);
    // A tolerance that allows it is heeded.
    expect(checkGradients(net(), digits, { rtol: 0.2 }).passed).toBe(true);
  });

  it("takes NaN for wrong", () => {
    vi.spyOn(activations.tanh, "derivative").mockImplementation((_, __, ___, gradientZ) => {
      gradientZ.fill(Number.NaN);
    });
    const report = checkGradients(net(), digits);
    // Everything below the output layer.
    expect([report.passed, report.wrong]).toEqual([false, 5 * 4 + 4 + 4 * 5]);
    expect(report.worst.backpropagation).toBeNaN();
  });

  it("takes as many examples as there are, and targets that are values", () => {
    const one = regression([[0.5, -1]], [[0.25, 2]]);
    const linear = network({ input: [2], layers: [dense(3, "relu"), dense(2, "linear")], seed: 2 });
    expect(checkGradients(linear, one).passed).toBe(true);
  });

  it("refuses options that are none, and data that do not fit", () => {
    const code = (options: unknown) => refused(() => checkGradients(net(), digits, options as object)).code;
    for (const examples of [[], [6], [-1], [0.5], [Number.NaN], ["0"], 3])
      expect(code({ examples })).toBe("gradient-check.examples");
    for (const epsilon of [0, -1e-6, Number.NaN, "1e-6"]) expect(code({ epsilon })).toBe("gradient-check.epsilon");
    for (const rtol of [-1, Number.POSITIVE_INFINITY]) expect(code({ rtol })).toBe("gradient-check.rtol");
    expect(code({ atol: -1 })).toBe("gradient-check.atol");
    for (const options of [{ eps: 1 }, 5, null]) expect(code(options)).toBe("gradient-check.options");
    const narrow = classification(rows(2, 4), [0, 1]);
    expect(refused(() => checkGradients(net(), narrow)).code).toBe("data.shape");
  });
});
