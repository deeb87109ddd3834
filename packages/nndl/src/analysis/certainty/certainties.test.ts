import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classification, regression } from "../../data/index.ts";
import { refused } from "../../testing/refused.ts";
import { certainties } from "./certainties.ts";

const labelled = (labels: readonly number[], classes: number) =>
  classification(
    labels.map((label) => [label]),
    labels,
    { classes },
  );

describe("the most and the least certain examples", () => {
  it("are named with what is read in them", () => {
    const outputs = [
      [0.9, 0.05, 0.05],
      [0.3, 0.4, 0.35],
      [0.1, 0.1, 0.8],
      [0.2, 0.4, 0.1],
    ];
    const { most, least, unanswered } = certainties(labelled([0, 2, 1, 1], 3), outputs, { count: 2 });
    expect(most).toEqual([
      { index: 0, label: 0, read: 0, output: 0.9, second: 1, secondOutput: 0.05 },
      { index: 2, label: 1, read: 2, output: 0.8, second: 0, secondOutput: 0.1 },
    ]);
    // Of two that are equally unsure the one whose next largest output is nearer.
    expect(least.map(({ index, second, secondOutput }) => [index, second, secondOutput])).toEqual([
      [1, 2, 0.35],
      [3, 0, 0.2],
    ]);
    expect(unanswered).toBe(0);
  });

  it("leave out what has no answer, and stop where there are no more", () => {
    const outputs = [[Number.NaN, 1], [0.5, 0.75], [1, 1]]; // biome-ignore format: short
    const { most, least, unanswered } = certainties(labelled([0, 1, 1], 2), outputs);
    expect(unanswered).toBe(1);
    expect(most.map(({ index, read }) => [index, read])).toEqual([[2, 0], [1, 1]]); // biome-ignore format: short
    expect(least.map(({ index }) => index)).toEqual([1, 2]);
  });

  it("have no second where there is one output only", () => {
    expect(certainties(labelled([0], 1), [[0.5]]).most).toEqual([{ index: 0, label: 0, read: 0, output: 0.5 }]);
  });

  it("are in order, the one list the other turned round", () => {
    const value = fc.constantFrom(0, 0.25, 0.5, 1, Number.POSITIVE_INFINITY, -1);
    const rows = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(rows, (outputs) => {
        const data = labelled(outputs.map(() => 0), 3); // biome-ignore format: short
        const { most, least } = certainties(data, outputs, { count: 20 });
        expect(most.map(({ index }) => index).sort((a, b) => a - b)).toEqual([...outputs.keys()]);
        expect(new Set(least.map(({ index }) => index)).size).toBe(outputs.length);
        const key = ({ output, secondOutput }: (typeof most)[number]) => `${output} ${secondOutput}`;
        expect(least.map(key)).toEqual(most.map(key).reverse());
        for (const { index, read, output, second, secondOutput } of most) {
          const row = outputs[index];
          expect(read).toBe(row.indexOf(Math.max(...row)));
          expect([row[read], row[second!]]).toEqual([output, secondOutput]);
          expect(secondOutput).toBe([...row].sort((a, b) => b - a)[1]);
        }
        for (let i = 1; i < most.length; i++) {
          expect(most[i].output).toBeLessThanOrEqual(most[i - 1].output);
          if (key(most[i]) === key(most[i - 1])) expect(most[i].index).toBeGreaterThan(most[i - 1].index);
        }
      }),
    );
  });

  it("are not asked for of values, nor with options that are none", () => {
    const code = (...args: unknown[]) => refused(() => (certainties as (...each: unknown[]) => unknown)(...args)).code;
    expect(code(regression([[1]], [1]), [[1]])).toBe("report.data");
    expect(code(labelled([0, 1], 2), [[1, 0]])).toBe("report.outputs");
    const [data, outputs] = [labelled([0], 2), [[1, 0]]];
    for (const count of [0, -1, 0.5, "3"]) expect(code(data, outputs, { count })).toBe("report.count");
    expect(code(data, outputs, { most: 3 })).toBe("report.options");
  });
});
