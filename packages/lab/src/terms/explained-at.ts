import type { Chapter } from "../chapters/chapter.ts";
import { bookChapters } from "../chapters/of-the-book.ts";
import type { Term } from "./term.ts";

/** A place that explains a term, with its address; those of our own are written from the site's root, as "~/". */
export interface ExplainedAt {
  readonly href: string;
  readonly name: string;
}

/** Where a term is explained: in the lab's chapter, or in the book's where the lab does not have it yet. */
export function explainedAt(
  { id, where }: Term,
  chapters: readonly Pick<Chapter, "number" | "sections">[],
): ExplainedAt | undefined {
  if (where === undefined) return undefined;
  const ours = chapters.find(({ number }) => number === where.chapter);
  const section = ours?.sections.find(({ book }) => book?.endsWith(`#${where.section}`));
  if (ours !== undefined)
    return {
      href: `~/chapter-${ours.number}/#term-${id}`,
      name: `Chapter ${ours.number}${section ? `, ${section.title}` : ""}`,
    };
  const theirs = bookChapters.find(({ number }) => number === where.chapter);
  if (theirs === undefined)
    throw new Error(`the term "${id}" is explained in chapter ${where.chapter}, which there is not`);
  return { href: `${theirs.url}#${encodeURI(where.section)}`, name: `The book, chapter ${where.chapter}` };
}
