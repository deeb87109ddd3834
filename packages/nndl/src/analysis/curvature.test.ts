import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { classification } from "../data/index.ts";
import { countOf, unknownsOf } from "../engines/unknowns.ts";
import { dense, dropout } from "../layers/index.ts";
import { type Network, network } from "../network/index.ts";
import { stream } from "../random/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import stored from "../testing/golden/curvature.golden.json" with { type: "json" };
import { goldenCases, goldenImageNetworks } from "../testing/golden/image-networks.ts";
import { randomImageCase } from "../testing/random-image-cases.ts";
import { refused } from "../testing/refused.ts";
import { hessian, hessianVectorProduct } from "./index.ts";

type Numbers = Readonly<Record<string, readonly number[]>>;
const golden = stored as unknown as readonly {
  readonly name: string;
  readonly direction: Numbers;
  readonly trained: Numbers;
  readonly used?: Numbers;
}[];
const networks = new Map([...goldenCases, ...goldenImageNetworks].map((each) => [each.name, each]));
const asMap = (numbers: Numbers) => new Map(Object.entries(numbers));

describe("products with the Hessian are PyTorch's", () => {
  it.each(golden.map((each) => [each.name, each] as const))("%s", (name, { direction, trained, used }) => {
    const known = networks.get(name);
    if (known === undefined) throw new Error(`there is no network ${name}: run make_curvature_golden.py again`);
    const { data } = known;
    const tolerance = { rtol: 2e-8, atol: 1e-9 };
    for (const [training, expected] of [
      [true, trained],
      [false, used ?? trained],
    ] as const) {
      const product = hessianVectorProduct(known.network(), data, asMap(direction), { training });
      expectCloseMaps(product, asMap(expected), tolerance);
    }
  });

  it("and there are some of every cost, activation and layer", () => {
    expect(golden.length).toBeGreaterThan(40);
  });
});

/** A random vector for a network, as one array and by parameter. */
function randomDirection(net: Network, seed: number) {
  const draws = stream(seed, "a direction");
  const vector = Float64Array.from({ length: countOf(unknownsOf(net)) }, () => draws.gaussian());
  return {
    vector,
    parts: new Map(unknownsOf(net).map(({ key, from, to }) => [key, vector.slice(from, to)])),
  };
}

function dot(a: ReadonlyMap<string, Float64Array>, b: ReadonlyMap<string, Float64Array>): number {
  let sum = 0;
  for (const [key, values] of a) for (let i = 0; i < values.length; i++) sum += values[i] * b.get(key)![i];
  return sum;
}

const length = (a: ReadonlyMap<string, Float64Array>) => Math.sqrt(dot(a, a));

describe("the Hessian of random networks", () => {
  it("is symmetric and linear: u·Hv = v·Hu, H(u + 2v) = Hu + 2Hv", () => {
    fc.assert(
      fc.property(randomImageCase({}), fc.nat(), fc.boolean(), ({ spec, data }, seed, training) => {
        const net = network(spec);
        const [u, v] = [randomDirection(net, seed).parts, randomDirection(net, seed + 1).parts];
        const [hu, hv] = [u, v].map((way) => hessianVectorProduct(net, data, way, { training }));
        const scale = length(u) * length(hv) + length(v) * length(hu);
        // Where a product is next to nothing, it is what is left of terms of about 1 that cancel.
        const rounding = 1e-15 * (length(u) + length(v));
        expectClose([dot(u, hv)], [dot(v, hu)], { rtol: 0, atol: 1e-12 * scale + rounding * length(u) });
        const sum = new Map([...u].map(([key, values]) => [key, values.map((x, i) => x + 2 * v.get(key)![i])]));
        const together = hessianVectorProduct(net, data, sum, { training });
        for (const [key, values] of together)
          expectClose(
            values,
            hu.get(key)!.map((x, i) => x + 2 * hv.get(key)![i]),
            { rtol: 0, atol: 1e-12 * (length(hu) + length(hv)) + rounding },
          );
      }),
      { numRuns: runs(15) },
    );
  });
});

describe("all of the Hessian", () => {
  const data = classification(
    [
      [1, -0.5, 0.25],
      [0.5, 1, -1],
      [-1, 0.75, 2],
    ],
    [0, 1, 1],
  );
  const net = network({ input: [3], layers: [dense(4, "tanh"), dense(2, "softmax")], seed: 3 });

  it("has the products with unit vectors as its rows, and gives any other product", () => {
    const { size, values, parts } = hessian(net, data);
    expect(size).toBe(3 * 4 + 4 + 4 * 2 + 2);
    expect([...parts.keys()]).toEqual([...net.parameters.keys()]);
    const { vector, parts: direction } = randomDirection(net, 1);
    const product = hessianVectorProduct(net, data, direction);
    for (const [key, { from, to }] of parts)
      for (let i = from; i < to; i++) {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += values[i * size + j] * vector[j];
        expectClose([product.get(key)![i - from]], [sum], { rtol: 1e-12, atol: 1e-14 });
      }
  });

  it("is of the examples that are asked for, each as often as it is named", () => {
    const [some, weighted] = [[1], [0, 0, 2]].map((examples) => hessian(net, data, { examples }).values);
    const each = [0, 1, 2].map((i) => hessian(net, data, { examples: [i] }).values);
    expect(some).toEqual(each[1]);
    expectClose(
      weighted,
      each[0].map((value, i) => (2 * value + each[2][i]) / 3),
      { rtol: 1e-12, atol: 1e-14 },
    );
  });

  it("leaves the network as it was", () => {
    const before = net.sha256();
    hessian(net, data);
    expect(net.sha256()).toBe(before);
  });

  it("is, in training, that of what is not dropped", () => {
    const dropping = network({ input: [3], layers: [dense(6, "tanh"), dropout(0.5), dense(2, "softmax")], seed: 3 });
    const [training, use] = [true, false].map((training) => hessian(dropping, data, { training }).values);
    expect(training).not.toEqual(use);
    expect(hessian(dropping, data, { training: true }).values).toEqual(training);
  });

  it("refuses networks that are too large for it, directions and options that do not fit", () => {
    const large = network({ input: [3], layers: [dense(1500, "tanh"), dense(2, "softmax")], seed: 1 });
    expect(refused(() => hessian(large, data)).code).toBe("curvature.size");
    const code = (direction: unknown, options: unknown = {}) =>
      refused(() => hessianVectorProduct(net, data, direction as Map<string, Float64Array>, options as object)).code;
    const right = new Map([["layers.0.biases", [1, 2, 3, 4]]]);
    for (const wrong of [
      ...[undefined, {}, [1], new Map([["layers.2.weights", [1]]]), new Map([["layers.0.biases", [1, 2, 3]]])],
      ...[new Map([["layers.0.biases", [1, 2, Number.NaN, 4]]]), new Map([["layers.0.biases", 5]])],
    ])
      expect(code(wrong)).toBe("curvature.direction");
    for (const examples of [[], [3], [-1], [0.5], ["0"], 3])
      expect(code(right, { examples })).toBe("curvature.examples");
    for (const options of [{ example: [1] }, { training: 1 }, 5, null])
      expect(code(right, options)).toBe("curvature.options");
    const narrow = classification([[1, 2]], [0]);
    expect(refused(() => hessian(net, narrow)).code).toBe("data.shape");
  });
});
