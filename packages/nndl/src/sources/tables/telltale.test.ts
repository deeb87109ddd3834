import { expect, it } from "vitest";
import { toUtf8 } from "../../utf8.ts";
import { openSource } from "../open-source.ts";

const rows = (cell: (row: number) => string) => Array.from({ length: 30 }, (_, row) => `${row ** 2 % 7},${cell(row)}`);
const codesOf = async (lines: readonly string[]) => {
  const text = `a,b,kind\n${lines.join("\n")}\n`;
  const { remarks } = await openSource([{ path: "table.csv", read: async () => toUtf8(text) }]);
  return remarks.map(({ code }) => code);
};

it("are said: the part a row belongs to, and the target again in other words", async () => {
  expect(await codesOf(rows((row) => `${row % 5 ? "train" : "Test"},${row % 2 ? "x" : "y"}`))).toEqual(["table.parts"]);
  expect(await codesOf(rows((row) => (row % 2 ? "odd,x" : "even,y")))).toEqual(["table.telltale"]);
});

it("are not: words that say less than the target, or more, and few rows", async () => {
  expect(
    await codesOf(rows((row) => (row % 2 && row !== 5 ? "odd,x" : "even,x").replace(/x$/, row % 2 ? "x" : "y"))),
  ).toEqual([]);
  expect(await codesOf(rows((row) => `w${row % 4},${row % 2 ? "x" : "y"}`))).toEqual([]);
  expect(await codesOf(rows((row) => (row % 2 ? "odd,x" : "even,y")).slice(0, 10))).toEqual([]);
});
