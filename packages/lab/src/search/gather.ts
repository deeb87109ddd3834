import type { Program } from "@nndl/book/programs/index";
import type { Chapter } from "../chapters/chapter.ts";
import type { FigureAbout } from "../figures/about.ts";
import { walk } from "../html/walk.ts";
import type { Entry as LibraryEntry } from "../pages/reference.ts";
import type { Term } from "../terms/term.ts";
import type { Entry } from "./entry.ts";
import { entriesOf } from "./of-chapter.ts";

/** All that the lab has to be found. */
export interface Found {
  readonly chapters: readonly Chapter[];
  readonly figures: readonly NamedFigure[];
  readonly programs: readonly Pick<Program, "name" | "title" | "chapter">[];
  readonly terms: readonly Term[];
  readonly library: readonly LibraryEntry[];
  readonly pages: readonly Entry[];
}

export interface NamedFigure {
  readonly name: string;
  readonly about: Pick<FigureAbout, "title" | "description" | "isPage">;
  /** Whether there is a small picture of it. */
  readonly hasPicture: boolean;
}

/** Every entry of the search, in no order that matters. */
export function gather({ chapters, figures, programs, terms, library, pages }: Found): Entry[] {
  const read = chapters.map((chapter) => ({ chapter, ...entriesOf(chapter) }));
  return [
    ...read.flatMap(({ entries }) => entries),
    ...figures.filter(({ about }) => about.isPage !== true).flatMap((figure) => ofFigure(figure, read)),
    ...programs.map(ofProgram),
    ...terms.map(ofTerm),
    ...library.flatMap(ofLibrary),
    ...pages,
  ];
}

type Read = { readonly chapter: Chapter; readonly captions: ReadonlyMap<string, string> };

/** A figure where it stands first. Those that run a program are the program's. */
function ofFigure({ name, about, hasPicture }: NamedFigure, read: readonly Read[]): Entry[] {
  const [place] = read.flatMap(({ chapter, captions }) =>
    chapter.figures.filter((figure) => figure.name === name).map((figure) => ({ ...figure, chapter, captions })),
  );
  if (name === "program" || place === undefined) return [];
  const entry: Entry = {
    kind: "figure",
    title: `Figure ${place.number}, ${about.title}`,
    number: place.number,
    text: `${place.captions.get(place.id) ?? ""} ${about.description}`.trim(),
    href: `chapter-${place.chapter.number}/#figure-${place.id}`,
    where: `Chapter ${place.chapter.number}`,
  };
  return [hasPicture ? { ...entry, picture: name } : entry];
}

function ofProgram({ name, title, chapter }: Found["programs"][number]): Entry {
  return {
    kind: "program",
    title,
    words: name,
    text: `${name}.ts, a short program to read and run`,
    href: `programs/${name}/`,
    where: `Chapter ${chapter}`,
  };
}

function ofTerm({ id, name, also = [], forms = [], meaning }: Term): Entry {
  const title = also.length === 0 ? name : `${name} (${also.join(", ")})`;
  return { kind: "term", title, words: forms.join(" "), text: meaning, href: `glossary/#${id}` };
}

function ofLibrary({ id, title, names }: LibraryEntry): Entry[] {
  return names.map(({ name, about }) => ({
    kind: "name",
    title: name,
    // trainOptions is found by "options", too.
    words: name.replace(/([a-z\d])([A-Z])/g, "$1 $2"),
    text: firstSentence(about),
    href: `api/${id}/#${name}`,
    where: title,
  }));
}

function firstSentence(html: string): string {
  let text = "";
  walk(html, { text: (part) => (text += part) });
  return /^.*?\.(?=\s|$)/s.exec(text.replace(/\s+/g, " ").trim())?.[0] ?? "";
}
