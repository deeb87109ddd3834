import { classification, Network, NndlError, network, regression } from "nndl";
import { describe, expect, test } from "vitest";
import { styleFor } from "../terminal/style.ts";
import { widthOf } from "../terminal/wrap.ts";
import { commonest, confusionLines } from "./confusion.ts";
import { judge, pictureShape } from "./judge.ts";

/** Reads an input of n numbers as the place of its largest. */
function reader(classes: number): Network {
  const identity = Float32Array.from({ length: classes ** 2 }, (_, i) => (i % (classes + 1) === 0 ? 4 : 0));
  const spec = {
    input: [classes],
    layers: [{ type: "dense" as const, units: classes }],
    cost: "cross-entropy" as const,
  };
  return Network.fromParameters(
    spec,
    new Map([
      ["layers.0.weights", { shape: [classes, classes], values: identity }],
      ["layers.0.biases", { shape: [classes], values: new Float32Array(classes) }],
    ]),
  );
}

describe("a judgement", () => {
  test("counts what was read as what, and puts the surest mistakes first", async () => {
    const inputs = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 0.5, 0],
      [1, 0, 0.9],
    ];
    const { count, correct, confusion, mistakes, cost } = await judge(
      reader(3),
      classification(inputs, [0, 1, 2, 1, 2]),
    );
    expect([count, correct]).toEqual([5, 3]);
    expect(confusion).toEqual([
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
    ]);
    expect(mistakes?.map(({ index, label, read }) => [index, label, read])).toEqual([
      [3, 1, 0],
      [4, 2, 0],
    ]);
    expect(cost).toBeGreaterThan(0);
  });

  test("agrees with itself on more examples than are read at once", async () => {
    const inputs = Array.from({ length: 1203 }, (_, i) => [i % 2, i % 3, 1]);
    const examples = classification(
      inputs,
      inputs.map((_, i) => i % 3),
    );
    const { correct, confusion, mistakes, count } = await judge(reader(3), examples);
    expect(correct).toBe(confusion?.reduce((sum, row, label) => sum + row[label], 0));
    expect((correct ?? 0) + (mistakes?.length ?? 0)).toBe(count);
  });

  test("of values has a cost and no classes", async () => {
    const net = network({ input: [1], layers: [{ type: "dense", units: 1, activation: "linear" }] });
    expect(Object.keys(await judge(net, regression([[1], [2]], [1, 2])))).toEqual(["count", "cost"]);
  });

  test("is refused for data that does not fit", async () => {
    await expect(judge(reader(3), classification([[1, 2]], [0]))).rejects.toThrow(NndlError);
  });
});

describe("a confusion matrix", () => {
  const confusion = [
    [10, 2, 0],
    [0, 8, 1],
    [3, 0, 5],
  ];

  test("has a row for each class, with the share that was read rightly", () => {
    const lines = confusionLines(confusion, styleFor(false));
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^ +0 +10 +2 +· +83\.33 %$/);
    expect(lines[3]).toMatch(/^ +2 +3 +· +5 +62\.50 %$/);
    const colored = confusionLines(confusion, styleFor(true));
    expect(colored.map(widthOf)).toEqual(lines.map(widthOf));
  });

  test("is left out when it would be too wide", () => {
    expect(
      confusionLines(
        Array.from({ length: 40 }, () => Array<number>(40).fill(1)),
        styleFor(false),
      ),
    ).toEqual([]);
  });

  test("tells the commonest mistakes", () => {
    expect(commonest(confusion, 2)).toEqual([
      { label: 2, read: 0, times: 3 },
      { label: 0, read: 1, times: 2 },
    ]);
  });
});

test("only images of one channel are drawn", () => {
  expect(pictureShape(classification([[1, 2, 3, 4, 5, 6]], [0], { shape: [1, 2, 3] }))).toEqual({
    width: 3,
    height: 2,
  });
  for (const shape of [[6], [2, 1, 3]])
    expect(() => pictureShape(classification([[1, 2, 3, 4, 5, 6]], [0], { shape }))).toThrow(NndlError);
});
