import { walk } from "../html/walk.ts";
import type { Entry } from "./entry.ts";

/**
 * What can be found on a page that is read from above: each part under a heading with its own text. A part without an address of its
 * own has that of the section around it.
 */
export function partsOf(html: string, page: Pick<Entry, "title" | "href">): Entry[] {
  const parts: { title: string; text: string; readonly href: string }[] = [];
  let anchor = "";
  walk(html, {
    open({ tag, attributes: { id } }) {
      if (tag === "h2" || tag === "h3") {
        if (id !== undefined || tag === "h2") anchor = id ?? "";
        parts.push({ title: "", text: "", href: anchor === "" ? page.href : `${page.href}#${anchor}` });
      } else if (/^(p|li|div|pre)$/.test(tag)) say("text", " ");
    },
    text(text, within) {
      if (!within.some(({ tag }) => tag === "main")) return;
      say(within.some(({ tag }) => tag === "h2" || tag === "h3") ? "title" : "text", text);
    },
  });
  /** What stands before the first heading, and after the last part, is the page's own. */
  function say(of: "title" | "text", words: string) {
    const part = parts.at(-1);
    if (part !== undefined) part[of] += words;
  }
  const tidy = (words: string) => words.replace(/\s+/g, " ").trim();
  return parts
    .map(
      ({ title, text, href }): Entry => ({
        kind: "page",
        title: tidy(title),
        text: tidy(text),
        href,
        where: page.title,
      }),
    )
    .filter(({ text }) => text !== "");
}
