/** What a chapter's Markdown has beyond Markdown: mathematics, and blocks for figures and exercises. */
import katex from "katex";
import MarkdownIt from "markdown-it";
import container from "markdown-it-container";

/** A word in quotes or without, after a block's name: `name key="a value"`. */
export interface Arguments {
  readonly words: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

export function readArguments(text: string): Arguments {
  const words: string[] = [];
  const named: Record<string, string> = {};
  for (const [, key, quoted, word] of text.matchAll(/(\w[\w-]*)="([^"]*)"|(\S+)/g))
    if (key !== undefined) named[key] = quoted!;
    else words.push(word!);
  return { words, named };
}

export const escapeHtml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** TeX as HTML with MathML beside it, which is what a screen reader reads; wrong TeX ends the build. */
export function mathematics(tex: string, displayMode: boolean): string {
  return katex.renderToString(tex, { displayMode, throwOnError: true, strict: "error", output: "htmlAndMathml" });
}

/** A line of an equation's own; its number is the book's, given by \tag. */
function equation(tex: string): string {
  const number = /\\tag\{([^}]*)\}/.exec(tex)?.[1];
  const id = number === undefined ? "" : ` id="eq-${number}"`;
  const name = number === undefined ? "Equation" : `Equation ${number}`;
  // It scrolls by itself where it is too wide, so the keyboard must reach it.
  return `<div class="equation"${id} role="group" aria-label="${name}" tabindex="0">${mathematics(tex, true)}</div>\n`;
}

/**
 * A reader of Markdown with `$a$`, `$$` blocks, and `:::` blocks of the given kinds, each of which is rendered by a
 * function of its arguments and of the place it begins or ends at.
 */
export function markdownWith(
  blocks: Readonly<Record<string, (opening: boolean, given: Arguments) => string>>,
): ReturnType<typeof MarkdownIt> {
  const markdown = new MarkdownIt({ html: false, typographer: true });
  markdown.inline.ruler.after("escape", "mathematics", (state, silent) => {
    if (state.src[state.pos] !== "$") return false;
    const end = state.src.indexOf("$", state.pos + 1);
    if (end <= state.pos + 1) return false;
    if (!silent) state.push("mathematics", "", 0).content = state.src.slice(state.pos + 1, end);
    state.pos = end + 1;
    return true;
  });
  markdown.block.ruler.before(
    "fence",
    "equation",
    (state, line, last, silent) => {
      const text = (at: number) => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]).trim();
      if (text(line) !== "$$") return false;
      let end = line + 1;
      while (end < last && text(end) !== "$$") end++;
      if (end === last) throw new Error(`line ${line + 1}: this equation has no end ($$)`);
      if (silent) return true;
      state.push("equation", "", 0).content = state.getLines(line + 1, end, 0, false).trim();
      state.line = end + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );
  markdown.renderer.rules.mathematics = (tokens, i) => mathematics(tokens[i]!.content, false);
  markdown.renderer.rules.equation = (tokens, i) => equation(tokens[i]!.content);
  for (const [name, render] of Object.entries(blocks))
    markdown.use(container, name, {
      render: (tokens: { nesting: number; info: string }[], i: number) => {
        const { nesting, info } = tokens[i]!;
        return render(nesting === 1, readArguments(info.trim().slice(name.length)));
      },
    });
  return markdown;
}
