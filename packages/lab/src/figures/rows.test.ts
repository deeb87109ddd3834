/** Counts: every widget and exercise of the two chapters has its place in the lab. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".svelte"))
  .map((file) => file.replace(".svelte", ""));

/** The rows that a figure says it realizes. */
function rowsOf(name: string): string[] {
  const source = readFileSync(`${folder}${name}.svelte`, "utf8");
  const list = /\brows:\s*\[([^\]]*)\]/.exec(source)?.[1];
  if (list === undefined) throw new Error(`${name}.svelte says nothing of its rows`);
  return [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
}

const chapter = (number: number) =>
  readFileSync(fileURLToPath(new URL(`../chapters/${number}.chapter.md`, import.meta.url)), "utf8");
const shownIn = (text: string) => [...text.matchAll(/^:::+figure\s+([\w-]+)/gm)].map((match) => match[1]!);
const asked = (text: string) => [...text.matchAll(/^:::+exercise\s+(X[\d.]+)/gm)].map((match) => match[1]!);
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);

describe("chapter 1", () => {
  const text = chapter(1);
  const rows = new Set(
    shownIn(text)
      .filter((name) => names.includes(name))
      .flatMap(rowsOf),
  );

  it("has its exercises, in place and in order", () => {
    expect(asked(text)).toEqual(numbered("X1.", 8));
  });
  it.each([
    "A1.1",
    "A1.2",
    "A1.3",
    "A1.4",
    "A1.5",
    "A1.7",
    "A1.8",
    "A1.9",
    "A1.10",
    "A1.11",
    "A1.13",
    "A1.14",
    "A1.15",
    "A1.20",
    "A1.22",
  ])("shows %s", (row) => expect([...rows]).toContain(row));
  it.each(["E1.1", "E1.2", "E1.3", "E1.4", "E1.5", "E1.6", "E1.8"])("runs or shows %s", (row) =>
    expect([...rows]).toContain(row),
  );
});

describe("chapter 4", () => {
  const text = chapter(4);
  const rows = new Set(
    shownIn(text)
      .filter((name) => names.includes(name))
      .flatMap(rowsOf),
  );

  it("has its problems", () => {
    expect([...asked(text)].sort()).toEqual(numbered("X4.", 3));
  });
  it.each([...numbered("W4.", 17), ...numbered("A4.", 13), ...numbered("X4.", 3)])("shows %s", (row) => {
    expect([...rows]).toContain(row);
  });
});

it("every figure stands in a chapter, or is the studio", () => {
  const used = new Set([...shownIn(chapter(1)), ...shownIn(chapter(4)), "studio", "program"]);
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});

it("chapters name only figures that are there", () => {
  const missing = [...shownIn(chapter(1)), ...shownIn(chapter(4))].filter((name) => !names.includes(name));
  expect(missing).toEqual([]);
});
