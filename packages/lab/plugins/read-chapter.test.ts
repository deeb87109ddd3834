import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { experiments } from "@nndl/book";
import { describe, expect, it } from "vitest";
import { placeOf, readChapter } from "./read-chapter.ts";

const head = `---
number: 4
title: The chapter's title
book: http://example.org/chap4.html
summary: What it's about: much.
---
`;
const read = (...lines: string[]) => readChapter(head + lines.join("\n"), "4.chapter.md");
/** The line of the file that the first line after the head is. */
const first = 7;

describe("what a chapter becomes", () => {
  it("has what its head says, with printed quotes", () => {
    expect(read("Text.")).toEqual({
      number: 4,
      title: "The chapter’s title",
      book: "http://example.org/chap4.html",
      summary: "What it’s about: much.",
      sections: [],
      figures: [],
      explained: [],
      html: "<p>Text.</p>\n",
    });
  });

  it("is the same with the line ends of Windows", () => {
    const source = `${head}## A {#a}\n\n:::figure f\nLook.\n:::\n`;
    expect(readChapter(source.replaceAll("\n", "\r\n"), "f")).toEqual(readChapter(source, "f"));
  });

  it("has sections that link to the book's", () => {
    const { sections, html } = read(
      '## Nielsen\'s idea {#idea book="the_idea"}',
      "",
      "## Ours {#ours}",
      "",
      "### Part",
    );
    expect(sections).toEqual([
      { id: "idea", title: "Nielsen’s idea", book: "http://example.org/chap4.html#the_idea" },
      { id: "ours", title: "Ours" },
    ]);
    expect(html).toContain(
      '<h2 id="idea">Nielsen’s idea <a class="in-the-book" href="http://example.org/chap4.html#the_idea">in the book</a></h2>',
    );
    expect(html).toContain('<h2 id="ours">Ours</h2>');
    expect(html).toContain('<h3 id="part">Part</h3>');
  });

  it("has the terms that it explains, which lead to the glossary, and of which it may speak", () => {
    const { explained, html } = read(
      "A *seed*{#seed} and *this*.",
      "",
      "## A {#a}",
      "",
      "- An [epoch](#term-epoch) is an *epoch*{#epoch}, [so](../glossary/#adam).",
    );
    expect(explained).toEqual([{ term: "seed" }, { term: "epoch", section: "a" }]);
    expect(html).toContain(
      '<p>A <dfn id="term-seed"><a href="../glossary/#seed">seed</a></dfn> and <em>this</em>.</p>',
    );
    expect(html).toContain('<a href="#term-epoch">epoch</a> is an <dfn id="term-epoch">');
  });

  it("leads to other chapters where it speaks of them: to the lab's, or else to the book's", () => {
    const source = `${head}Chapter 1 and chapter 3; chapter 4 is this, chapter 9 is none, [chapter 1](#a) has a link.\n\n## A {#a}\n`;
    const { html } = readChapter(source, "f", new Set([1, 4]));
    expect(html).toContain('<a href="~/chapter-1/">Chapter 1</a> and');
    expect(html).toMatch(/<a href="http:[^"]*\/chap3\.html" title="In the book: [^"]*">chapter 3<\/a>; chapter 4 is/);
    expect(html).toContain('chapter 9 is none, <a href="#a">chapter 1</a> has');
  });

  it("has figures with a number, what they are told, and a place for the server", () => {
    const { figures, html } = read(
      ':::figure surface from="valley" steps="3" program="gradient-descent"',
      "Turn it.",
      ":::",
      "",
      ':::figure surface id="again"',
      "And again.",
      ":::",
    );
    expect(figures).toEqual([
      { id: "surface", name: "surface", props: { from: "valley", steps: "3" }, number: "4.1" },
      { id: "again", name: "surface", props: {}, number: "4.2" },
    ]);
    expect(html).toContain(placeOf("surface"));
    expect(html).toContain('href="../programs/gradient-descent/"');
    // The task stands above what it is about.
    expect(html).toMatch(
      /<figure [^>]*aria-labelledby="name-again" aria-describedby="caption-again"><figcaption>.*<!--title again-->.*And again\..*<!--figure again-->/s,
    );
  });

  it("may name a figure that nobody has made yet: the server, which has them, says so", () => {
    expect(read(":::figure not-there-yet", "Look.", ":::").figures[0]!.name).toBe("not-there-yet");
  });

  it("folds an exercise's answer, and has room for a figure in it", () => {
    const { html, figures } = read(
      '::::exercise X4.1 program="perceptrons"',
      "Why?",
      "",
      "***",
      "",
      "Because.",
      "",
      ":::figure program",
      "Run it.",
      ":::",
      "::::",
      "",
      "After.",
    );
    expect(figures).toHaveLength(1);
    expect(html).toMatch(
      /<aside class="exercise" id="X4.1">.*<div><p>Why\?<\/p>\n<\/div><details class="answer"><summary>The answer<\/summary><div><p>Because\.<\/p>\n<figure.*<\/figure>\n<\/div><\/details><\/aside>\n<p>After\.<\/p>/s,
    );
  });

  it("has equations with the book's numbers, which text refers to", () => {
    const { html } = read("See [(3)](#eq-3), or $a<b$.", "$$", "x = 1 \\tag{3}", "$$");
    expect(html).toContain('<div class="equation" id="eq-3" role="group" aria-label="Equation 3" tabindex="0">');
    expect(html).toContain("<math");
    expect(html).toContain("a&lt;b");
  });

  it("reads an equation in a list, in a table, and over two lines", () => {
    expect(read("- one $x$").html).toContain("<math");
    expect(read("| a |", "| - |", "| $x$ |").html).toMatch(/^<table tabindex="0">.*<math/s);
    expect(read("so $x +", "y$ it is").html.match(/<math/g)).toHaveLength(1);
  });
});

describe("what typography leaves alone", () => {
  it.each([
    ["letters in brackets", "(c) and (r) and (p)", "<p>(c) and (r) and (p)</p>"],
    ["signs", "+- and ... and --", "<p>+- and ... and --</p>"],
    ["a dollar", "\\$5", "<p>$5</p>"],
    ["code", "`'a' \"b\" $c$`", "<p><code>'a' &quot;b&quot; $c$</code></p>"],
    ["markup, which a chapter has none of", "<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"],
  ])("%s", (_, given, html) => expect(read(given).html).toBe(`${html}\n`));

  it("makes apostrophes and quotes, beside an equation too", () => {
    const words = (text: string) =>
      read(text)
        .html.replace(/<span class="katex">.*?<\/annotation>.*?(?:<\/span>)+(?=[^<]|<\/p>)/gs, "M")
        .replace(/<\/?p>\n?/g, "");
    expect(words("it's \"so\" and 'so'")).toBe("it’s “so” and ‘so’");
    expect(words("$\\sigma^{-1}$'s values")).toBe("M’s values");
    expect(words('is "$x$" or')).toBe("is “M” or");
  });
});

describe("what is wrong is told with its file and line", () => {
  const wrong = (what: RegExp, line: number, ...lines: string[]) => {
    expect(() => read(...lines)).toThrow(new RegExp(`^4\\.chapter\\.md:${line}: .*${what.source}`, "s"));
  };

  it("no head", () => {
    expect(() => readChapter("## Title {#t}\n", "x.md")).toThrow("x.md:1: a chapter begins with a head");
    expect(() => readChapter("", "x.md")).toThrow("x.md:1: a chapter begins with a head");
    expect(() => readChapter("---\nnumber: 4\n", "x.md")).toThrow("x.md:1: a chapter begins with a head");
  });

  it.each(["number", "title", "book", "summary"])("a head without its %s", (key) => {
    const source = head.replace(new RegExp(`^${key}:.*\n`, "m"), "");
    expect(() => readChapter(source, "x.md")).toThrow(`x.md:1: the head says nothing of the chapter's ${key}`);
  });

  it("a head that says something else", () => {
    expect(() => readChapter(head.replace("title:", "title"), "x.md")).toThrow("x.md:3: a line of the head is a key");
    expect(() => readChapter(head.replace("4", "four"), "x.md")).toThrow('"four", which is no whole number');
    expect(() => readChapter(head.replace("much", "$x$"), "x.md")).toThrow("only words can stand here");
  });

  it("a section without an id, two with one id, or one with an equation in its title", () => {
    wrong(/the section "A" has no \{#id\}/, first + 2, "Text.", "", "## A");
    wrong(/line 7 has the id "a" already/, first + 2, "## A {#a}", "", "## B {#a}");
    wrong(/only words can stand here/, first, "## The $x$ {#a}");
  });

  it("an equation without end, with nothing in it, or a lone dollar", () => {
    wrong(/this equation has no end/, first + 1, "Text:", "$$", "x = 1");
    wrong(/there is nothing in this equation/, first, "$$", "$$");
    wrong(/this \$ has no partner/, first + 1, "It costs", "5 $ a piece.");
  });

  it("TeX that is wrong, between words or by itself, with the TeX", () => {
    wrong(/\\wrongly/, first + 3, "Some", "words $a$", "over lines", "and $\\wrongly{x}$.");
    wrong(/KaTeX/, first + 2, "Text.", "", "$$", "\\frac{1}{", "$$");
    wrong(/unicodeTextInMathMode/, first, "A letter that TeX has not: $é$");
    wrong(/\\wrongly/, first + 2, "- one", "- two", "- three $\\wrongly$");
    wrong(/\\wrongly/, first + 2, "so $x +", "y$ then", "$\\wrongly$");
  });

  it("two equations of one number", () => {
    wrong(/line 7 has the id "eq-1" already/, first + 4, "$$", "x \\tag{1}", "$$", "", "$$", "y \\tag{1}", "$$");
  });

  it("two figures of one id, or one that cannot be", () => {
    wrong(/"figure-f" already/, first + 4, ":::figure f", "A.", ":::", "", ":::figure f", "B.", ":::");
    wrong(/"figure-f" already/, first + 4, ":::figure f", "A.", ":::", "", ':::figure g id="f"', "B.", ":::");
    wrong(/"a b" is no id/, first, ':::figure f id="a b"', "A.", ":::");
  });

  it("a figure without a name, without a caption, or with half an argument", () => {
    wrong(/a figure has no name/, first, ":::figure", "A.", ":::");
    wrong(/there is nothing in this figure/, first + 2, "Text.", "", ":::figure f", ":::");
    wrong(/command=npx: after its name/, first, ":::figure f command=npx", "A.", ":::");
    wrong(/after its name/, first, ':::figure f command="npx nndl', "A.", ":::");
  });

  it.each(["X4.4", "X1.1", "A4.1", "4.1"])("an exercise %s, which this chapter does not have", (name) => {
    wrong(/is no exercise of chapter 4/, first, `:::exercise ${name}`, "Why?", "***", "A", ":::");
  });

  it("an exercise without an answer, with two, or twice", () => {
    wrong(/has 0 lines of \*\*\*/, first, ":::exercise X4.1", "Why?", ":::");
    wrong(/has 2 lines of \*\*\*/, first, ":::exercise X4.1", "Why?", "***", "A", "", "***", "B", ":::");
    const x = [":::exercise X4.1", "Why?", "***", "A", ":::", ""];
    wrong(/"X4.1" already/, first + 6, ...x, ...x);
    wrong(/stands between an exercise and its answer only/, first + 2, "Text.", "", "***");
  });

  it("blocks that do not end, that nobody knows, or that end twice", () => {
    wrong(/this figure has no end/, first, ":::figure f", "A.");
    wrong(/this exercise has no end/, first, "::::exercise X4.1", "Why?", "***", "A", ":::");
    wrong(/this ::: neither begins/, first + 1, "Text.", ":::figur f", "A.", ":::");
    wrong(/begins and ends with ::::/, first + 7, ...":::exercise X4.1|Why?|***|:::figure f|A.|:::||:::".split("|"));
  });

  it("a link to nothing in the chapter", () => {
    wrong(/nothing in this chapter is called #eq-9/, first + 1, "See", "[(9)](#eq-9).");
  });

  it("a term that the glossary has not, or that is explained twice", () => {
    wrong(/no term of the glossary has the id "magic"/, first, "This is *magic*{#magic}.");
    wrong(/the glossary has no "magic"/, first, "See [magic](../glossary/#magic).");
    wrong(/line 7 has the id "term-seed" already/, first + 2, "A *seed*{#seed}.", "", "A *seed*{#seed}.");
  });
});

describe("the lab's chapters", () => {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
  const folder = path("../src/chapters/");
  const rooms = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

  it.each(rooms.map(({ name }) => name))("%s names programs, experiments and commands that exist", (room) => {
    const file = `${folder}${room}/chapter.md`;
    const source = readFileSync(file, "utf8");
    const chapter = readChapter(source, file);
    expect(String(chapter.number)).toBe(room);
    const programs = [
      ...[...chapter.html.matchAll(/\.\.\/programs\/([\w-]+)\//g)].map(([, name]) => name!),
      ...chapter.figures.flatMap(({ name, props }) => (name === "program" ? [props.name ?? ""] : [])),
    ];
    for (const name of programs) expect(existsSync(path(`../../book/programs/${name}.ts`)), name).toBe(true);
    const known = experiments.map(({ name }) => name);
    for (const [, name] of source.matchAll(/nndl reproduce (ch[\w/-]+)/g)) expect(known).toContain(name);
  });
});
