import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../../../../testing/thorough.ts";
import { convPool2d, dense, layerKind, layerTypes, maxPool2d, sizeOf } from "../../layers/index.ts";
import { Network, type NetworkInput, network } from "../../network/index.ts";
import { type Stream, stream } from "../../random/index.ts";
import { inputsOfKind } from "../../testing/layer-samples.ts";
import { randomCase } from "../../testing/random-cases.ts";
import { randomImageCase } from "../../testing/random-image-cases.ts";
import { refused } from "../../testing/refused.ts";
import { layerOutputs } from "../layer-outputs.ts";
import { type Arithmetic, arithmeticOf } from "./index.ts";
import type { Origin, PooledWindow, RecurrentOrigin, WindowProducts } from "./origin.ts";

/** Parameters away from the values that they usually begin with; none of them is negative where a variance may not be. */
function anyNetwork(input: NetworkInput, random: Stream): Network {
  const { parameters } = network(input);
  return Network.fromParameters(
    input,
    new Map(
      [...parameters].map(([name, { shape, values }]) => [
        name,
        { shape, values: values.map(() => (name.endsWith("variance") ? random.uniform() : random.gaussian() / 2)) },
      ]),
    ),
  );
}

function anyInput({ inputSize, spec }: Network, random: Stream): Float32Array {
  return inputsOfKind(spec.layers[0]!, inputSize, random);
}

/** Every value of every layer is what the arithmetic says, to the bit; and the steps that it tells of add up. */
function agrees(net: Network, input: Float32Array): void {
  const outputs = layerOutputs(net, input);
  for (const { index: layer, weighted, values, type, activation } of outputs)
    for (let index = 0; index < values.length; index++) {
      const explained = arithmeticOf(net, input, { layer, index });
      expect([explained.z, explained.value]).toEqual([weighted[index], values[index]]);
      expect([explained.layer, explained.index, explained.type, explained.activation]).toEqual([
        layer,
        index,
        type,
        activation,
      ]);
      const { step = 0, outputShape } = explained;
      const times = explained.step === undefined ? 1 : outputShape[0]!;
      addsUp(explained, (layer) => {
        const all = layer === 0 ? Float64Array.from(input) : outputs[layer - 1]!.values;
        return all.subarray((step * all.length) / times, ((step + 1) * all.length) / times);
      });
    }
}

const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));
const total = (numbers: Iterable<number>) => [...numbers].reduce((sum, x) => sum + x, 0);

/** What is shown, calculated as a reader would. */
function addsUp({ layer, origin, z, inputShape, softmax, value }: Arithmetic, into: (layer: number) => Float64Array) {
  close(z, fromOrigin(origin, inputShape, into(layer), into));
  if (softmax !== undefined) close(value, softmax.numerator / softmax.denominator);
}

function fromOrigin(
  origin: Origin,
  shape: readonly number[],
  below: Float64Array,
  into: (layer: number) => Float64Array,
): number {
  switch (origin.kind) {
    case "convolution":
      return fromWindow(origin.window, shape, below) + origin.bias;
    case "pooled convolution":
      close(origin.pool.values[origin.part]!, fromWindow(origin.window, shape, below));
      return fromPool(origin.pool) + origin.bias;
    case "pooling": {
      const { channel, top, left, extent, values } = origin.pool;
      values.forEach((value, i) => {
        const [y, x] = [top + Math.floor(i / extent[1]), left + (i % extent[1])];
        expect(value).toBe(below[(channel * shape[1]! + y) * shape[2]! + x]);
      });
      return fromPool(origin.pool);
    }
    case "dense": {
      const { largest, others, products, sum, bias } = origin;
      for (const { input, weight, value, product } of largest)
        expect([value, product, products[input]]).toEqual([below[input], weight * value, product]);
      expect(largest.length + others.count).toBe(sizeOf(shape));
      const sizes = [...products].map(Math.abs).sort((a, b) => b - a);
      expect(largest.map(({ product }) => Math.abs(product))).toEqual(sizes.slice(0, 8));
      close(total(largest.map(({ product }) => product)) + others.sum, sum);
      return sum + bias;
    }
    case "moved":
      expect(origin.value).toBe(origin.input === undefined ? 0 : below[origin.input]);
      return origin.value;
    case "added":
      expect([origin.value, origin.added]).toEqual([below[origin.input], into(origin.earlier)[origin.input]]);
      return origin.value + origin.added;
    case "scaled":
      expect(origin.value).toBe(below[origin.input]);
      return origin.factor * origin.value;
    case "normalized": {
      const { input, value, mean, variance, epsilon, scale, shift } = origin;
      expect(value).toBe(below[input]);
      return scale * ((value - mean) / Math.sqrt(variance + epsilon)) + shift;
    }
    case "divided": {
      const { value, neighbours, alpha, beta, bias, divisor } = origin;
      expect(neighbours).toContain(value);
      close(divisor, bias + alpha * total(neighbours.map((x) => x * x)));
      return value / divisor ** beta;
    }
    case "recurrent":
      return fromGates(origin);
    case "looked up":
      expect(origin.row).toBe(below[0]);
      return origin.value;
  }
}

/** The output of a unit, from what its gates say. */
function fromGates({ gates, before, memoryBefore, memory }: RecurrentOrigin): number {
  const value = new Map(gates.map((gate) => [gate.name, gate.value]));
  const of = (name: string) => value.get(name) as number;
  for (const gate of gates) {
    const z = gate.input + gate.recurrent;
    // Peepholes and the reset gate are not shown one by one.
    if (gate.name === "neuron")
      expect([Math.tanh(z), Math.max(z, 0)].some((f) => Math.abs(f - gate.value) < 1e-9)).toBe(true);
    if (["reset", "update"].includes(gate.name)) close(gate.value, 1 / (1 + Math.exp(-z)));
  }
  if (value.has("neuron")) return of("neuron");
  if (value.has("update")) return (1 - of("update")) * of("candidate") + of("update") * before;
  close(memory, of("forget") * memoryBefore + of("input") * of("candidate"));
  return of("output") * Math.tanh(memory);
}

function fromWindow(window: WindowProducts, shape: readonly number[], below: Float64Array): number {
  const { firstChannel, channels, top, left, extent, inputs, weights, products, inside, sums, sum } = window;
  const [, height, width] = shape as [number, number, number];
  const area = extent[0] * extent[1];
  expect([inputs.length, weights.length, inside.length]).toEqual([channels * area, channels * area, area]);
  for (let at = 0; at < inputs.length; at++) {
    const [y, x] = [top + Math.floor((at % area) / extent[1]), left + (at % extent[1])];
    const isInside = y >= 0 && y < height && x >= 0 && x < width;
    const channel = firstChannel + Math.floor(at / area);
    expect(inside[at % area]).toBe(isInside ? 1 : 0);
    expect(inputs[at]).toBe(isInside ? below[(channel * height + y) * width + x] : 0);
    close(products[at]!, weights[at]! * inputs[at]!);
  }
  sums.forEach((each, channel) => {
    close(each, total(products.subarray(channel * area, (channel + 1) * area)));
  });
  close(sum, total(sums));
  return sum;
}

function fromPool({ pooling, values, taken, result }: PooledWindow): number {
  const squares = total(values.map((x) => x * x));
  const expected = { max: Math.max(...values), average: total(values) / values.length, l2: Math.sqrt(squares) };
  close(result, expected[pooling]);
  expect(taken).toBe(pooling === "max" ? values.indexOf(Math.max(...values)) : undefined);
  return result;
}

describe("every value of every layer", () => {
  for (const type of layerTypes)
    it(`${type}, as its kind's own samples have it`, () => {
      layerKind(type).samples.good.forEach(({ spec, input, before: needed = [] }, i) => {
        const random = stream(5, `${type} ${i}`);
        const layers = [...needed, spec] as unknown as NetworkInput["layers"];
        const before = { type: "conv2d", filters: input[0]!, kernel: 1, activation: "tanh" } as const;
        // As the first layer, and as one that does not see the network's own inputs.
        for (const each of [layers, ...(input.length === 3 ? [[before, ...layers]] : [])]) {
          const net = anyNetwork({ input, layers: each }, random);
          agrees(net, anyInput(net, random));
        }
      });
    });

  it("random networks of images", () => {
    const cases = randomImageCase({ deepest: 3 }).filter(({ data }) => data.size <= 200);
    fc.assert(
      fc.property(cases, fc.nat(), ({ spec }, seed) => {
        const net = anyNetwork({ ...spec, layers: spec.layers }, stream(seed, "weights"));
        if (net.layers.some(({ output }) => sizeOf(output) > 400)) return;
        agrees(net, anyInput(net, stream(seed, "input")));
      }),
      { numRuns: runs(25) },
    );
  });

  it("random networks of rows", () => {
    fc.assert(
      fc.property(randomCase({ widest: 30, deepest: 3 }), fc.nat(), ({ spec }, seed) => {
        const net = anyNetwork(spec, stream(seed, "weights"));
        agrees(net, anyInput(net, stream(seed, "input")));
      }),
      { numRuns: runs(25) },
    );
  });

  it("large weighted inputs, for which softmax must not overflow", () => {
    const net = network({ input: [2], layers: [dense(3, "softmax")], seed: 2 });
    agrees(net, Float32Array.of(3e4, -5e4));
  });
});

describe("convolution, pooling and bias in the book's order", () => {
  const random = stream(1, "book's order");
  const net = anyNetwork({ input: [2, 7, 6], layers: [convPool2d(3, 3, 2, "relu")] }, random);
  const input = anyInput(net, random);

  it("tells of the place that wins, or of any other", () => {
    for (let index = 0; index < 12; index++) {
      const explained = arithmeticOf(net, input, { layer: 0, index }).origin;
      if (explained.kind !== "pooled convolution") throw new Error(explained.kind);
      expect(explained.part).toBe(explained.pool.taken);
      expect(explained.window.sum).toBe(Math.max(...explained.pool.values));
      for (let part = 0; part < 4; part++) {
        const other = arithmeticOf(net, input, { layer: 0, index, part }).origin;
        if (other.kind !== "pooled convolution") throw new Error(other.kind);
        expect(other.window.sum).toBe(explained.pool.values[part]);
        expect([other.window.top, other.window.left]).toEqual([
          explained.pool.top + Math.floor(part / 2),
          explained.pool.left + (part % 2),
        ]);
      }
    }
  });

  it("of equal ones the first", () => {
    const { origin } = arithmeticOf(net, new Float32Array(84), { layer: 0, index: 0 });
    expect(origin).toMatchObject({ part: 0, pool: { taken: 0, values: Float64Array.of(0, 0, 0, 0) } });
  });
});

it("changes nothing, and keeps nothing of the network", () => {
  const random = stream(3, "copies");
  const net = anyNetwork({ input: [1, 5, 5], layers: [convPool2d(2, 2, 2, "tanh"), dense(3)] }, random);
  const input = anyInput(net, random);
  const [before, copy] = [net.sha256(), input.slice()];
  for (const layer of [0, 1]) {
    const { origin } = arithmeticOf(net, input, { layer, index: 0 });
    if (origin.kind === "dense") origin.products.fill(9);
    else if (origin.kind === "pooled convolution")
      for (const name of ["weights", "inputs"] as const) origin.window[name].fill(9);
  }
  expect(net.sha256()).toBe(before);
  expect(input).toEqual(copy);
});

it("refuses places that are not there, and inputs that do not fit", () => {
  const net = network({ input: [1, 4, 4], layers: [convPool2d(2, 3), maxPool2d(1), dense(3)] });
  const input = new Float32Array(16);
  const code = (place: unknown, given: unknown = input) =>
    refused(() => arithmeticOf(net, given as Float32Array, place as { layer: number; index: number })).code;
  for (const layer of [-1, 3, 0.5, Number.NaN, "0", undefined])
    expect(code({ layer, index: 0 })).toBe("arithmetic.layer");
  for (const index of [-1, 2, 0.5, Number.NaN, null]) expect(code({ layer: 0, index })).toBe("arithmetic.index");
  for (const part of [-1, 4, 1.5, "0"]) expect(code({ layer: 0, index: 0, part })).toBe("arithmetic.part");
  expect(code({ layer: 1, index: 0, part: 0 })).toBe("arithmetic.part");
  expect(code({ layer: 0, index: 0 }, new Float32Array(15))).toBe("data.shape");
  expect(code({ layer: 0, index: 0 }, new Float32Array(32))).toBe("data.shape");
  expect(code({ layer: 0, index: 0 }, new Float32Array(16).fill(Number.NaN))).toBe("data.inputs");
  expect(code({ layer: 0, index: 0 }, "digits")).toBe("data.shape");
});
