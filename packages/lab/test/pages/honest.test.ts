/** What every built page says of chapters, and of itself to those who are sent its address. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { build, paths } from "./good-to-read.ts";

const written = new Set(
  readdirSync(fileURLToPath(new URL("../../src/chapters", import.meta.url))).filter((name) => /^\d+$/.test(name)),
);
const htmlOf = (path: string) => readFileSync(join(build, path, "index.html"), "utf8");

/** Where a text speaks of a chapter that the lab does not have, without a link and without saying that it is the book's. */
function unmarked(html: string): string[] {
  const body = html.slice(html.indexOf("<body>"));
  // Sources and a link's own words say what they say.
  const text = body.replaceAll(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, "").replaceAll(/<a\b[\s\S]*?<\/a>/g, "");
  const words = text.replaceAll(/<[^>]*>/g, "");
  return [...words.matchAll(/\b[Cc]hapter (\d)\b(?!\d*[^.]{0,20}\bbook\b)/g)]
    .filter(([, number]) => !written.has(number!))
    .map(({ index }) => words.slice(Math.max(0, index - 40), index + 40));
}

it("finds what is neither linked nor marked", () => {
  expect(unmarked("<body><p>As in chapter 9, <a href='#'>chapter 8</a> and chapter 7 of the book.</p>")).toHaveLength(
    1,
  );
});

/** What a page says in its figures and of them, where it names a colour that is another one in the dark. */
function colouredWrongly(html: string): string[] {
  const figures = html.match(/<figure\b[\s\S]*?<\/figure>|<main\b[\s\S]*?<\/main>/g) ?? [];
  const words = figures
    .map((figure) => figure.replaceAll(/<(script|style|pre|code)\b[\s\S]*?<\/\1>/g, "").replaceAll(/<[^>]*>/g, " "))
    .join(" ");
  return [...words.matchAll(/\b(?:black|white)\b/gi)].map(({ index }) =>
    words.slice(Math.max(0, index - 40), index + 40),
  );
}

it("finds a colour that a figure has in one of two colour schemes only", () => {
  const inText = "<p>Black ink on white paper.</p>";
  const figure = "<figure><figcaption>The black mark</figcaption><pre>a white lie</pre></figure>";
  expect(colouredWrongly(`<body>${inText}${figure}</body>`)).toEqual([expect.stringContaining("The black mark")]);
});

describe.each(paths)("/%s", (path) => {
  it("speaks of no chapter as if it were there", () => {
    expect(unmarked(htmlOf(path))).toEqual([]);
  });
  // A chapter's text may say what paper is like; all else that these pages say is of their figures.
  const isOfFigures = /^(chapter-\d|figures\/.+)\/$/.test(path);
  if (isOfFigures)
    it("names no colour that is another one in the dark", () => {
      const html = htmlOf(path);
      expect(colouredWrongly(path.startsWith("chapter") ? html.replaceAll(/<\/?main\b/g, "<div") : html)).toEqual([]);
    });
});

it("says of each page what it is, and invents no address", () => {
  const titles = paths.map((path) => {
    const html = htmlOf(path);
    const property = (name: string) => new RegExp(`<meta property="og:${name}" content="([^"]+)">`).exec(html)?.[1];
    expect(property("description")!.length, path).toBeGreaterThan(20);
    expect(html).not.toMatch(/rel="canonical"|og:image|og:url/);
    return property("title");
  });
  expect(titles).not.toContain(undefined);
});
