import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { regression } from "../../data/index.ts";
import { referenceEngine } from "../../engines/index.ts";
import { batchNorm, dense } from "../../layers/index.ts";
import { Network, network } from "../../network/index.ts";
import { close } from "../../testing/close.ts";
import { randomCase } from "../../testing/random-cases.ts";
import { refusedLater } from "../../testing/refused.ts";
import { toyData } from "../../testing/toy-data.ts";
import { train } from "../../training/index.ts";
import { gradientFlow } from "../gradients/gradient-flow.ts";
import { costAlong } from "./cost-along.ts";
import { costOnPlane } from "./cost-on-plane.ts";
import { directionBetween, planeThrough, randomDirection } from "./directions.ts";

const data = toyData(50);
const made = (seed = 1) => network({ input: [5], layers: [dense(6, "tanh"), dense(3, "softmax")], seed });

/** The network at θ + Σ s d, made anew. */
function moved(
  net: Network,
  ...moves: readonly (readonly [number, ReadonlyMap<string, ArrayLike<number>>])[]
): Network {
  const at = [...net.parameters].map(([key, { shape, values }]) => {
    const sum = (value: number, i: number) =>
      moves.reduce((so, [s, direction]) => so + s * (direction.get(key)?.[i] ?? 0), value);
    return [key, { shape, values: Float64Array.from(values, sum) }] as const;
  });
  return Network.fromParameters(net.spec, new Map(at));
}

describe("the cost along a line", () => {
  it("is what each network on it has, of any network and data", async () => {
    await fc.assert(
      fc.asyncProperty(randomCase({ widest: 12 }), fc.nat(), async ({ spec, data: examples }, seed) => {
        const net = network(spec);
        const before = net.sha256();
        const direction = randomDirection(net, seed);
        const { points, count } = await costAlong(net, direction, examples, {
          from: -0.5,
          to: 1,
          points: 4,
          threads: 1,
        });
        expect(points.map(({ t }) => t)).toEqual([-0.5, 0, 0.5, 1]);
        expect(count).toBe(examples.count);
        for (const { t, ...found } of points) {
          const { count: all, ...wanted } = await moved(net, [t, direction]).evaluate(examples);
          expect(found).toEqual(
            wanted.correct === undefined ? wanted : { ...wanted, accuracy: (wanted.correct as number) / all },
          );
        }
        expect(net.sha256()).toBe(before);
      }),
      { numRuns: runs(15) },
    );
  });

  it("between two networks begins with the one and ends with the other, whatever is not trained", async () => {
    const layers = [dense(6, "relu"), batchNorm(), dense(3, "softmax")];
    const [a, b] = [1, 2].map((seed) => network({ input: [5], layers, seed }));
    for await (const _ of train(b, data, { epochs: 3, learningRate: 0.1 })) void _;
    b.parameters.get("layers.1.variance")!.values.fill(2);
    const { points, minimum } = await costAlong(a, directionBetween(a, b), data, { from: 0, points: 11 });
    const ends = [await a.evaluate(data), await b.evaluate(data)];
    expect([points[0].cost, points[10].cost]).toEqual(ends.map(({ cost }) => cost));
    expect([points[0].correct, points[10].correct]).toEqual(ends.map(({ correct }) => correct));
    expect(minimum!.cost).toBe(Math.min(...points.map(({ cost }) => cost)));
    expect(points).toContainEqual(minimum);
    // Beyond the first network a variance would be negative; there it is 0.
    for (const { cost } of (await costAlong(a, directionBetween(a, b), data, { from: -40, to: 0, points: 3 })).points)
      expect(cost).not.toBeNaN();
  });

  it("has the slope of the gradient", async () => {
    const net = made();
    const { layers } = await gradientFlow(net, data, { engine: referenceEngine });
    const gradient = new Map(
      layers.flatMap(({ index, parameters }) =>
        parameters.map(({ name, values }) => [`layers.${index}.${name}`, values] as const),
      ),
    );
    const squared = layers.reduce((sum, { norm }) => sum + norm ** 2, 0);
    const options = { from: -1e-3, to: 1e-3, points: 3, engine: referenceEngine };
    const { points } = await costAlong(net, gradient, data, options);
    expect((points[2].cost - points[0].cost) / 2e-3 / squared).toBeCloseTo(1, 3);
  });

  it("of a linear network is a parabola, with its minimum where it should be", async () => {
    const line = regression([[0], [1], [2]], [1, 3, 5]);
    const net = network({ input: [1], layers: [dense(1, "linear")], initializer: "zeros" });
    const towards = new Map<string, ArrayLike<number>>([["layers.0.weights", [2]], ["layers.0.biases", Float32Array.of(1)]]); // biome-ignore format: short
    const { points, minimum } = await costAlong(net, towards, line, { from: 0, to: 2, points: 9 });
    expect(minimum).toEqual({ t: 1, cost: 0 });
    for (const { t, cost } of points) expect(cost).toBeCloseTo(((1 - t) ** 2 * (1 + 9 + 25)) / 6, 6);
  });

  it("has no minimum where no cost is finite, and passes over those that are not", async () => {
    const net = network({ input: [1], layers: [dense(1, "linear")], initializer: "zeros" });
    const far = new Map([["layers.0.weights", [1e38]]]);
    const beyond = await costAlong(net, far, regression([[9]], [1]), { from: 5, to: 6, points: 2 });
    expect(beyond.points.some(({ cost }) => Number.isFinite(cost))).toBe(false);
    expect(beyond.minimum).toBeUndefined();
    const partly = await costAlong(net, far, regression([[9]], [1]), { from: -9, to: 9, points: 3 });
    expect(partly.minimum).toEqual({ t: 0, cost: 0.5 });
  });

  it("is measured in parts where networks are large or data many, and says how far it is", async () => {
    const wide = network({ input: [5], layers: [dense(400), dense(400), dense(3)], seed: 1 });
    const many = toyData(1700);
    const heard: { done: number; total: number }[] = [];
    const options = { points: 2, from: 0, onProgress: (progress: (typeof heard)[number]) => heard.push(progress) };
    const { points } = await costAlong(wide, randomDirection(wide, 1), many, options);
    const { cost, correct } = await wide.evaluate(many);
    expect(close(points[0].cost, cost, { rtol: 1e-12, atol: 0 })).toBe(true);
    expect(points[0].correct).toBe(correct);
    expect(heard.length).toBe(4);
    expect(heard.at(-1)).toEqual({ done: heard.length, total: heard.length });
  });
});

describe("the cost on a plane", () => {
  it("is what each network on it has", async () => {
    const net = made();
    const directions = [randomDirection(net, 1), randomDirection(net, 2)] as const;
    const [u, v] = [{ from: -0.5, to: 0.5, points: 3 }, { from: 0, to: 2, points: 2 }]; // biome-ignore format: short
    const plane = await costOnPlane(net, directions, data, { u, v });
    expect([[...plane.u], [...plane.v], plane.costs.length]).toEqual([[-0.5, 0, 0.5], [0, 2], 6]);
    for (const [row, y] of plane.v.entries())
      for (const [column, x] of plane.u.entries()) {
        const there = await moved(net, [x, directions[0]], [y, directions[1]]).evaluate(data);
        expect([plane.costs[row * 3 + column], plane.correct![row * 3 + column]]).toEqual([there.cost, there.correct]);
      }
    const lowest = Math.min(...plane.costs);
    const at = plane.costs.indexOf(lowest);
    expect(plane.minimum).toEqual({
      ...{ u: plane.u[at % 3], v: plane.v[Math.floor(at / 3)] },
      ...{ cost: lowest, correct: plane.correct![at], accuracy: plane.correct![at] / 50 },
    });
  });

  it("through three networks has their costs at their coordinates", async () => {
    const nets = [1, 2, 3].map(made);
    const { directions, coordinates } = planeThrough(nets[0], nets[1], nets[2]);
    for (const [i, [x, y]] of coordinates.entries()) {
      const { costs } = await costOnPlane(nets[0], directions, data, {
        u: { from: x, to: x + 1, points: 2 },
        v: { from: y, to: y + 1, points: 2 },
      });
      expect(costs[0] / (await nets[i].evaluate(data)).cost).toBeCloseTo(1, 5);
    }
  });

  it("of values has costs only; the usual grid is 21 × 21", async () => {
    const net = network({ input: [1], layers: [dense(1, "linear")] });
    const directions = [new Map([["layers.0.weights", [1]]]), new Map([["layers.0.biases", [1]]])] as const;
    const plane = await costOnPlane(net, directions, regression([[1], [2]], [1, 2]));
    expect([plane.costs.length, plane.correct, plane.count]).toEqual([441, undefined, 2]);
  });
});

describe("what is refused", () => {
  const net = made();
  const direction = randomDirection(net, 1);
  const call = (act: unknown, ...args: unknown[]) => (act as (...each: unknown[]) => Promise<unknown>)(...args);
  const code = async (...args: unknown[]) => (await refusedLater(call(costAlong, ...args))).code;

  it("directions that are none of this network", async () => {
    for (const wrong of [
      {},
      undefined,
      new Map([["layers.9.weights", [1]]]),
      new Map([[0, [1]]]),
      new Map([["layers.0.weights", [1, 2]]]),
      new Map([["layers.0.weights", "12"]]),
      new Map([["layers.1.biases", [1, Number.NaN, 0]]]),
      new Map([["layers.1.biases", Float32Array.of(1, Number.POSITIVE_INFINITY, 0)]]),
    ])
      expect(await code(net, wrong, data)).toBe("landscape.direction");
    const plane = async (directions: unknown) => (await refusedLater(call(costOnPlane, net, directions, data))).code;
    for (const wrong of [[direction], direction, [direction, direction, direction], [direction, {}]])
      expect(await plane(wrong)).toBe("landscape.direction");
  });

  it("ranges that are none", async () => {
    for (const wrong of [
      { from: 1, to: 1 },
      { from: 2 },
      { points: 1 },
      { points: 0 },
      { points: 1e9 },
      { to: Number.NaN },
    ])
      expect(await code(net, direction, data, wrong)).toBe("landscape.range");
    const u = (await refusedLater(call(costOnPlane, net, [direction, direction], data, { u: { step: 1 } }))).code;
    expect(u).toBe("landscape.range");
    expect(await code(net, direction, data, { steps: 3 })).toBe("analysis.options");
  });

  it("networks and data that do not fit", async () => {
    expect(await code({}, direction, data)).toBe("network.instance");
    expect(await code(net, direction, toyData(4, { size: 3 }))).toBe("data.shape");
    const valued = net.clone();
    valued.targetKind = "values";
    expect(await code(valued, direction, data)).toBe("network.classes");
    const broken = net.clone();
    broken.parameters.get("layers.0.biases")!.values[1] = Number.NaN;
    expect(await code(broken, direction, data)).toBe("network.parameters");
  });

  it("going on after a signal, before and on the way", async () => {
    const aborted = { signal: AbortSignal.abort(new Error("enough")) };
    await expect(costAlong(net, direction, data, aborted)).rejects.toThrow("enough");
    const controller = new AbortController();
    const heard: number[] = [];
    const onProgress = ({ done }: { done: number }) => {
      heard.push(done);
      if (done === 3) controller.abort(new Error("stop"));
    };
    const { signal } = controller;
    await expect(costOnPlane(net, [direction, direction], data, { signal, onProgress })).rejects.toThrow("stop");
    expect(heard).toEqual([1, 2, 3]);
  });
});
