/** Both engines against PyTorch's numbers: see src/testing/golden/make_golden.py. */
import { describe, it } from "vitest";
import { expectClose, expectCloseMaps } from "../testing/close.ts";
import { goldenNetworks } from "../testing/golden/networks.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { referenceEngine, wasmEngine } from "./index.ts";
import { inputsOf, parametersOf, targetsOf } from "./reference/arrays.ts";
import { gradientPass } from "./reference/pass.ts";

describe.each(goldenNetworks.map((golden) => [golden.name, golden] as const))("%s", (_, golden) => {
  it("the reference, in float64", () => {
    const net = golden.network();
    const { data } = golden;
    const examples = everyExample(data);
    const pass = gradientPass(net, parametersOf(net), inputsOf(data, examples), targetsOf(net, data, examples), {
      count: data.count,
      training: true,
      step: 0,
    });
    const tolerance = { rtol: 2e-9, atol: 1e-12 };
    const mean = (values: ArrayLike<number>) => Float64Array.from(values, (value) => value / data.count);
    expectClose(pass.states.at(-1)?.a ?? [], golden.outputs, tolerance, "outputs");
    expectClose([pass.costs.reduce((sum, cost) => sum + cost) / data.count], [golden.cost], tolerance, "cost");
    expectClose(mean(pass.inputErrors), golden.inputGradients, tolerance, "∂C/∂x");
    const gradients = new Map(
      pass.gradients.flatMap((layer, l) =>
        Object.entries(layer).map(([name, values]) => [`layers.${l}.${name}`, mean(values)] as const),
      ),
    );
    expectCloseMaps(gradients, golden.gradients, tolerance);
  });

  it.each([
    ["reference", referenceEngine, { rtol: 2e-7, atol: 1e-9 }],
    ["wasm", wasmEngine, { rtol: 2e-5, atol: 2e-7 }],
  ] as const)("the %s engine's session", async (_, engine, tolerance) => {
    const { data } = golden;
    // Mini-batches of two: gradients of more examples are added up.
    await withSession(engine, golden.network(), { miniBatchSize: 2 }, (session) => {
      const resident = session.load(data);
      const gradients = session.gradients(resident, everyExample(data));
      expectClose([gradients.cost], [golden.cost], tolerance, "cost of the gradients");
      expectCloseMaps(gradients.parameters, golden.gradients, tolerance);
      expectClose(gradients.inputs, golden.inputGradients, tolerance, "∂C/∂x");
      expectClose([session.evaluate(resident).cost], [golden.cost], tolerance, "cost");
      expectClose(session.predict(Float32Array.from(data.features)), golden.outputs, tolerance, "outputs");
    });
  });
});
