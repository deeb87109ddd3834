import type { Chapter } from "../chapters/chapter.ts";
import { type Element, isOf, walk } from "../html/walk.ts";
import type { Entry } from "./entry.ts";

/** An entry whose text is still being read. */
type Draft = { -readonly [Key in keyof Entry]: Entry[Key] };

/** What is not read: links to elsewhere, numbers that the title has, and formulas' other forms. */
const isPassedOver = (element: Element) =>
  isOf(element, "in-the-book") ||
  isOf(element, "also") ||
  isOf(element, "label") ||
  isOf(element, "name") ||
  isOf(element, "katex-html") ||
  element.tag === "annotation" ||
  element.tag === "summary";

const isHeading = ({ tag }: Element) => tag === "h2" || tag === "h3";

/**
 * What can be found in a chapter: its sections and their parts, its numbered equations and its exercises, and of its figures the
 * captions, which the entry of the figure itself is made with.
 */
export function entriesOf({ number, html }: Pick<Chapter, "number" | "html">): {
  readonly entries: readonly Entry[];
  readonly captions: ReadonlyMap<string, string>;
} {
  const page = `chapter-${number}/`;
  const chapter = `Chapter ${number}`;
  const begin = (kind: Entry["kind"], title: string, id: string): Draft => ({
    kind,
    title,
    text: "",
    href: id === "" ? page : `${page}#${id}`,
    where: chapter,
  });
  let section = begin("text", chapter, "");
  let sectionTitle = "";
  const drafts: Draft[] = [section];
  const captions = new Map<string, string>();
  /** Blocks that stand apart from the section's text, the innermost last. */
  const apart: { readonly element: Element; readonly draft: Draft }[] = [];

  walk(html, {
    open(element) {
      const { id = "" } = element.attributes;
      if (isHeading(element)) {
        section = begin("text", "", id);
        if (element.tag === "h3") section.where = `${chapter}, ${sectionTitle}`;
        drafts.push(section);
      } else if (element.tag === "figure") apart.push({ element, draft: begin("figure", "", id) });
      else if (isOf(element, "exercise")) {
        const draft = { ...begin("exercise", `Exercise ${id}`, id), number: id, where: placeOf() };
        apart.push({ element, draft });
        drafts.push(draft);
      } else if (isOf(element, "equation") && id !== "") {
        const equation = id.replace(/^eq-/, "");
        const draft = { ...begin("equation", `Equation (${equation})`, id), number: equation, where: placeOf() };
        // What leads up to it says what it is about.
        draft.text = lastSentences(apart.at(-1)?.draft.text ?? section.text);
        draft.formula = mathOf(html, id);
        drafts.push(draft);
      }
      if (/^(p|li|td|th|h2|h3|div|tr)$/.test(element.tag)) say(" ");
    },
    close(element) {
      if (element.tag === "h2") sectionTitle = section.title.trim();
      const last = apart.at(-1);
      if (last?.element !== element) return;
      apart.pop();
      if (element.tag === "figure") captions.set(last.draft.href.replace(/^.*#figure-/, ""), tidy(last.draft.text));
    },
    text(text, within) {
      if (within.some(isPassedOver) || within.some((element) => isOf(element, "equation"))) return;
      if (within.some(isHeading)) section.title += text;
      else say(text);
    },
  });

  function say(text: string) {
    (apart.at(-1)?.draft ?? section).text += text;
  }
  function placeOf() {
    return sectionTitle === "" ? chapter : `${chapter}, ${sectionTitle}`;
  }
  const entries = drafts.map((draft) => ({ ...draft, title: tidy(draft.title), text: tidy(draft.text) }));
  return { entries: entries.filter(({ text, kind }) => text !== "" || kind === "equation"), captions };
}

/** Formulas have signs that are not seen. */
const tidy = (text: string) =>
  text
    .replace(/[\u2061-\u2064\u200b]/g, "")
    .replace(/\s+/g, " ")
    .trim();

const lastSentences = (text: string) =>
  tidy(text)
    .slice(-250)
    .replace(/^.*?[.?!:] (?=.{40})/, "");

/** The formula of an equation, without the TeX and the drawing that are beside it. */
function mathOf(html: string, id: string): string {
  const [, math = ""] = /(<math\b.*?<\/math>)/s.exec(html.slice(html.indexOf(`id="${id}"`))) ?? [];
  return math.replace(/<annotation\b.*?<\/annotation>/gs, "").replace(/<\/?semantics>/g, "");
}
