import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { dense, network, parameterName, referenceEngine, regression } from "nndl";
import { expect, it } from "vitest";
import { layersOf } from "../../../cover/network.ts";
import { firstDigits } from "../../../digits/first-digits.ts";
import { shippedFile } from "../../../digits/shipped-file.ts";
import { darkInputs, learningOf, netOf, saturatedBelow, untrained } from "./neurons.ts";

const shipped = netOf(
  layersOf(gunzipSync(readFileSync(new URL(`../../../../static/${shippedFile}`, import.meta.url)))),
);

it("finds the library's gradient for the network that comes with the site", async () => {
  const { picture } = firstDigits[5]!;
  const net = network({
    input: [784],
    layers: [dense(30, "sigmoid"), dense(10, "sigmoid")],
    cost: "quadratic",
    seed: 1,
  });
  shipped.weights.forEach((layer, l) => {
    net.parameters.get(parameterName(l, "weights"))!.values.set(layer.flat());
    net.parameters.get(parameterName(l, "biases"))!.values.set(shipped.biases[l]!);
  });
  const session = await referenceEngine.open(net);
  const data = session.load(regression([Array.from(picture)], [[0, 0, 0, 0, 0, 1, 0, 0, 0, 0]]));
  const { parameters, cost } = session.gradients(data, Uint32Array.of(0));
  session.close();
  const own = learningOf(shipped, picture, 5);
  expect(own.cost).toBeCloseTo(cost, 7);
  const weights = parameters.get(parameterName(0, "weights"))!;
  own.gradient.flat().forEach((slope, i) => {
    expect(Math.abs(slope - weights[i]!)).toBeLessThan(1e-7);
  });
  own.hidden.forEach(({ error }, j) => {
    expect(error).toBeCloseTo(parameters.get(parameterName(0, "biases"))![j]!, 7);
  });
});

it("has no derivative where there is no ink, and everywhere else activation times error", () => {
  for (const [label, { picture }] of firstDigits.entries()) {
    const { gradient, hidden } = learningOf(untrained(1), picture, label);
    const dark = darkInputs(picture);
    expect(dark).toBeGreaterThan(500);
    gradient.forEach((row, j) => {
      row.forEach((slope, k) => {
        expect(slope).toBe(picture[k]! * hidden[j]!.error);
      });
    });
  }
});

it("begins with most hidden neurons saturated", () => {
  const { hidden } = learningOf(untrained(1), firstDigits[0]!.picture, 0);
  const saturated = hidden.filter(({ slope }) => slope < saturatedBelow);
  expect(saturated.length).toBeGreaterThan(10);
  for (const { slope, a } of hidden) expect(slope).toBeCloseTo(a * (1 - a), 12);
});
