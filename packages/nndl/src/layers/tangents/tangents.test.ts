/** Second derivatives of every layer, activation and cost against central differences of gradients, all in float64. */
import { describe, expect, it } from "vitest";
import { hessianVectorProduct } from "../../analysis/index.ts";
import type { Dataset } from "../../data/index.ts";
import { inputsOf, parametersOf, targetsOf } from "../../engines/reference/arrays.ts";
import { gradientPass } from "../../engines/reference/pass.ts";
import { addParts, joinParts, unknownsOf } from "../../engines/unknowns.ts";
import { activationNames, costNames, costs } from "../../functions/index.ts";
import { type Network, type NetworkInput, network } from "../../network/index.ts";
import { stream } from "../../random/index.ts";
import { expectCloseInScale } from "../../testing/close.ts";
import { dataFor, goodSamples, networksOf } from "../../testing/layer-samples.ts";
import { everyExample } from "../../testing/sessions.ts";
import { dense } from "../index.ts";

/** (∇C(θ + εv) − ∇C(θ − εv)) / 2ε. */
function differences(net: Network, data: Dataset, direction: Float64Array, training: boolean): Float64Array {
  const [epsilon, count, unknowns] = [1e-6, data.count, unknownsOf(net)];
  const [inputs, targets] = [inputsOf(data, everyExample(data)), targetsOf(net, data, everyExample(data))];
  const gradientAt = (by: number) => {
    const moved = addParts(
      unknowns,
      direction.map((v) => by * v),
      parametersOf(net),
    );
    return joinParts(unknowns, gradientPass(net, moved, inputs, targets, { count, training, step: 0 }).gradients);
  };
  const [above, below] = [gradientAt(epsilon), gradientAt(-epsilon)];
  return above.map((value, i) => (value - below[i]) / (2 * epsilon * count));
}

function expectExact(input: NetworkInput, count = 3): void {
  const net = network(input);
  const data = dataFor(net, count);
  const unknowns = unknownsOf(net);
  const draws = stream(7, "a direction");
  const vector = Float64Array.from({ length: unknowns.at(-1)?.to ?? 0 }, () => draws.gaussian());
  const direction = new Map(unknowns.map(({ key, from, to }) => [key, vector.slice(from, to)]));
  for (const training of [false, true]) {
    const product = hessianVectorProduct(net, data, direction, { training });
    const ours = Float64Array.from([...product.values()].flatMap((values) => [...values]));
    const numerical = differences(net, data, vector, training);
    expectCloseInScale(ours, numerical, { rtol: 1e-6, atol: 1e-7 }, JSON.stringify(input.layers));
  }
}

describe.each(goodSamples.map((sample) => [sample.title, sample] as const))("%s", (_, sample) => {
  it("bends as central differences of its gradient say, alone and among others", () => {
    for (const input of networksOf(sample)) if (unknownsOf(network(input)).length > 0) expectExact(input);
  });
});

describe("second derivatives", () => {
  it.each(activationNames)("of %s within a network", (activation) => {
    expectExact({
      input: [2, 4, 3],
      layers: [{ type: "conv2d", filters: 3, kernel: 2, activation }, dense(4, activation), dense(3, "softmax")],
      seed: 3,
    });
  });

  it.each(costNames.flatMap((cost) => costs[cost].outputs.map((output) => [cost, output] as const)))(
    "of the %s cost of %s outputs",
    (cost, output) => {
      expectExact({ input: [3], layers: [dense(4, "tanh"), dense(3, output as "sigmoid")], cost, seed: 2 }, 5);
    },
  );

  it("of a network without hidden layers and the quadratic cost do not depend on where it stands", () => {
    const [here, there] = [1, 2].map((seed) => network({ input: [3], layers: [dense(2, "linear")], seed }));
    const data = dataFor(here, 4);
    const direction = new Map([["layers.0.weights", Float64Array.of(1, -2, 3, 0, 0, 1)]]);
    const [a, b] = [here, there].map((net) => hessianVectorProduct(net, data, direction));
    expect(a).toEqual(b);
    // ∂²C/∂w_jk∂w_jl is the mean of x_k x_l: the first row sees v·x with its own v alone.
    const mean = [0, 1, 2].map((k) => {
      let sum = 0;
      for (let i = 0; i < 4; i++) {
        const x = data.input(i);
        sum += (x[k] * (x[0] - 2 * x[1] + 3 * x[2])) / 4;
      }
      return sum;
    });
    expectCloseInScale(a.get("layers.0.weights")!.slice(0, 3), mean, { rtol: 1e-12, atol: 1e-14 });
  });
});
