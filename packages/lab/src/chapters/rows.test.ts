/** Counts: whatever the book has in a chapter, the lab's chapter has in its place. */
import { isRow, rows } from "@nndl/book/rows";
import { describe, expect, it } from "vitest";
import { inLab } from "../../../../scripts/rows.mjs";
import type { ToldInText } from "./told-in-text.ts";

/** Figures that stand on pages of their own. */
const ofPages = ["class", "class-teacher", "cover", "program", "studio"];

const { figures, chapters } = inLab();
const names = figures.map(({ name }) => name);

describe.each(chapters)("chapter $number", async ({ number, shown, asked }) => {
  const { toldInText } = (await import(`./${number}/rows.ts`)) as { toldInText: ToldInText };
  const own = Object.values(rows).filter(({ chapter }) => chapter === number);
  const realized = new Set([
    ...asked,
    ...figures.filter(({ name }) => shown.includes(name)).flatMap((figure) => figure.rows),
  ]);

  it("asks its exercises, each once", () => {
    const exercises = own.filter(({ kind }) => kind === "exercise").map(({ id }) => id);
    expect([...asked].sort()).toEqual([...exercises].sort());
  });

  it.each(own)("has $id, $text", ({ id }) => {
    // What is realized after all must lose its excuse.
    expect(realized.has(id)).toBe(toldInText[id] === undefined);
  });

  it("names only figures that are there", () => {
    expect(shown.filter((name) => !names.includes(name))).toEqual([]);
  });
});

it.each(figures)("$name names only rows that there are", (figure) => {
  expect(figure.rows.filter((id) => !isRow(id))).toEqual([]);
});

it("every figure stands in a chapter, or on a page of its own", () => {
  const used = new Set([...chapters.flatMap(({ shown }) => shown), ...ofPages]);
  expect(names.filter((name) => !used.has(name))).toEqual([]);
});
