import fc from "fast-check";
import { expect, it } from "vitest";
import { logistic } from "../../functions/activations/sigmoid.ts";
import { refused } from "../../testing/refused.ts";
import { identityNeuron } from "./identity-neuron.ts";

it.each([
  [1, 1.0e-2],
  [0.5, 2.6e-3],
  [0.1, 1.0e-4],
])("with w₁ = %d it is off by at most %d", (weight, error) => {
  expect(Number(identityNeuron(weight).maxError.toPrecision(2))).toBeCloseTo(error, 10);
});

it("the largest error is at the ends, and no larger in between", () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), (w) => {
      const { weight, bias, outputWeight, constant, maxError } = identityNeuron(w);
      const error = (x: number) => outputWeight * logistic(weight * x + bias) - constant - x;
      for (const end of [0, 1]) expect(Math.abs(error(end))).toBeCloseTo(maxError, 9);
      const between = Array.from({ length: 49 }, (_, i) => Math.abs(error((i + 1) / 50)));
      expect(Math.max(...between)).toBeLessThanOrEqual(maxError + 1e-9);
    }),
  );
});

it("as a network it hands numbers on", async () => {
  const { network, maxError } = identityNeuron(0.5);
  for (const x of [0, 0.25, 0.5, 0.9, 1]) {
    const [out] = await network.predict([x]);
    expect(Math.abs(out - x)).toBeLessThanOrEqual(maxError + 2e-6);
  }
});

it("weights out of range are refused", () => {
  for (const weight of [0, -1, 101, Number.NaN, "1"])
    expect(refused(() => identityNeuron(weight as number)).code).toBe("chain.weights");
});
