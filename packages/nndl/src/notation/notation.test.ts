import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../../../../testing/thorough.ts";
import { NndlError } from "../errors.ts";
import { activationNames, initializerNames } from "../functions/index.ts";
import { type LayerInput, type LayerSpec, layerKind, layerKinds } from "../layers/index.ts";
import { checkNetworkSpec } from "../network/index.ts";
import { refused } from "../testing/refused.ts";
import { formatLayers, notationLines, parseLayers } from "./notation.ts";
import { notationWords } from "./words.ts";

const complete = (layer: LayerInput, initializer: (typeof initializerNames)[number] = "scaled-gaussian") =>
  layerKind(layer.type).check({ ...layer }, { initializer }, layer.type) as LayerSpec;

/** The fields that one token says. */
const token = (text: string) => parseLayers(`9x9 ${text}`).layers[0];

describe("what is read", () => {
  test("the book's last network but one", () => {
    expect(parseLayers("28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10", { activation: "relu" })).toEqual({
      input: [1, 28, 28],
      layers: [
        { type: "conv2d", filters: 20, kernel: 5, activation: "relu" },
        { type: "maxPool2d", window: 2 },
        { type: "conv2d", filters: 40, kernel: 5, activation: "relu" },
        { type: "maxPool2d", window: 2 },
        { type: "dense", units: 100, activation: "relu" },
        { type: "dense", units: 10, activation: "softmax" },
      ],
    });
  });

  test("784-30-10 is short for dense layers", () => {
    const expected = parseLayers("784 dense30 dense10", { activation: "tanh", output: "sigmoid" });
    expect(parseLayers(" 784-30-10\n", { activation: "tanh", output: "sigmoid" })).toEqual(expected);
    expect(expected.layers.map((layer) => "activation" in layer && layer.activation)).toEqual(["tanh", "sigmoid"]);
  });

  test.each([
    ["784", [784]],
    ["28x20", [1, 28, 20]],
    ["3x227×227", [3, 227, 227]],
  ])("the input %s", (text, input) => expect(parseLayers(`${text} dense1`).input).toEqual(input));

  test.each<[string, object]>([
    ["conv20x5x3", { type: "conv2d", filters: 20, kernel: [5, 3] }],
    ["conv96x11s4", { type: "conv2d", filters: 96, kernel: 11, stride: 4 }],
    ["conv256x5p2g2", { type: "conv2d", filters: 256, kernel: 5, padding: 2, groups: 2 }],
    [
      "conv256x5sameg2:relu",
      { type: "conv2d", filters: 256, kernel: 5, padding: "same", groups: 2, activation: "relu" },
    ],
    ["conv8x3s2x1p1x0", { type: "conv2d", filters: 8, kernel: 3, stride: [2, 1], padding: [1, 0] }],
    [
      "conv8x3p1x2x0x1:he:tanh",
      { type: "conv2d", filters: 8, kernel: 3, padding: [1, 2, 0, 1], initializer: "he", activation: "tanh" },
    ],
    ["convpool20x5x2", { type: "convPool2d", pool: "max", filters: 20, kernel: 5, window: 2 }],
    [
      "convl2pool20x5x3x2x1s2ws1",
      { type: "convPool2d", pool: "l2", filters: 20, kernel: [5, 3], window: [2, 1], stride: 2, windowStride: 1 },
    ],
    ["pool3s2", { type: "maxPool2d", window: 3, stride: 2 }],
    ["avgpool2", { type: "averagePool2d", window: 2 }],
    ["l2pool2x1", { type: "l2Pool2d", window: [2, 1] }],
    ["globalpool", { type: "globalAveragePool2d" }],
    ["dense100:relu:he", { type: "dense", units: 100, activation: "relu", initializer: "he" }],
    ["softmax10:zeros", { type: "dense", units: 10, activation: "softmax", initializer: "zeros" }],
    ["dropout.5", { type: "dropout", rate: 0.5 }],
    ["dropout0.5:mini-batch:inverted", { type: "dropout", rate: 0.5, form: "inverted", per: "mini-batch" }],
    ["batchnorm", { type: "batchNorm" }],
    ["batchnormm0.99e0.001:relu", { type: "batchNorm", momentum: 0.99, epsilon: 0.001, activation: "relu" }],
    ["lrn", { type: "localResponseNorm" }],
    ["lrn3a0.0002b0.5k1", { type: "localResponseNorm", size: 3, alpha: 0.0002, beta: 0.5, bias: 1 }],
    ["flatten", { type: "flatten" }],
    ["pad2", { type: "zeroPad2d", padding: 2 }],
    ["add2", { type: "add", over: 2 }],
    ["add1:relu", { type: "add", over: 1, activation: "relu" }],
  ])("%s", (text, layer) => expect(token(text)).toEqual(layer));

  test("the network's activation goes to layers with neurons that name none, and to no others", () => {
    const { layers } = parseLayers("9x9 conv1x2 batchnorm pool2 dense3:tanh dense2", { activation: "relu" });
    expect(layers.map((layer) => Reflect.get(layer, "activation"))).toEqual([
      "relu",
      undefined,
      undefined,
      "tanh",
      "relu",
    ]);
  });

  test("whether sizes fit is the network's business, which says where", () => {
    expect(refused(() => checkNetworkSpec(parseLayers("4x4 conv3x5 dense2"))).message).toMatch(/^layer 1, conv2d/);
    expect(refused(() => checkNetworkSpec(parseLayers("784 dense0"))).code).toBe("layer.units");
    expect(refused(() => checkNetworkSpec(parseLayers("0x9 dense1"))).code).toBe("network.input");
    expect(refused(() => checkNetworkSpec(parseLayers(`${"9".repeat(400)} dense1`))).code).toBe("network.input");
  });
});

describe("what is refused, with the token, its place and what would fit", () => {
  test.each([
    ["28x28 conv20x5 pol2 dense10", "layer 2:", "»pol2«", "Did you mean pool2?"],
    ["28x28 Conv20x5 dense10", "layer 1:", "»Conv20x5«", "Did you mean conv20x5?"],
    ["28x28 maxpool2 dense10", "layer 1:", "»maxpool2«", "Did you mean pool2?"],
    ["28x28 l2pol2 dense10", "layer 1:", "»l2pol2«", "Did you mean l2pool2?"],
    ["28x28 convx5 dense10", "layer 1:", "»convx5«", "Did you mean conv20x5?"],
    ["28x28 fc100", "layer 1:", "conv, convpool", "dense100"],
    ["28x28 100 10", "layer 1:", "»100«", "dense100"],
    ["28x28 conv20", "layer 1:", "filters x kernel (20x5)", "conv20x5"],
    ["28x28 conv", "layer 1:", "filters x kernel", "conv20x5"],
    ["28x28 conv20x5x5x5", "layer 1:", "filters x kernel", "conv20x5"],
    ["28x28 convpool20x5", "layer 1:", "filters x kernel x window", "convpool20x5x2"],
    ["28x28 conv20x5d2", "layer 1:", '"d2"', "s2, p2, g2, same"],
    ["28x28 conv20x5s", "layer 1:", '"s"', "conv20x5s2"],
    ["28x28 conv20x5s2s2", "layer 1:", '"s2"', "each once"],
    ["28x28 conv20x5samep1", "layer 1:", '"p1"', "each once"],
    ["28x28 conv20x5p1x2x3", "layer 1:", '"p1x2x3"', "conv20x5s2"],
    ["28x28 conv20x-5", "layer 1:", "»conv20x-5«", "conv20x5"],
    ["28x28 dense10s2", "layer 1:", '"s2"', "left out"],
    ["28x28 dense10:rellu", "layer 1:", "sigmoid, tanh", "Did you mean :relu?"],
    ["28x28 dense10:relu:tanh", "layer 1:", "each once", ":tanh"],
    ["28x28 dense10:", "layer 1:", "activation (", '":"'],
    ["28x28 relu10:tanh", "layer 1:", "initializer (", ":tanh"],
    ["28x28 pool2:relu", "layer 1:", "no choices", '":relu"'],
    ["28x28 globalpool2", "layer 1:", "no number", "globalpool"],
    ["784 dense30 add dense10", "layer 2:", "»add«", "add2"],
    ["784 dense30 Add1 dense10", "layer 2:", "»Add1«", "Did you mean add1?"],
    ["28x28 toString10", "layer 1:", "»toString10«", "dense100"],
    ["28x28x1x1 dense10", "input", "»28x28x1x1«", "3x227x227"],
    ["conv20x5 dense10", "input", "»conv20x5«", "28x28"],
    ["28.5 dense10", "input", "»28.5«", "784"],
    ["x28 dense10", "input", "»x28«", "784"],
  ])("%s", (text, place, ...parts) => {
    const error = refused(() => parseLayers(text));
    expect(error.code).toMatch(/^notation\.(layer|input)$/);
    for (const part of [place, ...parts]) expect(error.message).toContain(part);
  });

  test.each(["", " ", "784", "28x28", "784-", "-10", "784--10", "784-3.5-10", undefined, null, 784])("%j", (text) => {
    const error = refused(() => parseLayers(text as string));
    expect(error.code).toMatch(/^notation\.(empty|input)$/);
    expect(error.message).toMatch(/784/);
  });

  test("a long text is quoted in part", () => {
    const layers = Array.from({ length: 2000 }, () => "dense3");
    layers[1000] = `pol${"2".repeat(1e5)}`;
    const { message } = refused(() => parseLayers(`784 ${layers.join(" ")}`));
    expect(message).toContain("layer 1001: ");
    expect(message).toContain('"… dense3 dense3 »pol22');
    expect(message).toContain("« dense3 dense3 …");
    expect(message.length).toBeLessThan(500);
  });

  test("any text at all is read, or refused with advice", () => {
    const part = fc.constantFrom(
      ...notationWords.map(({ word }) => word),
      "2",
      "x",
      "5",
      "s",
      "p",
      "same",
      ":",
      "-",
      " ",
      "28",
      ".",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part).map((parts) => `28x28 ${parts.join("")}`),
    );
    fc.assert(
      fc.property(text, (written) => {
        try {
          parseLayers(written);
        } catch (error) {
          expect(error).toBeInstanceOf(NndlError);
          expect((error as NndlError).next).not.toBe("");
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

const samples = Object.values(layerKinds).flatMap((kind) =>
  kind.samples.good.map(({ spec }) => spec as unknown as LayerInput),
);
const side = fc.integer({ min: 1, max: 12 });
const pads = fc.integer({ min: 0, max: 1 });
const pairs = fc.tuple(side, side);
const rate = fc.double({ min: 0, max: 0.999, noNaN: true }).map(Math.abs);
const drawn = fc.oneof(
  fc.constantFrom(...samples),
  fc.record({
    type: fc.constant("conv2d"),
    filters: side,
    kernel: pairs.map(([a, b]) => [a + 1, b + 1]),
    stride: pairs,
    padding: fc.oneof(fc.constantFrom("valid", "same"), fc.tuple(pads, pads, pads, pads)),
    activation: fc.constantFrom(...activationNames),
    initializer: fc.constantFrom(...initializerNames),
  }),
  fc.record({ type: fc.constantFrom("maxPool2d", "averagePool2d", "l2Pool2d"), window: pairs, stride: pairs }),
  fc.record({ type: fc.constant("dropout"), rate }),
) as fc.Arbitrary<LayerInput>;
const activation = fc.option(fc.constantFrom(...activationNames), { nil: undefined });
const initializer = fc.option(fc.constantFrom(...initializerNames), { nil: undefined });
const input = fc.oneof(fc.tuple(side), fc.tuple(side, side), fc.tuple(side, side, side));

describe("what is written", () => {
  test.each<[string, Parameters<typeof formatLayers>[1]]>([
    ["28x28 conv20x5 pool2 dense100 softmax10", {}],
    ["3x8x8 conv4x3x2 relu5 tanh5 dense5", { activation: "linear" }],
    ["784 relu30:he dropout0.5:inverted sigmoid10", { initializer: "glorot" }],
    ["28x28 convpool20x5x2 softmax10:zeros", { initializer: "network3" }],
    ["6x6 conv2x3same:softmax", {}],
  ])("%s", (text, usual) => {
    const parsed = parseLayers(text, usual);
    const layers = parsed.layers.map((layer) => complete(layer, usual?.initializer));
    // The last layer's activation is said in any case.
    expect(formatLayers({ ...parsed, layers }, usual)).toBe(text.replace(/dense5$/, "linear5"));
  });

  test("every layer that there is can be written", () => {
    for (const sample of samples) {
      const spec = { input: [1, 9, 9], layers: [complete(sample)] };
      expect(parseLayers(formatLayers(spec)).layers.map((layer) => complete(layer))).toEqual(spec.layers);
    }
  });

  test("is read back as the same, and written again as the same", () => {
    fc.assert(
      fc.property(
        input,
        fc.array(drawn, { minLength: 1, maxLength: 5 }),
        activation,
        initializer,
        (shape, layers, act, init) => {
          const usual = { activation: act, initializer: init };
          const spec = { input: shape, layers: layers.map((layer) => complete(layer)) };
          const text = formatLayers(spec, usual);
          const parsed = parseLayers(text, usual);
          const again = { input: parsed.input, layers: parsed.layers.map((layer) => complete(layer, init)) };
          expect(again).toEqual(spec);
          expect(formatLayers(again, usual)).toBe(text);
        },
      ),
      { numRuns: runs(500) },
    );
  });

  test("a layer that no word says is refused", () => {
    const strange = { type: "transformer", units: 5 } as unknown as LayerSpec;
    const error = refused(() => formatLayers({ input: [1, 9, 9], layers: [strange] }));
    expect([error.code, error.next]).toEqual(["notation.inexpressible", expect.stringContaining("JSON")]);
  });
});

test("the explanation has every word, and everything in it can be read", () => {
  for (const { example, word } of notationWords) {
    expect(example.startsWith(word)).toBe(true);
    expect(notationLines.some(([written]) => written === example)).toBe(true);
  }
  for (const [written] of notationLines) {
    if (/^\d+(x|of)/.test(written)) parseLayers(`${written} dense1`);
    else if (/^\d/.test(written)) parseLayers(written);
    else complete(token(written));
  }
  expect(new Set(notationWords.map(({ word }) => word)).size).toBe(notationWords.length);
});
