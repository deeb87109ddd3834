import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refused } from "../testing/refused.ts";
import type { Dataset } from "./dataset.ts";
import { folds } from "./folds.ts";
import { classification, regression } from "./from-rows.ts";
import { splitByClass } from "./split-by-class.ts";

/** Each example's only feature is its number. */
const numbered = (labels: readonly number[]) =>
  classification(
    Float32Array.from(labels, (_, i) => i),
    labels,
    { shape: [1] },
  );

const labels = fc.oneof(
  fc.array(fc.nat(3), { minLength: 4, maxLength: 60 }),
  fc.array(fc.nat(40), { minLength: 4, maxLength: 60 }),
  fc
    .tuple(fc.nat(80), fc.array(fc.nat(9), { minLength: 4, maxLength: 12 }))
    .map(([n, few]) => [...Array(n).fill(0), ...few]),
);

const numbersOf = (data: Dataset) => [...data.features];
const ofClass = (data: Dataset, label: number) =>
  data.targets.kind === "classes" ? data.targets.labels.filter((each) => each === label).length : 0;

/** Some sizes that add up to n. */
const sizesOf = (n: number) =>
  fc.array(fc.integer({ min: 1, max: n }), { minLength: 1, maxLength: 4 }).map((cuts) => {
    const ends = [...new Set([...cuts, n])].sort((a, b) => a - b);
    return ends.map((end, i) => end - (ends[i - 1] ?? 0));
  });

describe("splitByClass", () => {
  it("is a partition in which every class has its proportion, up to one", () => {
    const cases = labels.chain((all) => fc.tuple(fc.constant(all), sizesOf(all.length), fc.nat(1000)));
    fc.assert(
      fc.property(cases, ([all, sizes, seed]) => {
        const data = numbered(all);
        const parts: readonly Dataset[] = splitByClass(data, sizes, { seed });
        expect(parts.map(({ count }) => count)).toEqual(sizes);
        expect(parts.flatMap(numbersOf).sort((a, b) => a - b)).toEqual(numbersOf(data));
        for (const label of new Set(all))
          for (const part of parts) {
            const exact = (ofClass(data, label) * part.count) / data.count;
            expect(Math.abs(ofClass(part, label) - exact)).toBeLessThanOrEqual(1 + 1e-9);
          }
        for (const part of parts)
          for (let i = 0; i < part.count; i++) expect(part.label(i)).toBe(all[part.input(i)[0]!]);
      }),
    );
  });

  it("rounds two parts to the nearest, so that a class of one stays where most is", () => {
    const [training, validation] = splitByClass(numbered([...Array(50).fill(0), ...Array(9).fill(1), 2]), [50, 10]);
    expect([0, 1, 2].map((label) => ofClass(training, label))).toEqual([42, 7, 1]);
    expect([0, 1, 2].map((label) => ofClass(validation, label))).toEqual([8, 2, 0]);
  });

  it("has some of every class in the first of a part, though the whole is sorted", () => {
    const sorted = numbered(Array.from({ length: 300 }, (_, i) => Math.floor(i / 100)));
    const [part] = splitByClass(sorted, [200], { seed: 3 });
    for (const label of [0, 1, 2]) expect(ofClass(part.take(60), label)).toBeGreaterThan(8);
  });

  it("is the same for the same seed, and another for another", () => {
    const data = numbered(Array.from({ length: 40 }, (_, i) => i % 4));
    const drawn = (seed?: number) => numbersOf(splitByClass(data, [20, 20], { seed })[0]);
    expect(drawn(5)).toEqual(drawn(5));
    expect(drawn(5)).not.toEqual(drawn(6));
    expect(drawn()).toEqual(drawn(0));
    // What is drawn is part of what a run can be repeated by: it must not change.
    expect(numbersOf(splitByClass(numbered([0, 0, 0, 1, 1, 1]), [4, 2], { seed: 1 })[1])).toMatchInlineSnapshot(`
      [
        2,
        3,
      ]
    `);
  });

  it("takes shares, and shuffles values", () => {
    const line = regression(
      Float32Array.from({ length: 10 }, (_, i) => i),
      Float32Array.from({ length: 10 }, (_, i) => 2 * i),
    );
    const [first, second] = splitByClass(line, [0.75, 0.25]);
    expect([first.count, second.count]).toEqual([8, 2]);
    expect(numbersOf(first)).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...numbersOf(first), ...numbersOf(second)].sort((a, b) => a - b)).toEqual(numbersOf(line));
    expect([...first.target(0)]).toEqual([2 * first.input(0)[0]!]);
    expect(splitByClass(line, [0.1]).map(({ count }) => count)).toEqual([1]);
    expect(splitByClass(line, [1]).map(({ count }) => count)).toEqual([1]);
  });

  it("refuses sizes that cannot be", () => {
    const data = numbered([0, 1, 0, 1]);
    for (const sizes of [[], [0, 4], [5], [2, 3], [1.5], [0.5, 2], [0.7, 0.7], [-1], [Number.NaN], [0.01], ["2"], 2])
      expect(refused(() => splitByClass(data, sizes as number[])).code).toBe("dataset.split");
    expect(refused(() => splitByClass(data, [2], { sed: 1 } as object)).code).toBe("dataset.split");
    expect(refused(() => splitByClass(data, [2], { seed: -1 })).code).toBe("seed");
    expect(refused(() => splitByClass([] as unknown as Dataset, [2])).code).toBe("dataset.instance");
  });
});

describe("folds", () => {
  it("measure each example once, with as many of each class in each, up to one", () => {
    const cases = labels.chain((all) =>
      fc.tuple(fc.constant(all), fc.integer({ min: 2, max: Math.min(7, all.length) }), fc.nat(1000)),
    );
    fc.assert(
      fc.property(cases, ([all, k, seed]) => {
        const data = numbered(all);
        const divided = [...folds(data, k, { seed })];
        expect(divided.length).toBe(k);
        expect(divided.flatMap(({ validation }) => numbersOf(validation)).sort((a, b) => a - b)).toEqual(
          numbersOf(data),
        );
        for (const { training, validation } of divided) {
          expect([...numbersOf(training), ...numbersOf(validation)].sort((a, b) => a - b)).toEqual(numbersOf(data));
          expect(Math.abs(validation.count - all.length / k)).toBeLessThan(1);
          for (const label of new Set(all))
            expect(Math.abs(ofClass(validation, label) - ofClass(data, label) / k)).toBeLessThan(1);
        }
      }),
    );
  });

  it("can be gone through twice, and refuse what is no number of folds", () => {
    const data = numbered([0, 1, 0, 1]);
    const divided = folds(data, 2);
    expect([...divided].map(({ validation }) => numbersOf(validation))).toEqual(
      [...divided].map(({ validation }) => numbersOf(validation)),
    );
    for (const k of [0, 1, 5, 2.5, "2"]) expect(refused(() => folds(data, k as number)).code).toBe("dataset.folds");
  });
});
