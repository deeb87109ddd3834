import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  type Bit,
  cheeseFestival,
  demo,
  fullAdder,
  halfAdder,
  halfAdderMerged,
  nand,
  perceptron,
  perceptronWithThreshold,
} from "./perceptrons.ts";

const bits: Bit[] = [0, 1];
const pairs = bits.flatMap((x1) => bits.map((x2): [Bit, Bit] => [x1, x2]));

describe("a perceptron", () => {
  test("says 0 at the threshold itself, in both forms (eqs 1, 2)", () => {
    expect(perceptronWithThreshold([1], 5, [5])).toBe(0);
    expect(perceptronWithThreshold([1], 5, [5.001])).toBe(1);
    expect(perceptron([1], -5, [5])).toBe(0);
    expect(perceptron([1], -5, [5.001])).toBe(1);
  });

  test("is the same with threshold t as with bias -t", () => {
    const whole = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(whole, whole), { minLength: 1 }), whole, (inputs, threshold) => {
        const [weights, x] = [inputs.map(([w]) => w), inputs.map(([, xj]) => xj)];
        expect(perceptron(weights, -threshold, x)).toBe(perceptronWithThreshold(weights, threshold, x));
      }),
    );
  });

  test("refuses inputs that do not match its weights", () => {
    expect(() => perceptron([1, 2], 0, [1])).toThrow("2 weights need as many inputs; received 1");
  });
});

test("the cheese festival: threshold 5 asks for the weather, threshold 3 also takes company and transport", () => {
  for (const weather of bits)
    for (const [company, transport] of pairs) {
      expect(cheeseFestival(5, weather, company, transport)).toBe(weather);
      const both = company === 1 && transport === 1;
      expect(cheeseFestival(3, weather, company, transport)).toBe(weather === 1 || both ? 1 : 0);
    }
});

describe("arithmetic out of NAND gates", () => {
  test("NAND's truth table", () => {
    expect(pairs.map(([x1, x2]) => nand(x1, x2))).toEqual([1, 1, 1, 0]);
  });

  test.each([
    ["five NAND gates", halfAdder],
    ["the merged line", halfAdderMerged],
  ])("the half adder with %s adds every pair of bits", (_name, adder) => {
    expect(pairs.map(([x1, x2]) => adder(x1, x2))).toEqual([
      { sum: 0, carry: 0 },
      { sum: 1, carry: 0 },
      { sum: 1, carry: 0 },
      { sum: 0, carry: 1 },
    ]);
  });

  test("the full adder adds every three bits", () => {
    for (const [x1, x2] of pairs)
      for (const x3 of bits) {
        const { sum, carry } = fullAdder(x1, x2, x3);
        expect(sum + 2 * carry).toBe(x1 + x2 + x3);
      }
  });

  test("whole numbers add as they should", () => {
    for (let x = 0; x < 20; x++) for (let y = 0; y < 20; y++) expect(add(x, y)).toBe(x + y);
    const half = 2 ** 52 - 1;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: half }), fc.integer({ min: 0, max: half }), (x, y) => {
        expect(add(x, y)).toBe(x + y);
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])("%s is not a number to add", (x) => {
    expect(() => add(x, 1)).toThrow("only whole numbers from 0 up");
    expect(() => add(1, x)).toThrow("only whole numbers from 0 up");
  });
});

test("the demonstration shows a correct sum", () => {
  expect(demo()).toContain("Perceptrons add: 1958 + 2013 = 3971");
});
