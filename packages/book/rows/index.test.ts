import { describe, expect, test } from "vitest";
import { asked } from "./asked.ts";
import { isRow, rows } from "./index.ts";
import { kinds } from "./row.ts";

const all = Object.values(rows);

describe("the rows of the book", () => {
  test.each(Object.entries(kinds))("those of the letter %s are numbered from 1 in each chapter", (letter, kind) => {
    for (const chapter of [1, 2, 3, 4, 5, 6]) {
      const own = all.filter((row) => row.kind === kind && row.chapter === chapter);
      expect(own.map(({ id }) => id)).toEqual(own.map((_, i) => `${letter}${chapter}.${i + 1}`));
    }
  });

  // What the book has is known: a row that was lost, or that nobody can have read there, is found here.
  test("are as many as the book has", () => {
    const count = (kind: string) => all.filter((row) => row.kind === kind).length;
    expect([count("concept"), count("experiment"), count("widget"), count("exercise")]).toEqual([103, 69, 22, 58]);
  });

  // As many exercises and problems of the book ask for work.
  test("say what an exercise asks for, and only an exercise asks for something", () => {
    const marked = all.filter(({ asks }) => asks.length > 0);
    expect(marked.map(({ id }) => id)).toEqual(Object.keys(asked));
    expect(marked.filter(({ kind }) => kind !== "exercise")).toEqual([]);
    const count = (work: string) => marked.filter(({ asks }) => asks.some((one) => one === work)).length;
    expect([marked.length, count("program"), count("measurement")]).toEqual([32, 24, 14]);
  });

  test("have a line each, in which nothing is left open", () => {
    for (const { id, text } of all) {
      expect(text, id).toMatch(/^[^\s].*[^\s.]$/);
      expect(text.length, id).toBeLessThan(120);
    }
    expect(new Set(all.map(({ text }) => text)).size).toBe(all.length);
  });

  test.each(["", "A1", "A1.0", "A1.23", "a1.1", "toString", "__proto__"])("%j is none", (id) => {
    expect(isRow(id)).toBe(false);
  });
});
