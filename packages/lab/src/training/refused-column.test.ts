import { openSource } from "nndl/sources";
import { expect, it } from "vitest";
import { refusedColumn } from "./refused-column.ts";

const refusal = (name: string, text: string) => {
  const bytes = new TextEncoder().encode(text);
  return openSource([{ path: name, size: bytes.length, read: async () => bytes }], { name }).then(
    () => undefined,
    (error: unknown) => error,
  );
};
const rows = Array.from({ length: 60 }, (_, i) => i);
const odd = 'na"me, of \u202e all';
const table = (cell: (i: number) => string) =>
  `x,"${odd.replaceAll('"', '""')}",kind\n${rows.map((i) => `${i},${cell(i)},${i % 2}`).join("\n")}\n`;

it.each([
  ["words that never come again", "marks.csv", table((i) => `pupil ${i}`)],
  ["an empty cell", "marks.csv", table((i) => (i === 7 ? "" : `${i}`))],
  ["a word among numbers", "marks.csv", table((i) => (i === 7 ? "ill" : `${i}`))],
  [
    "a field of words",
    "marks.jsonl",
    rows.map((i) => JSON.stringify({ x: i, [odd]: `pupil ${i}`, k: i % 2 })).join("\n"),
  ],
  ["an empty field", "marks.jsonl", rows.map((i) => JSON.stringify({ x: i, [odd]: i || null, k: i % 2 })).join("\n")],
])("names the column of %s", async (_, name, text) => {
  expect(refusedColumn(await refusal(name, text))).toBe(odd);
});

it("names none where leaving one out does not help", async () => {
  expect(
    refusedColumn(await refusal("marks.csv", `name\n${rows.map((i) => `pupil ${i}`).join("\n")}\n`)),
  ).toBeUndefined();
  expect(refusedColumn(await refusal("marks.csv", "x,x,k\n1,2,3\n"))).toBeUndefined();
  expect(refusedColumn(new Error("the column"))).toBeUndefined();
});
