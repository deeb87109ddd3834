/** Networks of images against PyTorch's numbers: see src/testing/golden/make_cases_golden.py. */
import { describe, expect, it } from "vitest";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { inputsOf, parametersOf, targetsOf } from "../engines/reference/arrays.ts";
import { gradientPass } from "../engines/reference/pass.ts";
import { withoutKernel } from "../engines/wasm/check-kernels.ts";
import type { Network } from "../network/index.ts";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { goldenCases, goldenImageNetworks } from "../testing/golden/image-networks.ts";
import { wanted } from "../testing/golden/wanted.ts";
import { everyExample, stretchOf, withSession } from "../testing/sessions.ts";
import { isTrained } from "./index.ts";

const double = { rtol: 2e-9, atol: 1e-12 };

const all = [...goldenImageNetworks, ...goldenCases];

describe.each(all.map((golden) => [golden.name, golden] as const))("%s", (_, golden) => {
  const { data } = golden;
  const examples = everyExample(data);

  const passes = [
    { purpose: "use", training: false, expected: golden.used },
    ...(golden.trained === undefined ? [] : [{ purpose: "training", training: true, expected: golden.trained }]),
  ];

  it.each(passes)("the definitions, in float64, in $purpose", ({ training, expected }) => {
    const net = golden.network();
    const { count } = data;
    const [inputs, targets] = [inputsOf(data, examples), targetsOf(net, data, examples)];
    const pass = gradientPass(net, parametersOf(net), inputs, targets, { count, training, step: 0 });
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
    ["reference", referenceEngine, { rtol: 2e-7, atol: 1e-9 }] as const,
    ...(withoutKernel(golden.network()) ? [] : [["wasm", wasmEngine, { rtol: 2e-4, atol: 2e-6 }] as const]),
  ])("the %s engine's session", (_, engine, tolerance) => {
    it("gives PyTorch's gradients, in training and in use", async () => {
      await withSession(engine, golden.network(), { miniBatchSize: data.count }, (session) => {
        const resident = session.load(data);
        for (const { training, expected } of passes) {
          const gradients = session.gradients(resident, examples, { training });
          expectClose([gradients.cost], [expected.cost], tolerance, "cost of the gradients");
          expectCloseMaps(gradients.parameters, expected.gradients, tolerance);
          expectClose(gradients.inputs, expected.inputGradients, tolerance, "∂C/∂x");
        }
        expectClose([session.evaluate(resident).cost], [golden.used.cost], tolerance, "cost");
        expectClose(session.predict(Float32Array.from(data.features)), golden.used.outputs, tolerance, "outputs");
      });
    });

    const { trained } = golden;
    if (trained === undefined) return;
    it("settles what no gradient changes, and moves the rest", async () => {
      const [net, before] = [golden.network(), golden.network()];
      const learningRate = 0.125;
      await withSession(engine, net, { miniBatchSize: data.count }, (session) => {
        session.train(stretchOf(session.load(data), { miniBatchSize: data.count, learningRate }));
        session.download();
      });
      for (const [key, { values }] of net.parameters) {
        const start = before.parameters.get(key)?.values ?? new Float32Array();
        const gradient = trained.gradients.get(key) ?? [];
        const expected = golden.settled.get(key) ?? start.map((w, i) => w - learningRate * gradient[i]);
        expectClose(values, expected, { rtol: tolerance.rtol, atol: 2e-6 }, key);
      }
    });
  });
});

describe("PyTorch's numbers", () => {
  const made = new Map(goldenCases.map((golden) => [golden.name, golden]));

  // Who has no PyTorch may owe numbers; they are made before a change is taken in.
  it.for(wanted)("are there of $key", ({ key, spec }, { skip }) => {
    const found = made.get(key);
    const owed = `owed: PyTorch's numbers for "${key}"; run node scripts/golden.mjs where Python has PyTorch`;
    if (found === undefined && !process.env.CI) skip(owed);
    expect(found?.spec, owed).toEqual(spec);
  });

  it("are of nothing else", () => {
    expect([...made.keys()].filter((name) => !wanted.some(({ key }) => key === name))).toEqual([]);
  });
});

function trainedNames({ layers }: Network): (readonly [layer: number, name: string])[] {
  return layers.flatMap(({ index, parameters }) =>
    parameters.filter(isTrained).map(({ name }) => [index, name] as const),
  );
}
