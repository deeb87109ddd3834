/** Networks of images against PyTorch's numbers: see src/testing/golden/make_image_networks_golden.py. */
import { describe, expect, it } from "vitest";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { inputsOf, parametersOf, targetsOf } from "../engines/reference/arrays.ts";
import { gradientPass } from "../engines/reference/pass.ts";
import type { Network } from "../network/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { goldenImageNetworks } from "../testing/golden/image-networks.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { isTrained, layerTypes } from "./index.ts";

const double = { rtol: 2e-9, atol: 1e-12 };

describe.each(goldenImageNetworks.map((golden) => [golden.name, golden] as const))("%s", (_, golden) => {
  const { data } = golden;
  const examples = everyExample(data);

  it.each([
    ["training", true],
    ["use", false],
  ])("the definitions, in float64, in %s", (_, training) => {
    const net = golden.network();
    const { count } = data;
    const [inputs, targets] = [inputsOf(data, examples), targetsOf(net, data, examples)];
    const pass = gradientPass(net, parametersOf(net), inputs, targets, { count, training, step: 0 });
    const expected = training ? golden.trained : golden.used;
    const mean = (values: ArrayLike<number>) => Float64Array.from(values, (value) => value / count);
    expectClose(pass.states.at(-1)?.a ?? [], expected.outputs, double, "outputs");
    expectClose([pass.costs.reduce((sum, cost) => sum + cost) / count], [expected.cost], double, "cost");
    expectClose(mean(pass.inputErrors), expected.inputGradients, double, "∂C/∂x");
    const gradients = trainedNames(net).map(
      ([layer, name]) => [`layers.${layer}.${name}`, mean(pass.gradients[layer][name])] as const,
    );
    expectCloseMaps(new Map(gradients), expected.gradients, double);
  });

  describe.each([
    ["reference", referenceEngine, { rtol: 2e-7, atol: 1e-9 }],
    ["wasm", wasmEngine, { rtol: 2e-4, atol: 2e-6 }],
  ] as const)("the %s engine's session", (_, engine, tolerance) => {
    it("gives PyTorch's gradients, in training and in use", async () => {
      await withSession(engine, golden.network(), { miniBatchSize: data.count }, (session) => {
        const resident = session.load(data);
        for (const [training, expected] of [
          [true, golden.trained],
          [false, golden.used],
        ] as const) {
          const gradients = session.gradients(resident, examples, { training });
          expectClose([gradients.cost], [expected.cost], tolerance, "cost of the gradients");
          expectCloseMaps(gradients.parameters, expected.gradients, tolerance);
          expectClose(gradients.inputs, expected.inputGradients, tolerance, "∂C/∂x");
        }
        expectClose([session.evaluate(resident).cost], [golden.used.cost], tolerance, "cost");
        expectClose(session.predict(Float32Array.from(data.features)), golden.used.outputs, tolerance, "outputs");
      });
    });

    it("settles what no gradient changes, and moves the rest against the gradient", async () => {
      const [net, before] = [golden.network(), golden.network()];
      const learningRate = 0.125;
      await withSession(engine, net, { miniBatchSize: data.count }, (session) => {
        session.train(stretchOf(session.load(data), { miniBatchSize: data.count, learningRate }));
        session.download();
      });
      for (const [key, { values }] of net.parameters) {
        const start = before.parameters.get(key)?.values ?? new Float32Array();
        const gradient = golden.trained.gradients.get(key) ?? [];
        const expected = golden.settled.get(key) ?? start.map((w, i) => w - learningRate * gradient[i]);
        expectClose(values, expected, { rtol: tolerance.rtol, atol: 2e-6 }, key);
      }
    });
  });
});

it("the golden numbers are of every layer that PyTorch has the like of", () => {
  const covered = new Set(goldenImageNetworks.flatMap(({ spec }) => spec.layers.map(({ type }) => type)));
  // Its dropout draws from another generator.
  for (const type of layerTypes) if (type !== "dropout") expect(covered).toContain(type);
});

function trainedNames({ layers }: Network): (readonly [layer: number, name: string])[] {
  return layers.flatMap(({ index, parameters }) =>
    parameters.filter(isTrained).map(({ name }) => [index, name] as const),
  );
}
