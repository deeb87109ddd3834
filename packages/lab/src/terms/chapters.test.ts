/** The chapters' texts: each word of the trade is explained in its place, and not used before that. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { writtenChapters } from "../../plugins/chapter-links.ts";
import { readChapter } from "../../plugins/read-chapter.ts";
import { earlyUses } from "./first-uses.ts";
import { knownBefore } from "./known.ts";
import { terms } from "./terms.ts";

const chapters = [...writtenChapters()].map((number) => {
  const file = fileURLToPath(new URL(`../chapters/${number}/chapter.md`, import.meta.url));
  return readChapter(readFileSync(file, "utf8"), file);
});

describe.each(chapters)("chapter $number", ({ number, summary, sections, explained, html }) => {
  it("explains the terms whose place it is, each in its section, and no others", () => {
    const anchors = new Map(sections.map(({ id, book = "" }) => [id, book.replace(/^.*#/, "")]));
    const told = explained.map(({ term, section = "" }) => [term, anchors.get(section)]);
    const wanted = terms.flatMap(({ id, where }) => (where?.chapter === number ? [[id, where.section]] : []));
    expect(told.sort()).toEqual(wanted.sort());
  });

  it("uses none before it is explained, without leading to it", () => {
    expect(earlyUses(`<p>${summary}</p>${html}`, terms, knownBefore(number, terms))).toEqual([]);
  });
});
