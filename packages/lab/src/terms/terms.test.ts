import { describe, expect, it } from "vitest";
import { bookChapters } from "../chapters/of-the-book.ts";
import { termOf, terms } from "./terms.ts";

describe("the list of terms", () => {
  it("gives each word one place", () => {
    const ids = terms.map(({ id }) => id);
    // A single letter is a symbol: Σ is not σ.
    const plain = (word: string) => (word.length > 1 ? word.toLowerCase() : word);
    const words = terms.flatMap(({ name, also = [], forms = [] }) => [
      ...new Set([name, ...also, ...forms].map(plain)),
    ]);
    const tex = terms.flatMap((term) => term.tex ?? []);
    for (const all of [ids, words, tex]) expect(all.filter((each, i) => all.indexOf(each) !== i)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it("is by the alphabet", () => {
    expect(terms.map(({ name }) => name)).toEqual(
      terms.map(({ name }) => name).sort((a, b) => a.localeCompare(b, "en")),
    );
    expect(terms.length).toBeGreaterThan(100);
  });

  it.each(terms)("says in a sentence or two what $name means", ({ meaning }) => {
    expect(meaning).toMatch(/^.{15,260}[.]$/s);
    expect(meaning).not.toMatch(/["']|\$|\\/);
  });

  it("sends readers to chapters that the book has", () => {
    const numbers = bookChapters.map(({ number }) => number);
    expect(terms.filter(({ where }) => where !== undefined && !numbers.includes(where.chapter))).toEqual([]);
  });

  it("finds a term by its id, and refuses another", () => {
    expect(termOf("epoch").name).toBe("epoch");
    expect(() => termOf("nothing")).toThrow('no term has the id "nothing"');
  });
});
