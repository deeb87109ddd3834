/** The machine's numbers, one at a time, against backpropagation as a whole: the reading room's, and the library's. */
import { backprop, descend, feedforward } from "@nndl/book/programs/backprop";
import fc from "fast-check";
import { dense, network, parameterName, referenceEngine, regression } from "nndl";
import { expect, it } from "vitest";
import { type Model, modelOf, neuronCount, numbersOf, parameterCount, randomNumbers, readSizes } from "./model.ts";
import { idOf, phases, sourcesOf, stops, work } from "./quantities.ts";
import { units } from "./units.ts";

const models = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 5 }),
    seed: fc.nat(9999),
    kinds: fc.string({ unit: fc.constantFrom("s", "t", "r", "l"), minLength: 32, maxLength: 32 }),
  })
  .map(({ sizes, seed, kinds }) => modelOf({ sizes: sizes.join("-"), kinds, ...randomNumbers(sizes, seed) }));

const forEachPlace = ({ sizes }: Model, see: (l: number, j: number, k: number) => void) => {
  for (let l = 0; l < sizes.length - 1; l++)
    for (let j = 0; j < sizes[l + 1]!; j++) for (let k = 0; k < sizes[l]!; k++) see(l, j, k);
};

it("are those of the reading room's backpropagation, to the bit, whatever the neurons", () => {
  fc.assert(
    fc.property(models, (model) => {
      const { values } = work(model);
      const { zs, activations } = feedforward(model.net, [...model.x]);
      const { nablaB, nablaW } = backprop(model.net, [...model.x], [...model.y]);
      forEachPlace(model, (l, j, k) => {
        expect(values.get(idOf.z(l, j))).toBe(zs[l]![j]);
        expect(values.get(idOf.a(l, j))).toBe(activations[l + 1]![j]);
        expect(values.get(idOf.gb(l, j))).toBe(nablaB[l]![j]);
        expect(values.get(idOf.gw(l, j, k))).toBe(nablaW[l]![j]![k]);
      });
    }),
    { numRuns: 60 },
  );
});

it("are the library's gradient", async () => {
  const sizes = [2, 3, 2];
  const model = modelOf({ sizes: "2-3-2", kinds: "sssss", ...randomNumbers(sizes, 6) });
  const { values } = work(model);
  const net = network({ input: [2], layers: [dense(3, "sigmoid"), dense(2, "sigmoid")], cost: "quadratic", seed: 1 });
  model.net.weights.forEach((layer, l) => {
    net.parameters.get(parameterName(l, "weights"))!.values.set(layer.flat());
    net.parameters.get(parameterName(l, "biases"))!.values.set(model.net.biases[l]!);
  });
  const session = await referenceEngine.open(net);
  const data = session.load(regression([[...model.x]], [[...model.y]]));
  expect(values.get("C")).toBeCloseTo(session.evaluate(data).cost, 6);
  const { parameters } = session.gradients(data, Uint32Array.of(0));
  session.close();
  forEachPlace(model, (l, j, k) => {
    const of = (name: "weights" | "biases") => parameters.get(parameterName(l, name))!;
    expect(values.get(idOf.gw(l, j, k))).toBeCloseTo(of("weights")[j * sizes[l]! + k]!, 6);
    expect(values.get(idOf.gb(l, j))).toBeCloseTo(of("biases")[j]!, 6);
  });
});

it("are each made of numbers that come before, in the order of the algorithm", () => {
  fc.assert(
    fc.property(models, (model) => {
      const { given, computed, of } = work(model);
      const met = new Set(given.map(({ id }) => id));
      for (const quantity of computed) {
        for (const source of sourcesOf(quantity)) expect(met, `${quantity.id} from ${source}`).toContain(source);
        met.add(quantity.id);
      }
      expect(met.size).toBe(of.size);
      const neurons = neuronCount(model.sizes);
      expect(computed.length).toBe(5 * neurons + 1 + parameterCount(model.sizes));
      const order = computed.map(({ phase }) => phases.indexOf(phase));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      // Two for each layer of neurons and the cost, forward; then one back and one for the gradient.
      expect(stops(computed)).toHaveLength(3 * (model.sizes.length - 1) + 1);
      expect(stops(computed).at(-1)).toBe(computed.length);
    }),
    { numRuns: 40 },
  );
});

it("the functions of neurons have the slopes that differences have", () => {
  for (const { name, neuron } of units)
    for (const z of [-3, -0.4, 0.1, 2]) {
      const measured = (neuron.f(z + 1e-6) - neuron.f(z - 1e-6)) / 2e-6;
      expect(neuron.prime(z), `${name} at ${z}`).toBeCloseTo(measured, 7);
    }
});

it("a step lowers the cost, if it is a short one", () => {
  fc.assert(
    fc.property(models, (model) => {
      const gradient = backprop(model.net, [...model.x], [...model.y]);
      const cost = (net: Model["net"]) => work({ ...model, net }).values.get("C")!;
      const [now, then] = [cost(model.net), cost(descend(model.net, gradient, 1e-6))];
      expect(then).toBeLessThanOrEqual(now + 1e-12);
    }),
    { numRuns: 40 },
  );
});

it("networks are read as they are written, and others refused in a sentence", () => {
  expect(readSizes("2-3-2")).toEqual([2, 3, 2]);
  expect(readSizes(" 1 – 5, 4 ")).toEqual([1, 5, 4]);
  for (const [text, why] of [
    ["", /is no network/],
    ["two", /is no network/],
    ["3", /at least one layer of neurons/],
    ["2-0-1", /at least one neuron/],
    ["784-30-10", /784-30-10 has too many numbers/],
    ["2-2-2-2-2-2", /too many numbers/],
    ["2-9-1", /too many numbers/],
    ["-2-3", /is no network/],
    ["1e3-2", /is no network/],
  ] as const)
    expect(readSizes(text)).toMatch(why);
});

it("numbers that do not belong to their network are replaced", () => {
  const state = { sizes: "2-2", kinds: "", numbers: [1, 2, 3], x: [1, 1], y: [0, 0] };
  const model = modelOf(state);
  expect(numbersOf(model.net)).toEqual(randomNumbers([2, 2], 1).numbers);
  expect(model.kinds).toBe("ss");
  const own = { ...state, numbers: [1, 2, 3, 4, 5, 6] };
  expect(modelOf(own).net).toMatchObject({
    weights: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    biases: [[5, 6]],
  });
});
