import { initializerNames } from "nndl/functions";
import { describe, expect, it } from "vitest";
import {
  bell,
  deviationOf,
  draw,
  drawnCount,
  histogram,
  type Layer,
  meanSlope,
  outputsOf,
  saturatedShare,
  spreadOf,
} from "./spread.ts";

const wide: Layer = { inputs: 1000, on: 0.5, initializer: "gaussian" };
const scaled: Layer = { ...wide, initializer: "scaled-gaussian" };

describe("the book's neuron of 1,000 inputs", () => {
  it("has the two standard deviations of the book", () => {
    expect(spreadOf(wide).deviation).toBeCloseTo(Math.sqrt(501), 12);
    expect(spreadOf(scaled).deviation).toBeCloseTo(Math.sqrt(1.5), 12);
  });

  it("begins saturated, or does not", () => {
    expect(saturatedShare(wide)).toBeCloseTo(0.823, 3);
    expect(saturatedShare(scaled)).toBeLessThan(1e-4);
  });

  it("learns the faster for it", () => {
    expect(meanSlope(draw(scaled, 1))).toBeGreaterThan(3 * meanSlope(draw(wide, 1)));
  });
});

it.each(initializerNames)("%s is spread as it is drawn", (initializer) => {
  const layer: Layer = { inputs: 200, on: 0.5, initializer };
  const { deviation } = spreadOf(layer);
  const z = draw(layer, 3);
  expect(z).toHaveLength(drawnCount(layer));
  expect(Math.abs(deviationOf(z) - deviation)).toBeLessThanOrEqual(0.1 * deviation + 1e-6);
  const beyond = z.filter((each) => Math.abs(each) > 5).length / z.length;
  expect(Math.abs(beyond - saturatedShare(layer))).toBeLessThan(0.06);
  expect(bell(layer) === undefined).toBe(deviation === 0);
});

it("a histogram is a density of what lies within", () => {
  expect(histogram(Float64Array.of(0, 0.1, 0.6, 1, 7), [0, 1], 2)).toEqual([0.8, 0.8]);
  expect([...outputsOf(Float64Array.of(0, 100))]).toEqual([0.5, 1]);
});

it("never draws more than a page can wait for", () => {
  expect(drawnCount({ ...wide, inputs: 100_000 })).toBe(25);
  expect(drawnCount({ ...wide, inputs: 10 })).toBe(1000);
});
