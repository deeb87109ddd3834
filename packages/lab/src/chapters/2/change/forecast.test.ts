import { expect, it } from "vitest";
import { modelOf, parameterCount, randomNumbers } from "../machine/model.ts";
import { costOf, forecast, outcomeOf, type Place, withChange } from "./forecast.ts";

const { net, x, y } = modelOf({ sizes: "2-3-2", kinds: "", ...randomNumbers([2, 3, 2], 3) });
const places: Place[] = net.weights.flatMap((layer, l) =>
  layer.flatMap((row, to): Place[] => [
    ...row.map((_, from): Place => ({ layer: l, to, what: "weight", from })),
    { layer: l, to, what: "bias" },
    { layer: l, to, what: "demon" },
  ]),
);

it("foretells small changes well, and large ones worse", () => {
  for (const place of places) {
    const { foretold, moved } = forecast(net, x, y, place, 1e-4);
    expect(foretold).toBeCloseTo(moved, 8);
    const far = forecast(net, x, y, place, 2);
    expect(Math.abs(far.foretold - far.moved)).toBeGreaterThanOrEqual(Math.abs(foretold - moved));
    expect(forecast(net, x, y, place, 0).moved).toBe(0);
  }
  expect(places.length).toBe(parameterCount([2, 3, 2]) + 5);
});

it("changes one number, and leaves the network alone", () => {
  const before = JSON.stringify(net);
  const changed = withChange(net, { layer: 1, to: 1, what: "weight", from: 2 }, 0.5);
  expect(changed.weights[1]![1]![2]).toBe(net.weights[1]![1]![2]! + 0.5);
  expect(JSON.stringify(net)).toBe(before);
  expect(costOf(changed, x, y)).not.toBe(costOf(net, x, y));
});

it("calls the outcome by its name", () => {
  expect([0.1, -0.1, 0.0029, -0.0029, 0].map(outcomeOf)).toEqual(["rises", "falls", "hardly", "hardly", "hardly"]);
});
