import type { Chapter, FigurePlace, Section } from "../src/chapters/chapter.ts";
import { type Arguments, escapeHtml, markdownWith } from "./chapter-syntax.ts";

/**
 * Reads a chapter: a head of `key: value` lines between two `---`, then Markdown.
 *
 * - `## Title {#id book="anchor"}` begins a section; the anchor is the book's own.
 * - `:::figure name key="value"` … `:::` is a figure with its caption. `command="…"` and `program="…"` are the command and
 *   the reading room's program that do the same; `id="…"` where a figure stands twice; everything else goes to the figure.
 * - `:::exercise X1.1 program="…"` … a line `***` … `:::` is an exercise and its answer, which is folded.
 * - `:::aside` … `:::` is something said on the side.
 * - `$…$` and `$$` lines are TeX; `\tag{6}` gives the book's number, and `[(6)](#eq-6)` refers to it.
 *
 * @throws Error with the file, for a head, an equation or a block that is wrong
 */
export function readChapter(source: string, file: string): Chapter {
  try {
    return parse(source);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

function parse(source: string): Chapter {
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
  if (head === undefined || body === undefined)
    throw new Error("a chapter begins with a head between two lines of ---");
  const about = Object.fromEntries(head.split("\n").map((line) => line.split(/:\s+(.*)/s).slice(0, 2)));
  for (const key of ["number", "title", "book", "summary"])
    if (!about[key]) throw new Error(`the head says nothing of the chapter's ${key}`);

  const figures: FigurePlace[] = [];
  const sections: Section[] = [];
  const markdown = markdownWith({
    figure: (opening, given) => (opening ? openFigure(given, about.number, figures) : "</figcaption></figure>\n"),
    exercise: (opening, given) => (opening ? openExercise(given) : "</div></details></aside>\n"),
    aside: (opening) => (opening ? '<aside class="aside">' : "</aside>\n"),
  });
  // The line between an exercise and its answer.
  markdown.renderer.rules.hr = () => '</div><details class="answer"><summary>The answer</summary><div>';
  markdown.core.ruler.push("sections", (state) => {
    for (const [i, token] of state.tokens.entries()) {
      if (token.type !== "heading_open" || token.tag !== "h2") continue;
      const inline = state.tokens[i + 1]!;
      const [, title, attributes] = /^(.*?)\s*\{(.*)\}$/.exec(inline.content) ?? [];
      if (title === undefined) throw new Error(`the section "${inline.content}" has no {#id}`);
      const id = /#([\w-]+)/.exec(attributes!)?.[1];
      if (id === undefined) throw new Error(`the section "${title}" has no {#id}`);
      const anchor = /book="([^"]*)"/.exec(attributes!)?.[1];
      inline.content = title;
      inline.children = state.md.parseInline(title, state.env)[0]!.children;
      token.attrSet("id", id);
      sections.push({ id, title, ...(anchor === undefined ? {} : { book: `${about.book}#${anchor}` }) });
    }
  });
  markdown.renderer.rules.heading_close = (tokens, i) => {
    const id = tokens
      .slice(0, i)
      .findLast(({ type }) => type === "heading_open")
      ?.attrGet("id");
    const link = sections.find((section) => section.id === id)?.book;
    const there = link === undefined ? "" : ` <a class="in-the-book" href="${escapeHtml(link)}">in the book</a>`;
    return `${tokens[i]!.tag === "h2" ? there : ""}</${tokens[i]!.tag}>\n`;
  };
  const html = markdown.render(body);
  return {
    number: Number(about.number),
    title: about.title,
    book: about.book,
    summary: about.summary,
    sections,
    figures,
    html,
  };
}

function openFigure({ words, named }: Arguments, chapter: string, figures: FigurePlace[]): string {
  const [name] = words;
  if (name === undefined) throw new Error("a figure has no name");
  const { command, program, id = name, ...props } = named;
  if (figures.some((figure) => figure.id === id))
    throw new Error(`two figures are called "${id}": give one of them an id`);
  const number = `${chapter}.${figures.length + 1}`;
  figures.push({ id, name, props, number });
  const also = [
    command === undefined
      ? ""
      : `<button type="button" class="quiet" data-copy="${escapeHtml(command)}">Copy the command</button> <code>${escapeHtml(command)}</code>`,
    program === undefined ? "" : `<a href="../programs/${program}/">Open the program</a>`,
  ].filter(Boolean);
  const footer = also.length === 0 ? "" : `<p class="also">${also.join(" · ")}</p>`;
  return `<figure class="figure" id="figure-${id}" aria-labelledby="caption-${id}">${placeOf(id)}${footer}<figcaption id="caption-${id}"><span class="number">Figure ${number}</span>`;
}

/** Where the page puts what the figure looks like before any script runs. */
export function placeOf(id: string): string {
  return `<!--figure ${id}-->`;
}

function openExercise({ words, named }: Arguments): string {
  const [name] = words;
  if (name === undefined) throw new Error("an exercise has no name");
  const program =
    named.program === undefined ? "" : ` <a class="program" href="../programs/${named.program}/">its program</a>`;
  return `<aside class="exercise" id="${name}"><p class="label"><span>Exercise ${name}</span>${program}</p><div>`;
}
