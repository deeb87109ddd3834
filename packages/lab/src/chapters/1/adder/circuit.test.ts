import { add, type Bit, fullAdder, halfAdder, halfAdderMerged } from "@nndl/book/programs/perceptrons";
import { describe, expect, test } from "vitest";
import { addInColumns, halfAdderCircuit, numberOf, run } from "./circuit.ts";

const bits: Bit[] = [0, 1];
const pairs = bits.flatMap((x1) => bits.map((x2) => ({ x1, x2 })));

describe("the half adder", () => {
  test.each([
    [false, halfAdder],
    [true, halfAdderMerged],
  ] as const)("merged %s: says what the reading room's does", (merged, program) => {
    for (const { x1, x2 } of pairs) {
      const signals = run(halfAdderCircuit(merged), { x1, x2 });
      expect({ sum: signals.get("sum"), carry: signals.get("carry") }).toEqual(program(x1, x2));
    }
  });
  test("is five perceptrons with weights −2 and biases 3, of which merging changes one", () => {
    expect(halfAdderCircuit().flatMap(({ weights, bias }) => [...weights, bias])).toEqual(
      Array(5).fill([-2, -2, 3]).flat(),
    );
    expect(halfAdderCircuit(true).at(-1)).toMatchObject({ from: ["both"], weights: [-4], bias: 3 });
  });
  test("shows every wire", () => {
    expect(Object.fromEntries(run(halfAdderCircuit(), { x1: 1, x2: 0 }))).toEqual({
      x1: 1,
      x2: 0,
      both: 1,
      first: 0,
      second: 1,
      sum: 1,
      carry: 0,
    });
  });
});

describe("the four-digit adder", () => {
  test("adds all pairs of numbers, each column as the reading room's full adder", () => {
    for (let x = 0; x < 16; x++)
      for (let y = 0; y < 16; y++) {
        const columns = addInColumns(x, y);
        expect(numberOf(columns)).toBe(add(x, y));
        for (const { a, b, carryIn, sum, carryOut } of columns)
          expect({ sum, carry: carryOut }).toEqual(fullAdder(a, b, carryIn));
      }
  });
  test("hands the carry of 15 + 1 through all columns", () => {
    expect(addInColumns(15, 1).map(({ sum, carryOut }) => `${carryOut}${sum}`)).toEqual(["10", "10", "10", "10"]);
  });
  test("never has two carries in a column", () => {
    for (let x = 0; x < 16; x++) for (const { carries } of addInColumns(x, 7)) expect(carries).not.toEqual([1, 1]);
  });
});
