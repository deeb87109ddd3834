/** By the same recipe the library's networks of towers compute the same functions. */
import { type Engine, type Network, referenceEngine, wasmEngine } from "nndl";
import { approximateByTowers, towerNetwork } from "nndl/universality";
import { describe, expect, test } from "vitest";
import { parametersOf } from "../testing/ties.ts";
import { approximate, type Box, hills, output, stepLayer, tower, towerLayer } from "./towers.ts";

const box: Box = [
  [0.4, 0.6],
  [0.3, 0.7],
];
const library = towerNetwork(
  box.map(([from, to]) => ({ from, to })),
  { steepness: 1000 },
);

test("a tower has the same weights and biases", () => {
  const [steps, towers] = [stepLayer([box], 1000), towerLayer([box], 10)];
  expect(parametersOf(library)).toEqual({
    weights: [steps.weights, towers.weights],
    biases: [steps.biases, towers.biases],
  });
});

/** Places of a grid that are on no step. */
const places = Array.from({ length: 144 }, (_, i) => [(Math.floor(i / 12) + 0.43) / 12, ((i % 12) + 0.57) / 12]);

async function outputs(network: Network, engine: Engine): Promise<Float32Array> {
  const session = await engine.open(network, { threads: 1 });
  try {
    return session.predict(Float32Array.from(places.flat()));
  } finally {
    session.close();
  }
}

describe.each<[string, Engine]>([
  ["reference", referenceEngine],
  ["wasm", wasmEngine],
])("on the %s engine", (_, engine) => {
  test("a tower is the same function", async () => {
    const theirs = await outputs(library, engine);
    for (const [i, place] of places.entries()) expect(theirs[i]).toBeCloseTo(tower(box, place), 5);
  });

  test.each([3, 5])("so are %i × %i towers", async (perSide) => {
    const theirs = await outputs(approximateByTowers(hills, { inputs: 2, perSide, output: "sigmoid" }), engine);
    const ours = approximate(hills, 2, perSide);
    for (const [i, place] of places.entries()) expect(theirs[i]).toBeCloseTo(output(ours, place), 4);
  });
});
