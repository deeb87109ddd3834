import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { batchNorm, conv2d, dense } from "../../layers/index.ts";
import { network } from "../../network/index.ts";
import { refused } from "../../testing/refused.ts";
import type { ByParameter } from "../curvature.ts";
import { directionBetween, planeThrough, randomDirection } from "./directions.ts";

const layers = [conv2d(3, 2), batchNorm(), dense(5, "tanh"), dense(3, "softmax")];
const made = (seed: number) => network({ input: [2, 4, 4], layers, seed });
const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
const dot = (a: ByParameter, b: ByParameter) =>
  [...a].reduce((sum, [key, values]) => sum + values.reduce((part, value, i) => part + value * b.get(key)![i], 0), 0);

describe("a direction at random", () => {
  it("is as long as the weights, filter by filter, and leaves biases alone", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (seed, other) => {
        const net = made(other);
        const direction = randomDirection(net, seed);
        expect([...direction.keys()]).toEqual(["layers.0.weights", "layers.2.weights", "layers.3.weights"]);
        for (const [key, values] of direction) {
          const { values: weights, shape } = net.parameters.get(key)!;
          const size = weights.length / shape[0];
          for (let from = 0; from < weights.length; from += size)
            expect(norm(values.subarray(from, from + size)) / norm(weights.subarray(from, from + size))).toBeCloseTo(
              1,
              12,
            );
        }
      }),
      { numRuns: runs(20) },
    );
  });

  it("is named by its seed", () => {
    const net = made(1);
    expect(randomDirection(net, 7)).toEqual(randomDirection(net, 7));
    const [u, v] = [randomDirection(net, 7), randomDirection(net, 8)];
    expect(u).not.toEqual(v);
    // Two of them are nearly at right angles.
    expect(Math.abs(dot(u, v) / Math.sqrt(dot(u, u) * dot(v, v)))).toBeLessThan(0.3);
    // The same numbers everywhere.
    expect([...u.get("layers.3.weights")!.subarray(0, 3)].map((value) => value.toPrecision(12))).toEqual([
      "-0.0950055704074",
      "0.775812072249",
      "0.871486256542",
    ]);
  });

  it("is 0 where all weights are", () => {
    const direction = randomDirection(network({ input: [3], layers: [dense(2)], initializer: "zeros" }), 1);
    expect([...direction.get("layers.0.weights")!].map((value) => value + 0)).toEqual(Array(6).fill(0));
  });
});

describe("the direction between two networks", () => {
  it("leads from the one to the other, biases and running averages too", () => {
    const [from, to] = [made(1), made(2)];
    to.parameters.get("layers.1.mean")!.values.fill(3);
    const direction = directionBetween(from, to);
    expect([...direction.keys()]).toEqual([...from.parameters.keys()]);
    for (const [key, values] of direction) {
      const { values: start } = from.parameters.get(key)!;
      expect(Float32Array.from(values, (value, i) => value + start[i])).toEqual(to.parameters.get(key)!.values);
    }
  });

  it("is refused for networks of other shapes, and for weights that are no numbers", () => {
    const wider = network({ input: [2, 4, 4], layers: [...layers.slice(0, 3), dense(4, "softmax")] });
    const error = refused(() => directionBetween(made(1), wider));
    expect([error.code, error.received]).toEqual([
      "landscape.networks",
      expect.stringContaining("layers.3.weights [4, 5]"),
    ]);
    const broken = made(1);
    broken.parameters.get("layers.0.biases")!.values[0] = Number.NaN;
    expect(refused(() => directionBetween(made(1), broken)).code).toBe("network.parameters");
    expect(refused(() => randomDirection(broken, 1)).code).toBe("network.parameters");
    expect(refused(() => directionBetween(made(1), {} as never)).code).toBe("network.instance");
    expect(refused(() => randomDirection(made(1), -1)).code).toBe("seed");
  });
});

describe("the plane through three networks", () => {
  it("has directions of length 1 at right angles, and the networks at their coordinates", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(), { minLength: 3, maxLength: 3 }), (seeds) => {
        const [a, b, c] = seeds.map(made);
        const { directions: [u, v], coordinates } = planeThrough(a, b, c); // biome-ignore format: short
        expect([dot(u, u), dot(v, v)].map((value) => Number(value.toFixed(10)))).toEqual([1, 1]);
        expect(dot(u, v)).toBeCloseTo(0, 10);
        for (const [i, net] of [a, b, c].entries())
          for (const [key, { values }] of net.parameters)
            values.forEach((value, k) => {
              const [x, y] = coordinates[i];
              expect(a.parameters.get(key)!.values[k] + x * u.get(key)![k] + y * v.get(key)![k]).toBeCloseTo(value, 6);
            });
        expect(coordinates[2][1]).toBeGreaterThan(0);
      }),
      { numRuns: 5 },
    );
  });

  it("is none where two are equal, or all on one line", () => {
    const [a, b] = [made(1), made(2)];
    const between = made(1);
    for (const [key, { values }] of between.parameters)
      values.forEach((value, i) => {
        values[i] = (value + b.parameters.get(key)!.values[i]) / 2;
      });
    for (const three of [[a, a, b], [a, b, a], [a, b, b], [a, b, between]] as const) // biome-ignore format: short
      expect(refused(() => planeThrough(three[0], three[1], three[2])).code).toBe("landscape.networks");
  });
});
