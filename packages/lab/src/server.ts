/** Writes the pages: runs once when the lab is built, and at each request in development. Nothing of it reaches a browser. */
import { createHash } from "node:crypto";
import { programs } from "@nndl/book/programs/index";
import type { Component } from "svelte";
import { render } from "svelte/server";
import type { FigurePlace } from "./chapters/chapter.ts";
import { chapters } from "./chapters/written.ts";
import { figuresToShow, lessonSteps } from "./class/lesson.ts";
import { shippedFile } from "./digits/shipped-file.ts";
import { escaped } from "./figures/addresses.ts";
import { type FigureModule, figureModules, wholePages } from "./figures/modules.ts";
import { PARTS, type WrittenPart } from "./figures/turns.ts";
import before from "./inline/before.js?raw";
import begin from "./inline/begin.js?raw";
import ApiEntryPage from "./pages/ApiEntryPage.svelte";
import ApiPage from "./pages/ApiPage.svelte";
import Bounded from "./pages/Bounded.svelte";
import ChapterPage from "./pages/ChapterPage.svelte";
import ClassPage from "./pages/ClassPage.svelte";
import Cover from "./pages/Cover.svelte";
import EmbedPage from "./pages/EmbedPage.svelte";
import FigurePage from "./pages/FigurePage.svelte";
import FiguresPage from "./pages/FiguresPage.svelte";
import GlossaryPage from "./pages/GlossaryPage.svelte";
import Island from "./pages/Island.svelte";
import NotFound from "./pages/NotFound.svelte";
import NotKept from "./pages/NotKept.svelte";
import ProgramPage from "./pages/ProgramPage.svelte";
import ProgramsPage from "./pages/ProgramsPage.svelte";
import SearchPage from "./pages/SearchPage.svelte";
import StudioPage from "./pages/StudioPage.svelte";
import TeachersPage from "./pages/TeachersPage.svelte";
import { buildIndex } from "./search/engine.ts";
import { gather } from "./search/gather.ts";
import { partsOf } from "./search/of-page.ts";
import { sharingOf } from "./sharing.ts";
import { explainedAt } from "./terms/explained-at.ts";
import { terms } from "./terms/terms.ts";
import { photographs } from "./thumbnails/photographs.ts";
import { type Drawing, drawingIn, thumbnail } from "./thumbnails/thumbnail.ts";

export { sharedPicture } from "./cover/shared-picture.ts";
export { sampleOf, samplesFile } from "./digits/samples.ts";
export { shippedFile } from "./digits/shipped-file.ts";
export { sharedPictureFile, siteFrom } from "./sharing.ts";

/** A page: where it is, what its head says, and its body. */
export interface Page {
  /** Without a slash at the beginning, with one at the end: "", "chapter-1/". */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly body: string;
}

const programSources = import.meta.glob<string>(["../../book/programs/*.ts", "!../../book/programs/*.test.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
});

/** The entry points of the library: its root, and one for each of these files. */
const entryNames = [
  "nndl",
  ...Object.keys(import.meta.glob(["../../nndl/src/entries/*.ts", "!../../nndl/src/entries/*.test.ts"])).map((path) =>
    path.replace(/^.*\/|\.ts$/g, ""),
  ),
];

const figureNames = [...figureModules.keys()].sort();

/** The addresses of all pages. */
export const paths: readonly string[] = [
  "",
  "studio/",
  "teachers/",
  "class/",
  "class/teacher/",
  "figures/",
  "glossary/",
  "programs/",
  "search/",
  "api/",
  "404.html",
  "offline.html",
  ...chapters.map(({ number }) => `chapter-${number}/`),
  ...figureNames.map((name) => `figures/${name}/`),
  ...figureNames.filter((name) => !wholePages.includes(name)).map((name) => `embed/${name}/`),
  ...programs.map(({ name }) => `programs/${name}/`),
  ...entryNames.map((name) => `api/${name}/`),
];

/** The page at an address; undefined where there is none. */
export async function pageAt(path: string): Promise<Page | undefined> {
  if (!paths.includes(path)) return undefined;
  const [room = "", name = ""] = path.split("/");
  if (room === "") {
    const island = await islandOf({ id: "cover", name: "cover", props: {} });
    return { ...of("nndl lab", COVER, Cover, { chapters, island }), path };
  }
  if (room === "404.html") return { ...of("Not here", "There is no such page.", NotFound, {}), path };
  if (room === "offline.html")
    return { ...of("Not kept", "This page was not kept for reading without a network.", NotKept, {}), path };
  if (room === "studio") {
    const island = await islandOf({ id: "studio", name: "studio", props: {} }, "page");
    return { ...of("The studio", STUDIO, StudioPage, { island }), path };
  }
  if (room === "teachers")
    return {
      ...of("For teachers", TEACHERS, TeachersPage, { steps: await lessonSteps(), shows: figuresToShow }),
      path,
    };
  if (room === "class") {
    const isTeacher = name === "teacher";
    const figure = isTeacher ? "class-teacher" : "class";
    const { about } = await figureOf(figure);
    const island = await islandOf({ id: figure, name: figure, props: {} }, "page");
    return { ...of(about.title, about.description, ClassPage, { island, isTeacher }), path };
  }
  if (room === "glossary") {
    const entries = terms.map((term) => ({ ...term, explained: explainedAt(term, chapters) }));
    return { ...of("Glossary", GLOSSARY, GlossaryPage, { entries }), path };
  }
  if (room === "search") return { ...of("Search", SEARCH, SearchPage, { chapters }), path };
  if (room === "figures" && name === "") {
    const figures = await namedFigures();
    return { ...of("Figures", "Every figure of the lab, by itself.", FiguresPage, { figures, chapters }), path };
  }
  if (room === "figures") {
    const { about } = await figureOf(name);
    const island = await islandOf({ id: name, name, props: {} }, "page");
    return { ...of(about.title, about.description, FigurePage, { about, island, places: placesOf(name) }), path };
  }
  if (room === "embed") {
    const { about } = await figureOf(name);
    const island = await islandOf({ id: name, name, props: {} }, "embedded");
    return { ...of(about.title, about.description, EmbedPage, { title: about.title, island }), path };
  }
  if (room === "programs" && name === "")
    return { ...of("Programs", "The reading room: one idea of the book each.", ProgramsPage, { programs }), path };
  if (room === "programs") {
    const program = programs.find((candidate) => candidate.name === name)!;
    const source = programSources[`../../book/programs/${name}.ts`]!;
    const island = await islandOf({ id: "program", name: "program", props: { name } });
    return {
      ...of(program.title, programSaid(program.chapter), ProgramPage, { program, source, island }),
      path,
    };
  }
  if (room === "api") {
    // It takes seconds to read, so in development only who looks at it waits for it.
    const { default: entries } = await import("virtual:reference");
    if (name === "") return { ...of("The library", API, ApiPage, { entries }), path };
    const entry = entries.find(({ id }) => id === name)!;
    return {
      ...of(
        entry.title,
        `Every public name of ${entry.title}: its declaration, what it throws, and examples.`,
        ApiEntryPage,
        { entry },
      ),
      path,
    };
  }
  const chapter = chapters.find(({ number }) => `chapter-${number}` === room)!;
  const islands = await Promise.all(chapter.figures.map((figure) => islandOf(figure)));
  const titles = await Promise.all(chapter.figures.map(async ({ name }) => (await figureOf(name)).about.title));
  const html = chapter.figures.reduce(
    (text, { id }, i) =>
      text.replace(`<!--figure ${id}-->`, () => islands[i]!).replace(`<!--title ${id}-->`, () => escaped(titles[i]!)),
    chapter.html,
  );
  return {
    ...of(`${chapter.number} · ${chapter.title}`, chapter.summary, ChapterPage, { chapter, chapters, html }),
    path,
  };
}

const COVER = "Neural networks and deep learning, alive: every figure trains, draws and answers in your browser.";
const GLOSSARY = "The words and symbols of neural networks, each in a sentence or two, and where they are explained.";
const SEARCH = "Finds sections, equations, figures, exercises, programs, words and the library’s names.";
const API = "The reference of nndl: every public name, with its declaration, what it throws, and examples.";
const TEACHERS = "A lesson of 45 minutes, figures to show and to embed, and how to have the lab at your school.";
const STUDIO = "Build a network, train it, look into it, and send the link that gives everyone the same one.";

/** What the search reads: its index, as JSON. */
export async function searchIndex(): Promise<string> {
  const { default: library } = await import("virtual:reference");
  const figures = await namedFigures();
  const [pupils, teacher, lesson] = await Promise.all(["class/", "class/teacher/", "teachers/"].map(pageAt));
  const pages = (
    [
      ["studio/", "The studio", STUDIO],
      ["figures/", "Figures", "Every figure of the lab, by itself."],
      ["glossary/", "Glossary", GLOSSARY],
      ["programs/", "Programs", "The reading room: one idea of the book each."],
      ["api/", "The library", API],
      ...[pupils!, teacher!, lesson!].map(({ path, title, description }) => [path, title, description] as const),
    ] as const
  ).map(([href, title, text]) => ({ kind: "page", href, title, text }) as const);
  const parts = partsOf(lesson!.body, { title: lesson!.title, href: lesson!.path });
  return JSON.stringify(
    buildIndex(gather({ chapters, figures, programs, terms, library, pages: [...pages, ...parts] })),
  );
}

async function namedFigures() {
  const drawn = await drawings();
  return Promise.all(
    figureNames.map(async (name) => ({
      name,
      about: (await figureOf(name)).about,
      hasPicture: drawn.has(name) || photographs.has(name),
    })),
  );
}

/** What figures show before any script runs, of those that do. */
async function drawings(): Promise<ReadonlyMap<string, Drawing>> {
  const all = await Promise.all(
    figureNames.map(async (name) => [name, drawingIn(await islandOf({ id: name, name, props: {} }))] as const),
  );
  return new Map(all.flatMap(([name, drawing]) => (drawing === undefined ? [] : [[name, drawing]])));
}

/** The small pictures of figures as SVG, by the figures' names. */
export async function thumbnails(css: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...photographs,
    ...[...(await drawings())].map(([name, drawing]) => [name, thumbnail(drawing, css)] as const),
  ]);
}

const programSaid = (chapter: number) =>
  `One idea of chapter ${chapter} of the book as a short program in plain TypeScript, to read and to run in the page.`;

/** The chapters that a figure stands in. */
function placesOf(name: string) {
  return chapters.flatMap(({ number, title, figures }) =>
    figures.filter((figure) => figure.name === name).map((figure) => ({ ...figure, chapter: number, title })),
  );
}

async function figureOf(name: string): Promise<FigureModule> {
  const load = figureModules.get(name);
  if (load === undefined)
    throw new Error(`there is no figure "${name}": no chapter has figures/${name}.svelte in src/chapters`);
  return load();
}

/** What a figure looks like before any script runs, with what the script needs to bring it to life. */
async function islandOf(
  { id, name, props }: Pick<FigurePlace, "id" | "name" | "props">,
  alone?: "page" | "embedded",
): Promise<string> {
  const figure = await figureOf(name);
  const body = withParts(Island, { figure, name, given: props, alone }, id);
  const data = { figure: name, given: JSON.stringify(props), ...(alone === undefined ? {} : { alone }) };
  const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escaped(value)}"`);
  return `<div class="island"${attributes.join("")}>${body}</div>`;
}

/** A component with its parts, and theirs, each of which is written by itself as it comes to life by itself. */
function withParts<Props extends Record<string, unknown>>(
  Figure: Component<Props>,
  props: Props,
  idPrefix: string,
  around = new Map<unknown, unknown>(),
): string {
  const parts: WrittenPart[] = [];
  const context = new Map([...around, [PARTS, parts]]);
  const { body } = render(Figure as Component<Record<string, unknown>>, { props, idPrefix, context });
  return body.replace(/(<(?:div|g) [^>]*)data-part="(\d+)">/g, (_, opening: string, number: string) => {
    const { context: inside, ...given } = parts[Number(number) - 1]!;
    return `${opening}>${withParts(Bounded, given, `${idPrefix}-${number}`, inside)}`;
  });
}

function of<Props extends Record<string, unknown>>(
  title: string,
  description: string,
  Page: Component<Props>,
  props: Props,
): Omit<Page, "path"> {
  return { title, description, body: render(Page as Component<Record<string, unknown>>, { props }).body };
}

/** What only the build knows of: the scripts and styles, by address from the site's root. */
export interface Assets {
  readonly scripts: readonly string[];
  readonly preloads: readonly string[];
  /** Those of each figure, by its name. */
  readonly ofFigures: Readonly<Record<string, readonly string[]>>;
  readonly styles: readonly string[];
  /** Those that every page begins with. */
  readonly fonts: readonly string[];
  /** The italics, which come too late to be shown where they are not asked for at once. */
  readonly italics: readonly string[];
}

/** The scripts that stand in the pages themselves, without their comments. */
const [firstScript, lastScript] = [before, begin].map((source) => source.replace(/^\s*(\/\/.*)?\n/gm, ""));
const hashes = [firstScript, lastScript].map(
  (script) => `'sha256-${createHash("sha256").update(script!).digest("base64")}'`,
);

const POLICY = [
  "default-src 'self'",
  // The kernels are WebAssembly.
  `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(" ")}`,
  // The library's threads start from blobs.
  "worker-src 'self' blob:",
  // KaTeX and Svelte write style attributes.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data:",
  "base-uri 'self'",
  "object-src 'none'",
].join("; ");

/** The whole document of a page. */
export function documentOf(
  page: Page,
  { scripts, preloads, ofFigures, styles, fonts, italics }: Assets,
  { policy = true, site }: { readonly policy?: boolean; readonly site?: string | undefined } = {},
): string {
  const depth = page.path.split("/").length - 1;
  const root = depth === 0 ? "./" : "../".repeat(depth);
  const title = page.path === "" ? page.title : `${page.title} · nndl lab`;
  // A figure that stands alone is looked at at once; those of a chapter are fetched when a reader comes near.
  const figures = [...page.body.matchAll(/data-figure="([\w-]+)"/g)].map(([, name = ""]) => name);
  const alone =
    figures.length === 1 ? (ofFigures[figures[0]!] ?? []).filter((script) => !preloads.includes(script)) : [];
  const { tags, canonical } = sharingOf(page, site);
  const lines = [
    '<meta charset="utf-8">',
    policy ? `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` : "",
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<meta name="description" content="${escaped(page.description)}">`,
    ...tags.map(([property, content]) => `<meta property="${property}" content="${escaped(content)}">`),
    canonical === undefined ? "" : `<link rel="canonical" href="${escaped(canonical)}">`,
    '<meta name="color-scheme" content="light dark">',
    `<link rel="icon" href="${root}icon.svg" type="image/svg+xml">`,
    `<link rel="expect" href="#page-end" blocking="render">`,
    `<script>${firstScript}</script>`,
    ...[...fonts, ...(/<(em|i|dfn)\b/.test(page.body) ? italics : [])].map(
      (font) => `<link rel="preload" href="${root}${font}" as="font" type="font/woff2" crossorigin>`,
    ),
    ...styles.map((style) => `<link rel="stylesheet" href="${root}${style}">`),
  ].filter(Boolean);
  const later = [
    // The network of the cover reads what is drawn within a second: it comes beside the scripts, not after them.
    figures.includes("cover") ? `<link rel="preload" href="${root}${shippedFile}" as="fetch" crossorigin>` : "",
    ...[...preloads, ...alone].map((script) => `<link rel="modulepreload" href="${root}${script}">`),
    ...scripts.map((script) => `<script type="module" src="${/^\//.test(script) ? script : root + script}"></script>`),
  ].filter(Boolean);
  const end = `<template data-scripts>\n${later.join("\n")}\n</template>\n<script>${lastScript}</script>\n<template id="page-end"></template>`;
  // The addresses in the pages' frames are written from the root.
  const body = page.body.replace(/\b(href|src)="~\//g, `$1="${root}`);
  return `<!doctype html>\n<html lang="en-GB" data-root="${root}">\n<head>\n${lines.join("\n")}\n</head>\n<body>\n${body}\n${end}\n</body>\n</html>\n`;
}
