import { referenceEngine } from "nndl";
import { approximateByTowers, circularTower, stepNeuron, towerNetwork } from "nndl/universality";
import { describe, expect, it } from "vitest";
import { evaluator, evenly, heightsOf, networkHeights, placesAround } from "./grid.ts";
import { neuron, sumOfSteps } from "./networks.ts";

const networks = {
  "a neuron": neuron([8, 0], -5),
  "steps added up": sumOfSteps(
    [stepNeuron(0.3, { direction: [1, 0] }), stepNeuron(0.7, { direction: [1, 0] })],
    [0.6, -0.6],
  ),
  "a tower": towerNetwork([
    { from: 0.4, to: 0.6 },
    { from: 0.3, to: 0.7 },
  ]),
  "a round tower": circularTower([0.5, 0.4], 0.2),
  "many towers": approximateByTowers((x, y) => x * y, { inputs: 2, perSide: 5 }),
};

describe("networks on a grid", () => {
  it.each(Object.entries(networks))("are computed as the library computes %s", async (_, network) => {
    const [xs, ys] = [evenly([0, 1], 12), evenly([-0.5, 1.5], 9)];
    const heights = networkHeights(network, xs, ys);
    const session = await referenceEngine.open(network);
    const inputs = Float32Array.from([...ys].flatMap((y) => [...xs].flatMap((x) => [x, y])));
    const outputs = session.predict(inputs);
    session.close();
    for (const [i, height] of heights.entries()) expect(Math.abs(height - outputs[i]!)).toBeLessThan(1e-6);
  });
  it("give several outputs", () => {
    const of = evaluator(networks["a neuron"]);
    expect(of(0.625, 3)[0]).toBe(0.5);
  });
});

describe("the places of a grid", () => {
  it("has the rows of the smallest y first", () => {
    expect([...heightsOf((x, y) => 10 * y + x, [1, 2, 3], [0, 1])]).toEqual([1, 2, 3, 11, 12, 13]);
  });
  it("stands closer where a step goes up, and never leaves its range", () => {
    const places = placesAround([0, 1], 11, [
      { at: 0.25, steepness: 1000 },
      { at: 1, steepness: -100 },
      { at: 3, steepness: 5 },
      { at: 0.5, steepness: 0 },
    ]);
    expect([places[0], places.at(-1)]).toEqual([0, 1]);
    expect([...places].every((place, i) => i === 0 || place > places[i - 1]!)).toBe(true);
    expect([...places].filter((place) => Math.abs(place - 0.25) < 0.0061)).toHaveLength(7);
    expect([...places].filter((place) => place > 0.9)).toHaveLength(4);
  });
});
