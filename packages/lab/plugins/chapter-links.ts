/** Where a text speaks of another chapter, a link leads there: to the lab's, or to the book's where the lab has none yet. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bookChapters } from "../src/chapters/of-the-book.ts";
import { escapeHtml, type Markdown } from "./chapter-syntax.ts";

/** The numbers of the chapters that the lab has: each is a folder. */
export function writtenChapters(): ReadonlySet<number> {
  const folder = fileURLToPath(new URL("../src/chapters/", import.meta.url));
  const rooms = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Set(rooms.map(({ name }) => Number(name)));
}

/** @param own the chapter that is read, of which it speaks without a link; none in other texts */
export function linkChapters(markdown: Markdown, own: number | undefined, written: ReadonlySet<number>): void {
  const linkTo = (words: string, number: number): string => {
    const chapter = bookChapters.find((candidate) => candidate.number === number);
    if (number === own || chapter === undefined) return words;
    if (written.has(number)) return `<a href="~/chapter-${number}/">${words}</a>`;
    return `<a href="${chapter.url}" title="In the book: the lab does not have this chapter yet">${words}</a>`;
  };
  markdown.renderer.rules.text = (tokens, i) => {
    const text = escapeHtml(tokens[i]!.content);
    const depth = tokens.slice(0, i).reduce((sum, { type, nesting }) => sum + (/^link_/.test(type) ? nesting : 0), 0);
    return depth > 0
      ? text
      : text.replace(/\b[Cc]hapter (\d)\b/g, (words, number: string) => linkTo(words, Number(number)));
  };
}
