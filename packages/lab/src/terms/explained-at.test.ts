import { expect, it } from "vitest";
import type { Chapter } from "../chapters/chapter.ts";
import { explainedAt } from "./explained-at.ts";
import type { Term } from "./term.ts";

const book = "http://neuralnetworksanddeeplearning.com/chap1.html";
const chapter: Chapter = {
  number: 1,
  title: "Digits",
  book,
  summary: "",
  sections: [{ id: "program", title: "A network that learns", book: `${book}#implementing` }],
  figures: [],
  explained: [{ term: "seed", section: "program" }],
  html: "",
};
const term = (where?: Term["where"]): Term => ({ id: "seed", name: "seed", meaning: "", ...(where && { where }) });

it("leads to the word itself in the lab's chapter", () => {
  expect(explainedAt(term({ chapter: 1, section: "implementing" }), [chapter])).toEqual({
    href: "~/chapter-1/#term-seed",
    name: "Chapter 1, A network that learns",
  });
});

it("leads to the book's section where the lab has no such chapter yet", () => {
  expect(explainedAt(term({ chapter: 3, section: "a_network's_start" }), [chapter])).toEqual({
    href: "http://neuralnetworksanddeeplearning.com/chap3.html#a_network's_start",
    name: "The book, chapter 3",
  });
});

it("leads nowhere where nothing is said to explain it, and not to a chapter that there is not", () => {
  expect(explainedAt(term(), [chapter])).toBeUndefined();
  expect(() => explainedAt(term({ chapter: 9, section: "a" }), [chapter])).toThrow('"seed" is explained in chapter 9');
});
