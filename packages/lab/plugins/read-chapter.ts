import { isRow, rows } from "@nndl/book/rows";
import type { Chapter, Explanation, FigurePlace, Section } from "../src/chapters/chapter.ts";
import { withUnits } from "../src/pages/with-units.ts";
import { checkBlocks, checkLinks, checkTerms, writeMathematics } from "./chapter-checks.ts";
import { linkChapters, writtenChapters } from "./chapter-links.ts";
import {
  type Arguments,
  escapeHtml,
  type Markdown,
  Mistake,
  markdownWith,
  numberOf,
  readArguments,
  type Token,
  termIn,
  texOf,
} from "./chapter-syntax.ts";

/**
 * Reads a chapter: a head of `key: value` lines between two `---`, then Markdown.
 *
 * - `## Title {#id book="anchor"}` begins a section; the anchor is the book's own.
 * - `:::figure name key="value"` … `:::` is a figure with its caption. `program="…"` is the reading room's program
 *   that does the same; `id="…"` where a figure stands twice; everything else is the figure's state, as a link writes it.
 * - `:::exercise X1.1 program="…"` … a line `***` … `:::` is an exercise, by its row, and its answer, which is folded.
 * - `:::aside` … `:::` is something said on the side.
 * - "chapter 3" becomes a link to the lab's chapter, or to the book's where the lab has none yet.
 * - A block that holds another begins and ends with one colon more.
 * - `*epoch*{#epoch}` is where a term of the glossary is explained, and `[epochs](#term-epoch)` leads there.
 * - `$…$` and `$$` lines are TeX; `\tag{6}` gives the book's number, and `[(6)](#eq-6)` refers to it.
 *
 * @param written the numbers of the chapters that the lab has
 * @throws Error "file:line: what is wrong" for a head, an equation, a block or a link that is wrong
 */
export function readChapter(source: string, file: string, written = writtenChapters()): Chapter {
  try {
    return parse(withUnits(source.replaceAll("\r\n", "\n")), written);
  } catch (error) {
    const line = error instanceof Mistake && error.line !== undefined ? `:${error.line}` : "";
    throw new Error(`${file}${line}: ${error instanceof Error ? error.message : error}`);
  }
}

function parse(source: string, written: ReadonlySet<number>): Chapter {
  const head = /^---\n(.*?)\n---\n/s.exec(source);
  if (head === null) throw new Mistake("a chapter begins with a head between two lines of ---", 1);
  const about = readHead(head[1]!);

  const figures: FigurePlace[] = [];
  const ids = new Map<string, number>();
  const claim = (id: string, line: number) => {
    if (ids.has(id)) throw new Mistake(`line ${ids.get(id)} has the id "${id}" already; this needs another`, line);
    ids.set(id, line);
  };
  /** What comes after the captions that are open. */
  const ends: string[] = [];
  const markdown = markdownWith({
    figure: (opening, given, line) => {
      if (opening) {
        const { html, end } = openFigure(given, line, about.number, figures, claim);
        ends.push(end);
        return html;
      }
      return ends.pop()!;
    },
    exercise: (opening, given, line) =>
      opening ? openExercise(given, line, about.number, claim) : "</div></details></aside>\n",
    aside: (opening) => (opening ? '<aside class="aside">' : "</aside>\n"),
  });
  linkChapters(markdown, Number(about.number), written);
  // The line between an exercise and its answer.
  markdown.renderer.rules.hr = () => '</div><details class="answer"><summary>The answer</summary><div>';

  // A wide table scrolls by itself on a narrow screen, so the keyboard must reach it.
  markdown.renderer.rules.table_open = () => '<table tabindex="0">\n';

  // Empty lines instead of the head, so that lines are counted as in the file.
  const text = head[0].replace(/[^\n]/g, "") + source.slice(head[0].length);
  const tokens = markdown.parse(text, {});
  checkBlocks(tokens, text.split("\n"));
  for (const token of tokens) {
    const equation = token.type === "equation" ? numberOf(texOf(token)!) : undefined;
    if (equation !== undefined) claim(`eq-${equation}`, token.map![0] + 1);
  }
  checkTerms(tokens, claim);
  writeMathematics(tokens);
  const sections = readSections(tokens, markdown, about.book, claim);
  markdown.renderer.rules.heading_close = (all, i) => {
    const id = all
      .slice(0, i)
      .findLast(({ type }) => type === "heading_open")
      ?.attrGet("id");
    const link = sections.find((section) => section.id === id)?.book;
    const there = link === undefined ? "" : ` <a class="in-the-book" href="${escapeHtml(link)}">in the book</a>`;
    return `${all[i]!.tag === "h2" ? there : ""}</${all[i]!.tag}>\n`;
  };
  const html = markdown.renderer.render(tokens, markdown.options, {});
  checkLinks(tokens, ids);
  return {
    number: Number(about.number),
    title: plainText(about.title, markdown, 1),
    book: about.book,
    summary: plainText(about.summary, markdown, 1),
    sections,
    figures,
    explained: readExplanations(tokens),
    html,
  };
}

/** The terms that the chapter explains, with the section of each; what stands before all sections has none. */
function readExplanations(tokens: readonly Token[]): Explanation[] {
  let section: string | undefined;
  return tokens.flatMap((block) => {
    if (block.type === "heading_open" && block.tag === "h2") section = String(block.attrGet("id"));
    return (block.children ?? []).flatMap((token) => {
      const term = termIn(token);
      return term === undefined ? [] : [{ term, ...(section === undefined ? {} : { section }) }];
    });
  });
}

type Claim = (id: string, line: number) => void;

interface Head {
  readonly number: string;
  readonly title: string;
  readonly book: string;
  readonly summary: string;
}

function readHead(text: string): Head {
  const about: Record<string, string> = {};
  for (const [i, line] of text.split("\n").entries()) {
    const [, key, value] = /^(\w+):\s+(.*\S)\s*$/.exec(line) ?? [];
    if (key === undefined) throw new Mistake("a line of the head is a key, a colon and a value", i + 2);
    about[key] = value!;
  }
  const { number, title, book, summary } = about;
  if (!number || !title || !book || !summary) {
    const missing = ["number", "title", "book", "summary"].find((key) => !about[key]);
    throw new Mistake(`the head says nothing of the chapter's ${missing}`, 1);
  }
  if (!/^\d+$/.test(number)) throw new Mistake(`the chapter's number is "${number}", which is no whole number`, 1);
  return { number, title, book, summary };
}

/** Text for places where there is no room for more than words, with its quotes as they are printed. */
function plainText(text: string, markdown: Markdown, line: number): string {
  const tokens = markdown.parseInline(text, {})[0]!.children ?? [];
  if (tokens.some(({ type }) => type !== "text")) throw new Mistake(`only words can stand here: ${text}`, line);
  return tokens.map(({ content }) => content).join("");
}

/** What the address of a part of a section ends with, so that search can lead there. */
const slugOf = (heading: string) =>
  heading
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join("-") ?? "";

/** The sections, whose headings lose what is in braces. */
function readSections(tokens: readonly Token[], markdown: Markdown, book: string, claim: Claim): Section[] {
  return tokens.flatMap((token, i) => {
    if (token.type !== "heading_open") return [];
    const line = token.map![0] + 1;
    const inline = tokens[i + 1]!;
    if (token.tag !== "h2") {
      const id = slugOf(inline.content);
      claim(id, line);
      token.attrSet("id", id);
      return [];
    }
    const [, words, attributes] = /^(.*?)\s*\{(.*)\}$/.exec(inline.content) ?? [];
    const id = /#([\w-]+)/.exec(attributes ?? "")?.[1];
    if (words === undefined || id === undefined)
      throw new Mistake(`the section "${inline.content}" has no {#id}`, line);
    claim(id, line);
    const title = plainText(words, markdown, line);
    const [only] = markdown.parseInline(words, {});
    inline.children = only!.children;
    token.attrSet("id", id);
    const anchor = readArguments(attributes!).named.book;
    return [{ id, title, ...(anchor === undefined ? {} : { book: `${book}#${anchor}` }) }];
  });
}

/** A block's name, which is all that it says without quotes. */
function nameOf({ words }: Arguments, what: string, line: number): string {
  const [name, other] = words;
  if (name === undefined) throw new Mistake(`${what} has no name`, line);
  if (other !== undefined) throw new Mistake(`${other}: after its name, ${what} has only key="value"`, line);
  return name;
}

interface FigureText {
  /** All up to the caption's words. */
  readonly html: string;
  /** What comes after them. */
  readonly end: string;
}

/** The task comes first: who reads from above meets the caption before the controls. */
function openFigure(given: Arguments, line: number, chapter: string, figures: FigurePlace[], claim: Claim): FigureText {
  const name = nameOf(given, "a figure", line);
  const { program, id = name, ...props } = given.named;
  if (!/^[\w-]+$/.test(id)) throw new Mistake(`"${id}" is no id: letters, digits and - make one`, line);
  claim(`figure-${id}`, line);
  const number = `${chapter}.${figures.length + 1}`;
  figures.push({ id, name, props, number });
  const also =
    program === undefined ? "" : `<p class="also"><a href="../programs/${program}/">Open the program</a></p>`;
  return {
    html:
      `<figure class="figure" id="figure-${id}" aria-labelledby="name-${id}" aria-describedby="caption-${id}">` +
      `<figcaption><span class="name" id="name-${id}"><span class="number">Figure ${number}</span> <!--title ${id}--></span>` +
      `<div id="caption-${id}">`,
    end: `</div></figcaption>${placeOf(id)}${also}</figure>\n`,
  };
}

/** Where the page puts what the figure looks like before any script runs. */
export function placeOf(id: string): string {
  return `<!--figure ${id}-->`;
}

function openExercise(given: Arguments, line: number, chapter: string, claim: Claim): string {
  const name = nameOf(given, "an exercise", line);
  const row = isRow(name) ? rows[name] : undefined;
  if (row?.kind !== "exercise" || row.chapter !== Number(chapter))
    throw new Mistake(`"${name}" is no exercise of chapter ${chapter}; docs/rows.md lists them`, line);
  claim(name, line);
  const { program } = given.named;
  const link = program === undefined ? "" : ` <a class="program" href="../programs/${program}/">its program</a>`;
  return `<aside class="exercise" id="${name}"><p class="label"><span>Exercise ${name}</span>${link}</p><div>`;
}
