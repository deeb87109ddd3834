import { describe, expect, test } from "vitest";
import { plainRows } from "./plain-rows.ts";

const read = (text: string, input: readonly number[]) =>
  plainRows(text, input, "rows.csv").rows.map(({ numbers, steps }) => [Array.from(numbers), steps]);

describe("rows of plain numbers", () => {
  test("may be parted by commas, semicolons, tabs or spaces", () => {
    const rows = [1, 2.5, -3].map((_, i) => ["1,2.5,-3", "1; 2.5;-3", "1\t2.5\t-3"][i]);
    for (const row of [...rows, " 1 2.5  -3 ", "[1, 2.5, -3]"])
      expect(read(`${row}\n`, [3])).toEqual([[[1, 2.5, -3], undefined]]);
  });

  test("of sequences may have any number of whole steps, with zeros behind them", () => {
    expect(read("1 2\n\n1 2 3 4 5 6\r\n", [3, 2])).toEqual([
      [[1, 2, 0, 0, 0, 0], 1],
      [[1, 2, 3, 4, 5, 6], 3],
    ]);
    expect(read("[[1, 2], [3, 4]]", [3, 2])).toEqual([[[1, 2, 3, 4, 0, 0], 2]]);
    expect(read("7\n7,8", [2, 1])).toEqual([
      [[7, 0], 1],
      [[7, 8], 2],
    ]);
  });

  test("may have names above them", () => {
    expect(plainRows("a,b\n1,2\n", [2], "rows.csv")).toMatchObject({ names: "a,b", rows: [{}] });
    expect(plainRows("1,2\n", [2], "rows.csv").names).toBeUndefined();
  });

  test("that were typed are one, without a line's number", () => {
    expect(plainRows("1 2", [2]).rows).toHaveLength(1);
    for (const [text, message] of [
      ["", /--row must have a row of numbers/],
      ["a b", /received "a", at place 1/],
      ["1 2 3", /--row must have 2 numbers, as the network takes, received 3 numbers\./],
    ] as const)
      expect(() => plainRows(text, [2])).toThrow(message);
  });

  test.each([
    ["", [2], /no row/],
    ["a,b", [2], /no row/],
    ["1,2\na,b", [2], /"a" in line 2, at place 1/],
    ["1,", [2], /"" in line 1, at place 2/],
    ["1,1e39", [2], /"1e39" in line 1, at place 2/],
    ["1,2,3", [2], /3 numbers in line 1/],
    ["1 2 3", [4, 2], /3 numbers in line 1.*1 to 4 steps of 2 numbers|1 to 4 steps of 2 numbers.*3 numbers in line 1/],
    ["1 2 3", [2, 1], /1 to 2 numbers, one for each step/],
    ["[]", [2, 1], /0 numbers in line 1/],
    ["[[1, 2], [3]]", [2, 2], /a list of 1 number in line 1, at place 2/],
    ["[[1], [2]]", [2], /reads no sequences/],
    ['[1, "2x"]', [2], /in line 1, at place 2/],
    ["[1, 2", [2], /in line 1/],
  ])("%j for %j are refused", (text, input, message) => {
    expect(() => read(text, input)).toThrow(message);
  });
});
