import { cheeseFestival, nand, perceptron } from "@nndl/book/programs/perceptrons";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditions, gateName, inWords, truthTable, weightedInput } from "./truth-table.ts";

const names = ["weather", "company", "transport"].map((on) => ({ on, off: `no ${on}` }));

describe("a truth table", () => {
  test("of the cheese festival is the reading room's", () => {
    for (const threshold of [5, 3])
      for (const { inputs, output } of truthTable([6, 2, 2], -threshold))
        expect(output).toBe(cheeseFestival(threshold, inputs[0]!, inputs[1]!, inputs[2]!));
  });
  test("of NAND has the sums 3, 1, 1, −1", () => {
    const table = truthTable([-2, -2], 3);
    expect(table.map(({ z }) => z)).toEqual([3, 1, 1, -1]);
    for (const { inputs, output } of table) expect(output).toBe(nand(inputs[0]!, inputs[1]!));
  });
  test("says 0 at the threshold itself, also where floating point would miss it", () => {
    expect(weightedInput([0.1, 0.2], -0.3, [1, 1])).toBe(0);
    expect(truthTable([0.1, 0.2], -0.3).at(-1)!.output).toBe(0);
  });
});

describe("what it decides, in words", () => {
  const words = (weights: number[], bias: number) => inWords(conditions(truthTable(weights, bias)), names);
  test.each([
    [[6, 2, 2], -5, "weather"],
    [[6, 2, 2], -3, "weather, or company and transport"],
    [[1, 1, 1], -2.5, "weather, company and transport"],
    [[1, 1, 1], -3, "never"],
    [[1, 1, 1], 1, "always"],
    [[2, -1, 0], -1, "weather and no company"],
    [[-2, -2, 0], 3, "no weather, or no company"],
  ])("weights %j, bias %d: %s", (weights, bias, expected) => expect(words(weights, bias)).toBe(expected));

  test("the conditions say 1 where the perceptron does, whatever its weights", () => {
    const whole = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(whole, { minLength: 1, maxLength: 4 }), whole, (weights, bias) => {
        const terms = conditions(truthTable(weights, bias));
        for (const { inputs } of truthTable(weights, bias)) {
          const said = terms.some((term) => term.every((bit, j) => bit === undefined || bit === inputs[j]));
          expect(said ? 1 : 0).toBe(perceptron(weights, bias, [...inputs]));
        }
      }),
    );
  });
});

test("gates have names, and exclusive or is none that weights can give", () => {
  const name = (w1: number, w2: number, b: number) => gateName(truthTable([w1, w2], b));
  expect(name(-2, -2, 3)).toBe("NAND");
  expect(name(2, 2, -1)).toBe("OR");
  expect(name(2, 2, -3)).toBe("AND");
  expect(name(-2, 0, 1)).toBe("NOT x₁");
  const found = new Set<string>();
  for (let w1 = -3; w1 <= 3; w1++)
    for (let w2 = -3; w2 <= 3; w2++) for (let b = -5; b <= 5; b++) found.add(name(w1, w2, b));
  expect(found.size).toBe(14);
  expect(found.has("exclusive or") || found.has("equality")).toBe(false);
});
