/** What every layer's record says about itself, tried: a new layer is tested by having samples. */
import { describe, expect, it } from "vitest";
import { checkGradients } from "../analysis/index.ts";
import { referenceEngine, wasmEngine } from "../engines/index.ts";
import { withoutKernel } from "../engines/wasm/check-kernels.ts";
import { checkNetworkSpec, Network, network } from "../network/index.ts";
import { expectClose, expectCloseInScale, expectCloseMaps } from "../testing/close.ts";
import { dataFor, goodSamples, networksOf } from "../testing/layer-samples.ts";
import { inputsFor } from "../testing/outcome.ts";
import { refused, refusedLater } from "../testing/refused.ts";
import { everyExample, withSession } from "../testing/sessions.ts";
import { type LayerInput, layerKind, layerTypes, sizeOf } from "./index.ts";

/** Passes everything on, on images and on rows: it puts another layer in second place. */
const nothing = { type: "dropout", rate: 0 } as const;

describe.each(goodSamples.map((sample) => [sample.title, sample] as const))("%s", (_, sample) => {
  const kind = layerKind(sample.type);

  it("is checked into a complete spec, which checks to itself", () => {
    const where = "layer 1";
    const spec = kind.check(sample.spec, { initializer: "he" }, where);
    expect(spec.type).toBe(sample.type);
    expect(kind.check({ ...spec }, { initializer: "zeros" }, where)).toEqual(spec);
    // What was said stays; one number for both directions, or for all four sides, is written out.
    for (const [key, value] of Object.entries(sample.spec)) {
      const complete = (spec as unknown as Record<string, unknown>)[key];
      if (Array.isArray(complete)) expect(complete.slice(0, 2)).toEqual([value, value].flat().slice(0, 2));
      else expect(complete).toBe(value);
    }
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(kind.describe(spec)).toContain(sample.type);
  });

  it("has a shape and parameters that are what they say", () => {
    const { output, parameters } = network({ ...networksOf(sample)[0], initializer: "gaussian" }).layers.at(-1)!;
    for (const extent of output) expect(extent).toSatisfy((n: number) => Number.isInteger(n) && n > 0);
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const { shape, deviation } of parameters) {
      expect(sizeOf(shape)).toBeGreaterThan(0);
      expect(deviation).toBeGreaterThanOrEqual(0);
    }
    expect(parameters.filter(({ regularized }) => regularized).map(({ name }) => name)).not.toContain("biases");
  });

  it("passes the gradient check, alone and among others", () => {
    for (const input of networksOf(sample)) {
      const net = network(input);
      const report = checkGradients(net, dataFor(net, 3));
      expect(report.passed, JSON.stringify(report.worst)).toBe(true);
    }
  });

  it("computes the same on both engines, or is refused by the one that cannot", async () => {
    for (const input of networksOf(sample)) {
      if (withoutKernel(network(input)) !== undefined) {
        expect((await refusedLater(wasmEngine.open(network(input)))).code).toBe("engine.kernel");
        continue;
      }
      const data = dataFor(network(input), 9);
      const training = { training: true, step: 3 };
      const [ours, reference] = await Promise.all(
        [wasmEngine, referenceEngine].map((engine) =>
          withSession(engine, network(input), { threads: 1, miniBatchSize: 4 }, (session) => ({
            gradients: session.gradients(session.load(data), everyExample(data), training),
            used: session.gradients(session.load(data), everyExample(data)),
            outputs: session.predict(inputsFor(data)),
          })),
        ),
      );
      const tolerance = { rtol: 1e-4, atol: 1e-5 };
      expectClose(ours.outputs, reference.outputs, tolerance, "outputs");
      expectClose([ours.gradients.cost], [reference.gradients.cost], tolerance, "cost");
      expectCloseMaps(ours.gradients.parameters, reference.gradients.parameters, tolerance, expectCloseInScale);
      expectCloseInScale(ours.gradients.inputs, reference.gradients.inputs, tolerance, "∂C/∂x");
      expectCloseMaps(ours.used.parameters, reference.used.parameters, tolerance, expectCloseInScale);
      expectCloseInScale(ours.used.inputs, reference.used.inputs, tolerance, "∂C/∂x in use");
    }
  });

  it("is the same, to the byte, once it was saved and loaded", () => {
    for (const input of networksOf(sample)) {
      const net = network(input);
      const bytes = net.toBytes();
      const loaded = Network.fromBytes(bytes);
      expect(loaded.spec).toEqual(net.spec);
      expect(loaded.sha256()).toBe(net.sha256());
      expect(loaded.toBytes()).toEqual(bytes);
      expect(checkNetworkSpec(JSON.parse(JSON.stringify(net.spec)))).toEqual(net.spec);
    }
  });
});

describe.each(
  layerTypes.flatMap((type) =>
    layerKind(type).samples.bad.map(
      (sample) => [`${JSON.stringify(sample.spec)} on [${sample.input}]`, sample] as const,
    ),
  ),
)("%s", (_, { spec, input, code }) => {
  it(`is refused as ${code}, wherever it stands`, () => {
    const layer = spec as unknown as LayerInput;
    expect(refused(() => network({ input, layers: [layer] })).code).toBe(code);
    const error = refused(() => network({ input, layers: [nothing, layer, nothing] }));
    expect(error.code).toBe(code);
    // It says which layer.
    expect(error.message).toContain("layer 2");
  });
});

describe("every kind of layer", () => {
  it.each(layerTypes)("%s is filed under its type, and has samples of both sorts", (type) => {
    expect(layerKind(type).type).toBe(type);
    expect(layerKind(type).samples.good.length).toBeGreaterThan(0);
    expect(layerKind(type).samples.bad.length).toBeGreaterThan(0);
  });

  it("no other is known", () => {
    for (const type of ["Dense", "toString", "", 5, undefined, null])
      expect(refused(() => network({ input: [2], layers: [{ type, units: 2 } as unknown as LayerInput] })).code).toBe(
        "layer.type",
      );
  });
});
