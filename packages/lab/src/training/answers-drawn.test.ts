import { conv2d, convPool2d, dense, dropout, flatten, Network, network } from "nndl";
import { layerOutputs } from "nndl/analysis";
import { expect, test } from "vitest";
import { drawingOf } from "./answers-drawn.ts";
import { inputsOfPoints } from "./features.ts";
import { buffersIn } from "./protocol.ts";
import type { AskDrawing } from "./questions.ts";

const ask = (net: Network, rest: Omit<AskDrawing, "about">) => drawingOf(net, { about: "drawing", ...rest });
const refusal = { code: "question" };

test("lines are the weights from those that are drawn to those that are drawn", async () => {
  const net = Network.fromParameters(
    { input: [2], layers: [dense(3, "tanh"), dropout(0.5), dense(1)] },
    new Map([
      ["layers.0.weights", { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] }],
      ["layers.0.biases", { shape: [3], values: [7, 8, 9] }],
      ["layers.2.weights", { shape: [1, 3], values: [-1, -2, -3] }],
      ["layers.2.biases", { shape: [1], values: [0.5] }],
    ]),
  );
  const { columns } = await ask(net, { shown: [[0, 1], [0, 2], [0, 2], [0]] });
  expect(columns.map(({ of, lines, biases }) => [of, [...lines], [...biases]])).toEqual([
    ["nothing", [], []],
    ["weights", [1, 2, 5, 6], [7, 9]],
    // Dropout passes each unit on.
    ["nothing", [1, Number.NaN, Number.NaN, 1], []],
    ["weights", [-1, -3], [0.5]],
  ]);
  await expect(ask(net, { shown: [[0, 1], [0], [0]] })).rejects.toMatchObject(refusal);
  await expect(ask(net, { shown: [[0, 1], [3], [0], [0]] })).rejects.toMatchObject(refusal);
});

test("a kernel is one line, as long as it is, and what sees the image is pictured", async () => {
  const net = network({
    input: [1, 8, 8],
    layers: [conv2d(4, 3), conv2d(4, 3, "sigmoid", { groups: 2 }), convPool2d(3, 3, 1), flatten(), dense(2)],
    seed: 7,
  });
  const all = (count: number) => Array.from({ length: count }, (_, i) => i);
  const { columns } = await ask(net, { shown: [[0], all(4), all(4), [2], [0, 11], all(2)] });
  const weights = (layer: number) => net.parameters.get(`layers.${layer}.weights`)!.values;
  expect(columns.map(({ of }) => of)).toEqual(["nothing", "lengths", "lengths", "lengths", "nothing", "weights"]);
  expect(columns[1]!.lines[3]).toBeCloseTo(Math.hypot(...weights(0).subarray(27, 36)), 6);
  expect(columns[1]!.pictures).toEqual({ width: 3, height: 3, values: weights(0) });
  // Filter 2 is of the second group, which sees maps 2 and 3.
  expect([...columns[2]!.lines.subarray(8, 12)].map(Number.isNaN)).toEqual([true, true, false, false]);
  expect(columns[2]!.lines[11]).toBeCloseTo(Math.hypot(...weights(1).subarray(45, 54)), 6);
  expect(columns[2]!.pictures).toBeUndefined();
  // Twelve numbers of three maps: those of map 2 are the last four.
  expect([...columns[4]!.lines]).toEqual([Number.NaN, 1]);
  expect(columns[5]!.lines[1]).toBe(weights(4)[11]);
});

test("a row of numbers that is a picture is one line to each neuron, and its weights are the picture", async () => {
  const net = network({ input: [12], layers: [dense(2)], seed: 1 });
  const weights = net.parameters.get("layers.0.weights")!.values;
  const { columns } = await ask(net, { shown: [[0], [1]], shape: [1, 3, 4] });
  expect(columns[1]).toMatchObject({ of: "lengths", pictures: { width: 4, height: 3, values: weights.slice(12) } });
  expect(columns[1]!.lines[0]).toBeCloseTo(Math.hypot(...weights.subarray(12)), 6);
  await expect(ask(net, { shown: [[0], [1]], shape: [1, 3, 5] })).rejects.toMatchObject(refusal);
});

test("every neuron is pictured over the plane, from the top down, and over a line", async () => {
  const net = network({ input: [2], layers: [dense(3, "tanh"), dense(2, "softmax")], seed: 3 });
  const plane = { ranges: [[-1, 1] as const, [0, 3] as const], cells: 4 };
  const { columns } = await ask(net, { shown: [[0, 1], [1], [0, 1]], over: plane });
  const [inputs, hidden, outputs] = columns.map(({ pictures }) => pictures!);
  expect([hidden!.width, hidden!.height, hidden!.values.length]).toEqual([4, 4, 16]);
  // The corner on the right above is the last of the first row.
  expect([inputs!.values[3], inputs!.values[16 + 3]]).toEqual([1, 3]);
  const [first, last] = layerOutputs(net, Float32Array.of(1, 3));
  expect(hidden!.values[3]).toBeCloseTo(first!.values[1]!, 6);
  expect(outputs!.values[16 + 3]).toBeCloseTo(last!.values[1]!, 6);
  const curve = network({ input: [1], layers: [dense(3, "tanh"), dense(1, "linear")], seed: 3 });
  const line = await ask(curve, { shown: [[0], [2], [0]], over: { ranges: [[0, 1]], cells: 9 } });
  expect(line.columns[2]!.pictures).toMatchObject({ width: 9, height: 1 });
  expect(line.columns[2]!.pictures!.values[8]).toBeCloseTo(layerOutputs(curve, Float32Array.of(1))[1]!.values[0]!, 6);
  await expect(ask(net, { shown: [[0], [0], [0]], over: { ranges: [[0, 1]], cells: 9 } })).rejects.toMatchObject(
    refusal,
  );
  await expect(
    ask(net, {
      shown: [[0], [0], [0]],
      over: {
        ranges: [
          [1, 0],
          [0, 1],
        ],
        cells: 9,
      },
    }),
  ).rejects.toMatchObject(refusal);
});

test("where inputs are made of x and y, it is pictured over these", async () => {
  const net = network({ input: [2], layers: [dense(1, "linear")], seed: 3 });
  const preparation = { inputs: inputsOfPoints(2, ["x²", "sin(πx)"]) };
  const over = { ranges: [[-1, 0.5] as const, [-1, 1] as const], cells: 3 };
  const { columns } = await drawingOf(net, { about: "drawing", shown: [[0, 1], [0]], over }, preparation);
  // From the right edge: x² and the sine of a quarter turn.
  expect(columns[0]!.pictures!.values[2]).toBeCloseTo(0.25, 6);
  expect(columns[0]!.pictures!.values[9 + 2]).toBeCloseTo(1, 6);
  const said = layerOutputs(net, Float32Array.of(0.25, 1))[0]!.values[0]!;
  expect(columns[1]!.pictures!.values[2]).toBeCloseTo(said, 6);
  const line = { ranges: [[0, 1] as const], cells: 3 };
  await expect(
    drawingOf(net, { about: "drawing", shown: [[0, 1], [0]], over: line }, preparation),
  ).rejects.toMatchObject(refusal);
});

test("an answer can be handed over, and the next one too", async () => {
  const net = network({ input: [2], layers: [dense(1)], seed: 3 });
  for (let i = 0; i < 2; i++) {
    const answer = await ask(net, { shown: [[0, 1], [0]] });
    structuredClone(answer, { transfer: buffersIn(answer) });
    expect(answer.columns[1]!.lines.length).toBe(0);
  }
});

test("a large network takes turns with others, and is pictured the same", async () => {
  const net = network({ input: [2], layers: [dense(120, "tanh"), dense(120, "tanh"), dense(1)], seed: 3 });
  const over = { ranges: [[-1, 1] as const, [-1, 1] as const], cells: 16 };
  const [, , , output] = (await ask(net, { shown: [[0], [5], [7], [0]], over })).columns;
  const at = layerOutputs(net, Float32Array.of(-1, -1))[2]!.values[0]!;
  expect(output!.pictures!.values[15 * 16]).toBeCloseTo(at, 6);
});
