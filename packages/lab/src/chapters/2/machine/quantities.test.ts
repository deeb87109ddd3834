/** The machine's numbers, one at a time, against backpropagation as a whole: the reading room's, and the library's. */
import { backprop, bp1, descend, feedforward } from "@nndl/book/programs/backprop";
import { CrossEntropyCost } from "@nndl/book/programs/costs";
import { Network } from "@nndl/book/programs/network2";
import { Random } from "@nndl/book/programs/random";
import fc from "fast-check";
import { dense, network, parameterName, referenceEngine, regression } from "nndl";
import { expect, it } from "vitest";
import {
  costNames,
  type Model,
  modelOf,
  neuronCount,
  numbersOf,
  parameterCount,
  randomNumbers,
  readSizes,
} from "./model.ts";
import { gradientOf, idOf, phases, sourcesOf, stops, work } from "./quantities.ts";
import { units } from "./units.ts";

const models = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 5 }),
    seed: fc.nat(9999),
    kinds: fc.string({ unit: fc.constantFrom("s", "t", "r", "l"), minLength: 32, maxLength: 32 }),
    cost: fc.constantFrom(...costNames),
  })
  .map(({ sizes, seed, kinds, cost }) =>
    modelOf({ sizes: sizes.join("-"), kinds, cost, ...randomNumbers(sizes, seed) }),
  );

const forEachPlace = ({ sizes }: Model, see: (l: number, j: number, k: number) => void) => {
  for (let l = 0; l < sizes.length - 1; l++)
    for (let j = 0; j < sizes[l + 1]!; j++) for (let k = 0; k < sizes[l]!; k++) see(l, j, k);
};

it("are those of the reading room's backpropagation, to the bit, whatever the neurons", () => {
  fc.assert(
    fc.property(models, (model) => {
      const { values } = work(model);
      const { zs, activations } = feedforward(model.net, [...model.x]);
      const { nablaB, nablaW } = gradientOf(model, work(model));
      if (model.cost === "quadratic")
        expect(backprop(model.net, [...model.x], [...model.y])).toEqual({ nablaB, nablaW });
      else
        activations.at(-1)!.forEach((a, j) => {
          expect(values.get(idOf.d(zs.length - 1, j))).toBe(a - model.y[j]!);
          // (BP1) holds, too, where it can be calculated.
          const [slope, steepness] = (["g", "s"] as const).map((kind) => values.get(idOf[kind](zs.length - 1, j))!);
          if (steepness! > 1e-9) expect(bp1([slope!], [steepness!])[0]).toBeCloseTo(a - model.y[j]!, 6);
        });
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

it.each(costNames)("are the library's gradient of the %s cost", async (cost) => {
  const sizes = [2, 3, 2];
  const model = modelOf({ sizes: "2-3-2", kinds: "sssss", cost, ...randomNumbers(sizes, 6) });
  const { values } = work(model);
  const net = network({ input: [2], layers: [dense(3, "sigmoid"), dense(2, "sigmoid")], cost, seed: 1 });
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

it("by the cross-entropy are those of the reading room's network of chapter 3, to the bit", () => {
  fc.assert(
    fc.property(fc.nat(9999), (seed) => {
      const program = new Network([3, 4, 2], new Random(seed), CrossEntropyCost);
      const numbers = numbersOf({ ...program, neurons: [] });
      const model = modelOf({ sizes: "3-4-2", kinds: "", numbers, x: [0.2, 0.5, 1], y: [1, 0], cost: "cross-entropy" });
      expect(gradientOf(model, work(model))).toEqual(program.backprop([0.2, 0.5, 1], [1, 0]));
    }),
    { numRuns: 30 },
  );
});

it("of the cross-entropy come of sigmoid outputs and of targets from 0 to 1, whatever a link says", () => {
  const state = { sizes: "1-2-2", kinds: "rltr", numbers: [1, 1, 1, 1, 1, 1, 0, 0, 0, 0], x: [1], y: [7, -0.5] };
  expect(modelOf({ ...state, cost: "cross-entropy" })).toMatchObject({ kinds: "rlss", y: [1, 0] });
  expect(modelOf(state)).toMatchObject({ kinds: "rltr", y: [7, -0.5], cost: "quadratic" });
});

it("a step lowers the cost, if it is a short one", () => {
  fc.assert(
    fc.property(models, (model) => {
      const gradient = gradientOf(model, work(model));
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
