/** By the same recipe the library builds the same network, weight for weight, and its engines compute the same. */
import { type Engine, referenceEngine, wasmEngine } from "nndl";
import { approximateByBumps, bumpNetwork as libraryBumps } from "nndl/universality";
import { describe, expect, test } from "vitest";
import { parametersOf } from "../testing/ties.ts";
import { approximate, bumpNetwork, goal, type HandmadeNetwork, output } from "./bumps.ts";

function expectSameParameters(library: ReturnType<typeof approximateByBumps>, ours: HandmadeNetwork): void {
  const { weights, biases } = parametersOf(library);
  expect(weights[0]).toEqual(ours.weights.map((weight) => [Math.fround(weight)]));
  expect(biases[0]).toEqual(ours.biases.map((bias) => Math.fround(bias)));
  expect(weights[1]).toEqual([ours.outputWeights.map((weight) => Math.fround(weight))]);
  expect(biases[1]).toEqual([0]);
}

test("bumps of the same heights", () => {
  const bumps = [
    { from: 0.2, to: 0.4, height: 0.8 },
    { from: 0.5, to: 0.75, height: -1.3 },
  ];
  expectSameParameters(libraryBumps(bumps, { steepness: 1000, output: "sigmoid" }), bumpNetwork(bumps));
});

describe.each([
  [5, 1],
  [20, 1],
  [10, 4],
])("%i bumps, %i times over one another", (count, overlap) => {
  const library = approximateByBumps(goal, { bumps: count, overlap, output: "sigmoid" });
  const ours = approximate(goal, count, overlap);

  test("are the same", () => expectSameParameters(library, ours));

  test.each<[string, Engine]>([
    ["reference", referenceEngine],
    ["wasm", wasmEngine],
  ])("are the same function on the %s engine", async (_, engine) => {
    const session = await engine.open(library, { threads: 1 });
    // At steps the engine's weights, of 24 bits, put it elsewhere by a little: so a little beside them.
    const places = Float32Array.from({ length: 200 }, (_unused, i) => (i + 0.43) / 200);
    const outputs = session.predict(places);
    session.close();
    places.forEach((x, i) => {
      expect(outputs[i]).toBeCloseTo(output(ours, x), 3);
    });
  });
});
