/** Backpropagation through time against PyTorch's: lengths mixed, both directions, and stretches that go on from others. */
import { describe, expect, it } from "vitest";
import { carriedName, carryingLayers } from "../../engines/carried.ts";
import { type Engine, referenceEngine, wasmEngine } from "../../engines/index.ts";
import { inputsOf, lengthsOf, parametersOf, targetsOf } from "../../engines/reference/arrays.ts";
import { gradientPass } from "../../engines/reference/pass.ts";
import { expectClose, expectCloseMaps } from "../../testing/close.ts";
import { goldenThroughTime } from "../../testing/golden/through-time.ts";
import { stretchOf, withSession } from "../../testing/sessions.ts";
import type { Carried } from "../index.ts";

const double = { rtol: 2e-9, atol: 1e-12 };
const engines = [
  ["reference", referenceEngine, { rtol: 2e-7, atol: 1e-7 }],
  ["wasm", wasmEngine, { rtol: 2e-4, atol: 4e-6 }],
] as const;

it("PyTorch's cases have lengths, directions and stretches of all kinds", () => {
  const specs = goldenThroughTime.flatMap(({ network }) => network().spec.layers);
  const all = specs.flatMap((spec) => Object.entries(spec).map(([key, value]) => `${key}: ${value}`));
  for (const each of [
    ...["recurrent", "lstm", "gru", "embedding"].map((type) => `type: ${type}`),
    ...["forward", "backward", "both"].map((direction) => `direction: ${direction}`),
    ...[
      "gates: plain",
      "gates: peepholes",
      "nonlinearity: tanh",
      "nonlinearity: relu",
      "output: last",
      "output: every",
    ],
  ])
    expect(all).toContain(each);
});

describe.each(goldenThroughTime.map((golden) => [golden.name, golden] as const))("%s", (_, golden) => {
  const { data, rows, begun } = golden;
  const stretches = Array.from({ length: data.count / rows }, (_, s) =>
    Uint32Array.from({ length: rows }, (_, row) => s * rows + row),
  );
  const last = stretches.at(-1)!;

  it("the definitions, in float64", () => {
    const net = golden.network();
    const nothing = () =>
      new Map<number, Carried>(
        carryingLayers(net).map(({ index, sizes }) => {
          const zeros = () =>
            Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, new Float64Array(rows * size)]));
          return [index, { before: zeros(), after: zeros() }];
        }),
      );
    let carried = begun === undefined ? undefined : nothing();
    const named = () =>
      new Map(
        [...carried!].flatMap(([index, { before }]) =>
          Object.entries(before).map(([name, values]) => [carriedName(name, index), values] as const),
        ),
      );
    const read = (examples: Uint32Array) => {
      const batch = { count: rows, training: true, step: 0, lengths: lengthsOf(data, examples), carried };
      const [inputs, targets] = [inputsOf(data, examples), targetsOf(net, data, examples)];
      const pass = gradientPass(net, parametersOf(net), inputs, targets, batch);
      const next = carried && nothing();
      for (const [index, { after }] of carried ?? [])
        for (const [name, values] of Object.entries(after)) next!.get(index)!.before[name]!.set(values);
      carried = next;
      return pass;
    };
    for (const examples of stretches.slice(0, -1)) read(examples);
    if (begun !== undefined) expectCloseMaps(named(), begun, double);
    const pass = read(last);
    if (golden.carried !== undefined) expectCloseMaps(named(), golden.carried, double);
    const mean = (values: ArrayLike<number>) => Float64Array.from(values, (value) => value / rows);
    expectClose(pass.states.at(-1)!.a, golden.outputs, double, "outputs");
    expectClose([pass.costs.reduce((sum, cost) => sum + cost) / rows], [golden.cost], double, "cost");
    expectClose(mean(pass.inputErrors), golden.inputGradients, double, "∂C/∂x");
    const gradients = pass.gradients.flatMap((layer, l) =>
      Object.entries(layer).map(([name, values]) => [`layers.${l}.${name}`, mean(values)] as const),
    );
    expectCloseMaps(new Map(gradients), golden.gradients, double);
  });

  it.each(engines)("the %s engine's session", async (_, engine: Engine, tolerance) => {
    const [net, before] = [golden.network(), golden.network()];
    await withSession(engine, net, { miniBatchSize: rows }, (session) => {
      const resident = session.load(data);
      if (begun === undefined) {
        const gradients = session.gradients(resident, last);
        expectClose([gradients.cost], [golden.cost], tolerance, "cost");
        expectCloseMaps(gradients.parameters, golden.gradients, tolerance);
        expectClose(gradients.inputs, golden.inputGradients, tolerance, "∂C/∂x");
        return;
      }
      // A step of a rate that is a power of two tells the gradient: the larger, the more of its digits.
      const learningRate = 64;
      const step = (examples: Uint32Array, rate: number) =>
        session.train(
          stretchOf(resident, {
            ...{ order: examples, from: 0, to: rows, miniBatchSize: rows, carry: true },
            ...{ learningRate: rate, measureCost: true },
          }),
        );
      for (const examples of stretches.slice(0, -1)) step(examples, 0);
      expectCloseMaps(session.downloadCarried(), begun, tolerance);
      const { costSum = Number.NaN } = step(last, learningRate);
      expectClose([costSum / rows], [golden.cost], tolerance, "cost");
      expectCloseMaps(session.downloadCarried(), golden.carried!, tolerance);
      session.download();
      const gradients = [...net.parameters].map(([key, { values }]) => {
        const start = before.parameters.get(key)!.values;
        return [key, Float64Array.from(values, (w, i) => (start[i]! - w) / learningRate)] as const;
      });
      expectCloseMaps(new Map(gradients), golden.gradients, tolerance);
    });
  });
});
