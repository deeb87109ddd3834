import { stream } from "nndl/random";
import { describe, expect, test } from "vitest";
import { adding, copied, copying, costOfNoMemory, parityStreams } from "./tasks.ts";

const chance = (name = "a task") => stream(3, name, 0);

describe("adding", () => {
  test("marks one number of each half, and asks for their sum", () => {
    const data = adding(7, 200, chance());
    const seen = new Set<number>();
    for (let n = 0; n < data.count; n++) {
      const row = data.input(n);
      const marked = Array.from({ length: 7 }, (_, t) => t).filter((t) => row[2 * t + 1] === 1);
      expect(marked).toHaveLength(2);
      expect(marked[0] < 3 && marked[1] >= 3).toBe(true);
      expect(data.target(n)[0]).toBe(Math.fround(row[2 * marked[0]] + row[2 * marked[1]]));
      for (const t of marked) seen.add(t);
    }
    expect(seen.size).toBe(7);
  });

  test("always to answer 1 is wrong by a sixth", () => {
    const { values } = adding(4, 4000, chance()).targets;
    const error = values.reduce((sum, value) => sum + (value - 1) ** 2 / values.length, 0);
    expect(Math.abs(error - 1 / 6)).toBeLessThan(0.01);
  });

  test("is the same from the same chance, and refuses sequences that have no two halves", () => {
    expect(adding(5, 3, chance()).features).toEqual(adding(5, 3, chance()).features);
    expect(adding(5, 3, chance("another")).features).not.toEqual(adding(5, 3, chance()).features);
    expect(() => adding(1, 3, chance())).toThrow(/random integer/);
    expect(() => adding(5, 0, chance())).toThrow(/example/);
  });
});

describe("copying", () => {
  test("asks for the symbols in their order after the sign", () => {
    const data = copying(4, 50, chance());
    expect(data.shape).toEqual([24, 1]);
    for (let n = 0; n < data.count; n++) {
      const [row, labels] = [[...data.input(n)], [...data.labels(n)]];
      expect(row.slice(0, 10).every((symbol) => symbol >= 1 && symbol <= copied.kinds)).toBe(true);
      expect(row.slice(10)).toEqual([0, 0, 0, 9, ...new Array<number>(10).fill(0)]);
      expect(labels).toEqual([...new Array<number>(14).fill(0), ...row.slice(0, 10)]);
    }
  });

  test("has a cost for who remembers nothing, less the more blanks there are", () => {
    expect(costOfNoMemory(1000)).toBeCloseTo(0.0204, 4);
    expect(costOfNoMemory(10)).toBeGreaterThan(costOfNoMemory(11));
  });

  test("refuses no examples", () => expect(() => copying(4, 0, chance())).toThrow(/example/));
});

describe("parity", () => {
  test("is that of the bits up to each step, or of all of them", () => {
    const [each, whole] = (["every step", "the end"] as const).map((asked) => parityStreams(9, 40, asked, chance()));
    expect(each.features).toEqual(whole.features);
    for (let n = 0; n < each.count; n++) {
      const bits = [...each.input(n)];
      const sums = bits.map((_, t) => bits.slice(0, t + 1).reduce((sum, bit) => sum + bit, 0) % 2);
      expect([...each.labels(n)]).toEqual(sums);
      expect(whole.label(n)).toBe(sums[8]);
    }
  });

  test("refuses no bits", () => expect(() => parityStreams(0, 3, "the end", chance())).toThrow());
});
