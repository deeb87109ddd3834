import fc from "fast-check";
import { Dataset } from "nndl";
import { describe, expect, test, vi } from "vitest";
import { runs } from "../../../testing/thorough.ts";
import { type SvmOptions, trainSvm } from "./index.ts";
import { allDigits, dataOf, golden, pair, points } from "./testing/problems.ts";

describe("what scikit-learn comes to", () => {
  const forms = golden.cases.flatMap((each) => {
    const asNumbers = { name: each.name, expected: each, asNumbers: true };
    return each.scale === 1 / 256
      ? [asNumbers, { ...asNumbers, name: `${each.name}, as bytes`, asNumbers: false }]
      : asNumbers;
  });
  test.each(forms)("$name", async ({ expected, asNumbers }) => {
    const { gamma, c, features, labels, queries, predictions } = expected;
    const machine = await trainSvm(dataOf(expected, features, labels, asNumbers), { gamma, c });
    expect([...machine.supportIndices].sort((a, b) => a - b)).toEqual([...expected.support].sort((a, b) => a - b));
    expect(machine.machines.map(({ classes }) => classes)).toEqual(expected.machines.map(({ classes }) => classes));
    expect(machine.machines.map(({ steps }) => steps)).toEqual(expected.machines.map(({ steps }) => steps));
    machine.machines.forEach(({ coefficients, bias }, m) => {
      expectNear(coefficients, expected.machines[m].coefficients);
      expectNear([bias], [expected.machines[m].bias]);
    });
    const asked = dataOf(expected, queries, Array(predictions.length).fill(0), asNumbers);
    expectNear(await machine.decisions(asked), expected.decisions);
    expect([...(await machine.predict(asked))]).toEqual(predictions);
  });

  /** Coefficients go up to C, which may be 1000. */
  function expectNear(ours: ArrayLike<number>, theirs: ArrayLike<number>): void {
    expect(ours.length).toBe(theirs.length);
    for (let i = 0; i < ours.length; i++)
      expect(Math.abs(ours[i] - theirs[i])).toBeLessThan(1e-9 * Math.max(1, Math.abs(theirs[i])));
  }

  test("and a thousand digits", async () => {
    const { training, validation, test } = await allDigits();
    const { count, tested, ...expected } = golden.digits;
    const machine = await trainSvm(training.take(count), { gamma: 1 / 784 });
    expect(machine.supportVectors.count).toBe(expected.supportVectors);
    expect(machine.machines.map(({ steps }) => steps)).toEqual(expected.steps);
    machine.machines.forEach(({ bias }, m) => {
      expect(bias).toBeCloseTo(expected.biases[m], 10);
    });
    expect((await machine.judge(test.take(tested))).correct).toBe(expected.test);
    expect((await machine.judge(validation.take(tested))).correct).toBe(expected.validation);
    // No number from outside: the same bits on every machine.
    expect(machine.sha256()).toBe("2f67e19616723dc53039de24e3ceca823c59e077b046187e918cb8a25c19b78a");
  });
});

describe("the conditions of Karush, Kuhn and Tucker hold", () => {
  const value = fc.integer({ min: -16, max: 16 }).map((x) => x / 8);
  const example = fc.tuple(value, value, fc.integer({ min: 0, max: 2 }));
  const problem = fc.record({
    examples: fc
      .array(example, { minLength: 2, maxLength: 40 })
      .filter((all) => new Set(all.map((e) => e[2])).size > 1),
    gamma: fc.double({ min: 0.01, max: 100, noNaN: true }),
    c: fc.constantFrom(0.01, 1, 30),
  });

  test("for random points", async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ examples, gamma, c }) => {
        const labels = examples.map((each) => each[2]);
        const rows = examples.map(([x, y]) => [x, y]);
        const machine = await trainSvm(points(rows, labels), { gamma, c });
        for (const { classes, coefficients, bias } of machine.machines) {
          const support = classes.flatMap((label) => [...machine.supportIndices].filter((i) => labels[i] === label));
          const beta = new Map(support.map((i, k) => [i, coefficients[k]]));
          expect([...beta.values()].reduce((sum, b) => sum + b, 0)).toBeCloseTo(0, 8);
          const said = (i: number) =>
            [...beta].reduce((sum, [k, b]) => sum + b * Math.exp(-gamma * squareBetween(rows[i], rows[k])), bias);
          labels.forEach((label, i) => {
            if (!classes.includes(label)) return;
            const target = label === classes[0] ? 1 : -1;
            const alpha = target * (beta.get(i) ?? 0);
            expect(alpha).toBeGreaterThanOrEqual(0);
            expect(alpha).toBeLessThanOrEqual(c);
            // The kernel is kept as float32, and the sum of up to 40 coefficients up to C is so much off.
            const room = 1e-3 + 40 * c * 2 ** -24;
            if (alpha < c) expect(target * said(i)).toBeGreaterThan(1 - room);
            if (alpha > 0) expect(target * said(i)).toBeLessThan(1 + room);
          });
        }
      }),
      { numRuns: runs(60) },
    );
  });

  function squareBetween(a: readonly number[], b: readonly number[]): number {
    return a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0);
  }
});

describe("the outcome does not depend on", () => {
  test("how much is kept in memory", async () => {
    const digits = (await allDigits()).training.take(150);
    const hashes = await Promise.all(
      [0, 5_000, 2 ** 30].map(async (cacheBytes) => (await trainSvm(digits, { gamma: 0.02, cacheBytes })).sha256()),
    );
    expect(new Set(hashes).size).toBe(1);
    expect((await trainSvm(digits, { gamma: 0.02, c: 0.5 })).sha256()).not.toBe(hashes[0]);
  });
});

describe("while it trains", () => {
  test("it tells how many pairs are done", async () => {
    const told: number[] = [];
    const three = points([[0], [1], [2]], [7, 3, 5]);
    const machine = await trainSvm(three, { gamma: 1, onProgress: ({ done, total }) => told.push(done, total) });
    expect(told).toEqual([0, 3, 1, 3, 2, 3, 3, 3]);
    expect(machine.classes).toEqual([3, 5, 7]);
  });

  test("a signal ends it, before and between, and in the midst of a pair", async () => {
    const reason = new Error("enough");
    const before = trainSvm(pair, { gamma: 1, signal: AbortSignal.abort(reason) });
    await expect(before).rejects.toBe(reason);
    const controller = new AbortController();
    const between = trainSvm(pair, { gamma: 1, signal: controller.signal, onProgress: () => controller.abort(reason) });
    await expect(between).rejects.toBe(reason);
    // Each look at the clock is a second later, so that others have their turn after every step.
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
    try {
      const third = new AbortController();
      setTimeout(() => third.abort(reason));
      const digits = (await allDigits()).training.take(100);
      await expect(trainSvm(digits, { gamma: 1 / 784, signal: third.signal })).rejects.toBe(reason);
    } finally {
      vi.restoreAllMocks();
    }
  });
});

describe("what cannot be learned is refused", () => {
  const values = new Dataset({
    shape: [1],
    features: Float32Array.of(0, 1),
    targets: { kind: "values", values: Float32Array.of(0, 1), size: 1 },
  });
  const weighted = new Dataset({
    shape: [1],
    features: Float32Array.of(0, 1),
    targets: { kind: "classes", labels: [0, 1], classes: 2 },
    weights: Float32Array.of(1, 2),
  });
  test.each([
    ["one class", points([[0], [1]], [2, 2]), "svm.classes"],
    ["a single example", points([[0]], [2]), "svm.classes"],
    ["values", values as unknown as Dataset<"classes">, "svm.targets"],
    ["weights", weighted, "svm.weights"],
    ["no data set", [] as unknown as Dataset<"classes">, "svm.data"],
  ])("%s", async (_, data, code) => {
    await expect(trainSvm(data, { gamma: 1 })).rejects.toMatchObject({ code, next: expect.stringMatching(/\.$/) });
  });

  test("no examples, and numbers that are not finite, by the data set itself", () => {
    expect(() => points([[]], [])).toThrow(expect.objectContaining({ code: expect.stringMatching(/^dataset\./) }));
    expect(() => points([[0], [Number.NaN]], [0, 1])).toThrow(expect.objectContaining({ code: "dataset.features" }));
  });

  const bad: readonly [object, string][] = [
    [{}, "svm.gamma"],
    [{ gamma: 0 }, "svm.gamma"],
    [{ gamma: -1 }, "svm.gamma"],
    [{ gamma: Number.NaN }, "svm.gamma"],
    [{ gamma: "scale" }, "svm.gamma"],
    [{ gamma: 1, c: 0 }, "svm.c"],
    [{ gamma: 1, c: -1 }, "svm.c"],
    [{ gamma: 1, c: 1e13 }, "svm.c"],
    [{ gamma: 1, cacheBytes: -1 }, "svm.cacheBytes"],
    [{ gamma: 1, C: 1 }, "svm.options"],
  ];
  test.each(bad)("the options %j", async (options, code) => {
    await expect(trainSvm(pair, options as SvmOptions)).rejects.toMatchObject({ code });
  });
});

test("extreme settings come to an end with finite numbers", async () => {
  const digits = (await allDigits()).training.take(60);
  for (const gamma of [Number.MIN_VALUE, 1e-9, 1e9, Number.MAX_VALUE])
    for (const c of [Number.MIN_VALUE, 1e12]) {
      const machine = await trainSvm(digits, { gamma, c });
      for (const { coefficients, bias } of machine.machines)
        expect([...coefficients, bias].every(Number.isFinite)).toBe(true);
      expect((await machine.decisions(digits)).every(Number.isFinite)).toBe(true);
    }
});
