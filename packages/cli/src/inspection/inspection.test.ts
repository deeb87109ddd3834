import { network, parseLayers } from "nndl";
import { measurePicture } from "nndl/images";
import { checkNetworkSpec } from "nndl/spec";
import { describe, expect, test } from "vitest";
import { encodePng } from "../image/png-writer.ts";
import { widthOf } from "../terminal/wrap.ts";
import { fakeContext } from "../testing/fake-screen.ts";
import { drawFirstWeights, firstWeights, firstWeightsImage } from "./first-weights.ts";
import { parameterFacts } from "./parameters.ts";
import { printSummary, summarizeNetwork } from "./summary.ts";

const spec = (layers: string) => checkNetworkSpec(parseLayers(layers, { activation: "relu" }));
const made = (layers: string) => network(spec(layers));

/** What a summary prints on a screen of so many columns. */
function summaryText(layers: string, columns = 80): string {
  const { context, out } = fakeContext({ columns });
  const network = spec(layers);
  printSummary(context, network, summarizeNetwork(network));
  return out.text();
}

describe("a summary", () => {
  test("counts what chapter 6's network has: 85,670 parameters, 1.63 million multiply-adds", () => {
    const summary = summarizeNetwork(spec("28x28 conv20x5 pool2 conv40x5 pool2 dense100 softmax10"));
    expect(summary).toMatchObject({ parameters: 85_670, multiplyAdds: 1_633_000, parameterBytes: 342_680 });
    expect(summary.layers.map(({ output }) => output.join("x"))).toEqual([
      "20x24x24",
      "20x12x12",
      "40x8x8",
      "40x4x4",
      "100",
      "10",
    ]);
    expect(summary.layers.map(({ parameterCount }) => parameterCount)).toEqual([520, 0, 20_040, 0, 64_100, 1010]);
    expect(summary.memory.training).toBeGreaterThan(summary.memory.using);
  });

  test("is a table with a line for each layer, the input and the total", () => {
    const text = summaryText("28x28 conv20x5 batchnorm pool2 dense10");
    expect(text).toMatch(/^ +input +1 × 28 × 28$/m);
    expect(text).toMatch(/^ +1 .*conv2d.* 20 × 24 × 24 +520 +288,000$/m);
    expect(text).toMatch(/^ +total +29,410 +316,800$/m);
    expect(text).toContain("29,410 parameters, 40 of them not trained: 117.6 kB");
  });

  test.each([80, 120])("fits %i columns, however long its descriptions", (columns) => {
    const text = summaryText(
      "3x227x227 conv96x11s4 lrn pool3s2 conv256x5sameg2 pool3s2 dense4096 softmax1000",
      columns,
    );
    expect(Math.max(...text.split("\n").map(widthOf))).toBeLessThanOrEqual(columns);
    expect(text.replace(/\s+/g, " ")).toContain("groups, relu");
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

test("parameters are told by their shapes and norms", () => {
  const [[weights, biases], none] = parameterFacts(made("6x6 conv2x3 pool2 dense3"));
  expect([weights.shape, biases.shape, none]).toEqual([[2, 1, 3, 3], [2], []]);
  expect(weights.norm / weights.rms).toBeCloseTo(Math.sqrt(18));
  expect(weights.min).toBeLessThan(weights.max);
});

describe("first weights", () => {
  test("of a convolution are its filters as they are applied, channels beside one another", () => {
    const net = made("2x6x6 pad1 conv3x2x3 dense3");
    const { kind, layer, pictures } = firstWeights(net);
    expect([kind, layer, pictures.length]).toEqual(["filter", 2, 3]);
    const { width, height, values } = pictures[1];
    expect([width, height]).toEqual([7, 2]);
    // Rows of 3 and 3 with a gap: the weights [1, c, y, x] of the second filter.
    const own = [...(net.parameters.get("layers.1.weights")?.values ?? [])].slice(12, 24);
    const [a, b] = [own.slice(0, 6), own.slice(6)];
    const expected = [...a.slice(0, 3), Number.NaN, ...b.slice(0, 3), ...a.slice(3), Number.NaN, ...b.slice(3)];
    expect(Array.from(values)).toEqual(expected);
  });

  test("of a dense layer are pictures of its inputs", () => {
    expect(firstWeights(made("16-5-2"))).toMatchObject({ kind: "unit", pictures: { length: 5 } });
    expect(firstWeights(made("4x6 dense5")).pictures[0]).toMatchObject({ width: 6, height: 4 });
  });

  test("that are no picture are refused", () => {
    for (const layers of ["15-3", "4x4 pool2 flatten dense3"].slice(0, 1))
      expect(() => firstWeights(made(layers))).toThrow("square number");
    expect(() => firstWeights(made("4x4 pool2"))).toThrow("no weights");
  });

  test("as an image are white where a weight is the smallest, black where it is the largest", () => {
    const net = made("6x6 conv4x5 dense3");
    const weights = net.parameters.get("layers.0.weights")?.values as Float32Array;
    weights.set(
      Array.from({ length: 25 }, (_, i) => i / 8 - 1),
      0,
    );
    // All the same.
    weights.fill(3, 25, 50);
    const image = firstWeightsImage(firstWeights(net), 2);
    const at = (tile: number, x: number, y: number) =>
      image.pixels[(8 + y * 10 + 5) * image.width + 8 + tile * 58 + x * 10 + 5];
    expect([image.width, image.height]).toEqual([124, 66]);
    expect([at(0, 0, 0), at(0, 4, 4), at(0, 2, 2), at(1, 0, 0), at(1, 4, 4)]).toEqual([255, 0, 128, 128, 128]);
    expect(measurePicture(encodePng(image), "filters.png")).toMatchObject({ width: 124, height: 66 });
  });

  test.each([
    ["28x28 conv20x5 dense3", 80, "first 10 of 20 filters"],
    ["28x28 conv20x5 dense3", 120, "first 16 of 20 filters"],
    ["784-30-10", 80, "first 4 of 30 units"],
    ["3x40x40 conv2x11 dense3", 80, "first 2 of 2 filters"],
  ])("of %s fit %i columns: %s", (layers, columns, text) => {
    const { context, out } = fakeContext({ columns });
    drawFirstWeights(context, firstWeights(made(layers)));
    expect(out.text().replace(/\s+/g, " ")).toContain(text);
    expect(Math.max(...out.text().split("\n").map(widthOf))).toBeLessThanOrEqual(columns);
    expect(out.text()).not.toMatch(/NaN|undefined/);
  });
});
