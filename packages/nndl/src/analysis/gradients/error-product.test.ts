import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { classification } from "../../data/index.ts";
import { referenceEngine } from "../../engines/index.ts";
import { activations } from "../../functions/index.ts";
import { conv2d, dense, dropout } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { expectClose, expectCloseInScale } from "../../testing/close.ts";
import { randomCase } from "../../testing/random-cases.ts";
import { refused } from "../../testing/refused.ts";
import { chainGradient, chainNetwork } from "./chain.ts";
import { errorProduct } from "./error-product.ts";
import { gradientFlow } from "./gradient-flow.ts";

describe("the product of matrices", () => {
  it("is what backpropagation gives", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase({ widest: 12 }), async ({ spec, data }) => {
        const net = network(spec);
        const hidden = net.layers.slice(0, -1);
        fc.pre(hidden.every((layer) => activations[(layer.spec as { activation: "relu" }).activation].elementwise));
        const { factors, errors } = errorProduct(net, data.input(0), data.target(0));
        const { layers } = await gradientFlow(net, data.take(1), { engine: referenceEngine });
        expect(errors).toHaveLength(net.layers.length);
        for (const [l, error] of errors.entries())
          expectCloseInScale(error, layers[l].parameters[1].values, { rtol: 1e-5, atol: 1e-6 });
        for (const [
          l,
          {
            shape: [rows, columns],
            values,
            norm,
          },
        ] of factors.entries()) {
          const product = Array.from({ length: rows }, (_, j) =>
            errors[l + 1].reduce((sum, value, k) => sum + values[j * columns + k] * value, 0),
          );
          expectCloseInScale(errors[l], product, { rtol: 1e-12, atol: 1e-12 });
          // No error becomes longer than it says.
          expect(Math.hypot(...errors[l])).toBeLessThanOrEqual(norm * Math.hypot(...errors[l + 1]) * (1 + 1e-9));
        }
      }),
      { numRuns: runs(30) },
    );
  });

  it("has the factors of a chain where each layer is one neuron", () => {
    const chain = { weights: [1.5, -2, 0.5], biases: [0.25, 1, -1], input: 0.75, target: 1 };
    const { neurons } = chainGradient(chain);
    const { factors, errors } = errorProduct(chainNetwork(chain), [0.75], [1]);
    factors.forEach(({ values, norm }, l) => {
      expect(values[0]).toBeCloseTo(neurons[l].slope * chain.weights[l + 1], 14);
      expect(norm).toBeCloseTo(Math.abs(values[0]), 14);
    });
    expectClose(
      errors.map(([error]) => error),
      neurons.map(({ biasGradient }) => biasGradient),
      { rtol: 1e-12, atol: 0 },
    );
  });

  it("has norms that are largest singular values", () => {
    // With linear neurons the factor is wᵀ. Its longest row is itself singular, and not the longest that there is.
    const rows = [[3, 0, 0], [0, 2.9, 2.9]]; // biome-ignore format: a matrix
    const net = network({ input: [1], layers: [dense(2, "linear"), dense(3, "linear")] });
    const weights = net.parameters.get("layers.1.weights")!.values;
    rows.forEach((row, j) => {
      row.forEach((value, k) => {
        weights[k * 2 + j] = value;
      });
    });
    const { factors } = errorProduct(net, [1], [0, 0, 0]);
    expect(factors[0].norm).toBeCloseTo(Math.fround(2.9) * Math.SQRT2, 6);
    weights.fill(0);
    expect(errorProduct(net, [1], [0, 0, 0]).factors[0].norm).toBe(0);
  });
});

describe("what is refused", () => {
  const net = network({ input: [4], layers: [dense(3), dense(2)] });
  const code = (...args: unknown[]) => refused(() => (errorProduct as (...each: unknown[]) => unknown)(...args)).code;

  it("layers that are no such matrices", () => {
    const image = network({ input: [1, 2, 2], layers: [conv2d(1, 2), dense(2)] });
    expect(code(image, [1, 2, 3, 4], [0, 1])).toBe("chain.layers");
    expect(code(network({ input: [4], layers: [dropout(0.5), dense(2)] }), [1, 2, 3, 4], [0, 1])).toBe("chain.layers");
    const soft = network({ input: [4], layers: [dense(3, "softmax"), dense(2)] });
    expect(code(soft, [1, 2, 3, 4], [0, 1])).toBe("chain.layers");
  });

  it("numbers that do not fit", () => {
    expect(code({}, [1], [0])).toBe("network.instance");
    expect(code(net, [1, 2, 3], [0, 1])).toBe("data.shape");
    expect(code(net, [1, 2, 3, 4, 5, 6, 7, 8], [0, 1])).toBe("data.shape");
    expect(code(net, [1, 2, 3, Number.NaN], [0, 1])).toBe("data.inputs");
    expect(code(net, [1, 2, 3, 4], [0, 1, 0])).toBe("data.targets");
    expect(code(net, [1, 2, 3, 4], [0, 2])).toBe("data.targets");
    const data = classification([[1, 2, 3, 4]], [1]);
    expect(errorProduct(net, data.input(0), data.target(0)).errors).toHaveLength(2);
    net.parameters.get("layers.0.biases")!.values[0] = Number.POSITIVE_INFINITY;
    expect(code(net, [1, 2, 3, 4], [0, 1])).toBe("network.parameters");
  });
});
