import { Dataset } from "nndl";
import { describe, expect, test } from "vitest";
import { SupportVectorMachine, trainSvm } from "./index.ts";
import { allDigits, pair, points } from "./testing/problems.ts";

test("two examples divide the line between them", async () => {
  const machine = await trainSvm(pair, { gamma: 1 });
  expect([...machine.supportIndices]).toEqual([0, 1]);
  const asked = points(
    [
      [0.49, 3],
      [0.51, -3],
      [-2, 0],
    ],
    [0, 1, 1],
  );
  expect([...(await machine.predict(asked))]).toEqual([0, 1, 0]);
  const judged = await machine.judge(asked);
  expect(judged).toEqual({ count: 3, correct: 2, mistakes: [{ index: 2, label: 1, predicted: 0 }] });
});

test("of equally many votes the lowest class wins", async () => {
  const classes = [2, 5, 9];
  const none = new Float64Array(2);
  const machine = new SupportVectorMachine({
    ...{ gamma: 1, c: 1, classes, bounds: [0, 1, 2, 3] },
    supportVectors: points([[0], [10], [20]], classes),
    supportIndices: Int32Array.of(0, 1, 2),
    // 2 before 5, 9 before 2, 5 before 9.
    machines: [
      { classes: [2, 5], coefficients: none, bias: 1, steps: 1 },
      { classes: [2, 9], coefficients: none, bias: -1, steps: 1 },
      { classes: [5, 9], coefficients: none, bias: 1, steps: 1 },
    ],
  });
  expect([...(await machine.predict(points([[7]], [0])))]).toEqual([2]);
});

test("support vectors are the examples that their indices name", async () => {
  const { training } = await allDigits();
  const digits = training.slice(1000, 1100);
  const machine = await trainSvm(digits, { gamma: 0.02, c: 10 });
  expect(machine.supportVectors.count).toBe(machine.supportIndices.length);
  machine.supportIndices.forEach((index, k) => {
    expect(machine.supportVectors.label(k)).toBe(digits.label(index));
    expect(machine.supportVectors.input(k)).toEqual(digits.input(index));
  });
});

test("bytes of another scale are read as the numbers that they are", async () => {
  const features = Uint8Array.of(0, 0, 100, 0, 0, 100, 100, 100);
  const targets = { kind: "classes", labels: [0, 1, 1, 0], classes: 2 } as const;
  const machine = await trainSvm(new Dataset({ shape: [2], features, scale: 1 / 128, targets }), { gamma: 1 });
  const halved = new Dataset({ shape: [2], features: features.map((byte) => byte / 2), scale: 1 / 64, targets });
  expect((await machine.judge(halved)).correct).toBe(4);
  const near = await machine.decisions(halved);
  const same = await machine.decisions(new Dataset({ shape: [2], features, scale: 1 / 128, targets }));
  near.forEach((decision, i) => {
    expect(decision).toBeCloseTo(same[i], 12);
  });
});

describe("while it answers", () => {
  test("it tells how far it is, and a signal ends it", async () => {
    const machine = await trainSvm(pair, { gamma: 1 });
    const told: object[] = [];
    await machine.predict(pair, { onProgress: (progress) => told.push(progress) });
    expect(told.at(-1)).toEqual({ done: 2, total: 2 });
    const reason = new Error("enough");
    await expect(machine.judge(pair, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("what it cannot read is refused", () => {
  test.each([
    ["examples of another size", points([[1, 2, 3]], [0]), "svm.shape"],
    ["no data set", [1, 2] as unknown as Dataset<"classes">, "svm.data"],
  ])("%s", async (_, data, code) => {
    const machine = await trainSvm(pair, { gamma: 1 });
    await expect(machine.predict(data)).rejects.toMatchObject({ code });
  });

  test("examples without classes cannot be judged, but be predicted", async () => {
    const machine = await trainSvm(pair, { gamma: 1 });
    const values = new Dataset({
      shape: [2],
      features: Float32Array.of(0, 0),
      targets: { kind: "values", values: Float32Array.of(1), size: 1 },
    });
    await expect(machine.judge(values)).rejects.toMatchObject({ code: "svm.targets" });
    expect([...(await machine.predict(values))]).toEqual([0]);
  });

  test("unknown options", async () => {
    const machine = await trainSvm(pair, { gamma: 1 });
    await expect(machine.predict(pair, { sginal: undefined } as object)).rejects.toMatchObject({ code: "svm.options" });
  });
});
