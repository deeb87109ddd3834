/** What a chapter's Markdown has beyond Markdown: mathematics, and blocks for figures and exercises. */
import katex from "katex";
import MarkdownIt from "markdown-it";
import container from "markdown-it-container";

/** Something in a chapter that is wrong, and the line of the file where it is. */
export class Mistake extends Error {
  readonly line: number | undefined;
  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

/** Words after a block's name, with or without a value: `name key="a value"`. */
export interface Arguments {
  readonly words: readonly string[];
  readonly named: Readonly<Record<string, string>>;
}

export function readArguments(text: string): Arguments {
  const words: string[] = [];
  const named: Record<string, string> = {};
  for (const [, key, quoted, word] of text.matchAll(/([\w-]+)="([^"]*)"|(\S+)/g))
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

/** The book's number of an equation, given by \tag. */
export const numberOf = (tex: string) => /\\tag\{([^}]*)\}/.exec(tex)?.[1];

/** An equation that has lines of its own. */
export function equation(tex: string): string {
  const number = numberOf(tex);
  const id = number === undefined ? "" : ` id="eq-${number}"`;
  const name = number === undefined ? "Equation" : `Equation ${number}`;
  // It scrolls by itself where it is too wide, so the keyboard must reach it.
  return `<div class="equation"${id} role="group" aria-label="${name}" tabindex="0">${mathematics(tex, true)}</div>\n`;
}

/** Renders where a block opens (with what follows its name) and where it closes. */
export type BlockRenderer = (opening: boolean, given: Arguments, line: number) => string;

/**
 * A reader of Markdown with `$a$`, `$$` blocks, and `:::` blocks of the given kinds. An equation's token is rendered as
 * its `content`, which whoever reads the chapter makes of its {@link texOf TeX}.
 */
export function markdownWith(blocks: Readonly<Record<string, BlockRenderer>>): Markdown {
  const markdown = new MarkdownIt({ html: false, typographer: true });
  // Quotes become typographic. (c), (r) and +- stay what they are: here they are letters and signs.
  markdown.disable("replacements");
  markdown.inline.ruler.after("escape", "mathematics", (state, silent) => {
    if (state.src[state.pos] !== "$") return false;
    const end = state.src.indexOf("$", state.pos + 1);
    if (silent) {
      if (end > state.pos) state.pos = end + 1;
      return end > state.pos;
    }
    const token = state.push("mathematics", "", 0);
    // An opening $ without a closing one is nobody's TeX. The line is only known later.
    token.meta = end < 0 ? null : { tex: state.src.slice(state.pos + 1, end) };
    // Quotes look at what is beside them; beside an equation they are to be what they are beside a letter.
    token.content = "x";
    state.pos = end < 0 ? state.posMax : end + 1;
    return true;
  });
  markdown.block.ruler.before(
    "fence",
    "equation",
    (state, line, last, silent) => {
      const text = (at: number) => state.src.slice(state.bMarks[at]! + state.tShift[at]!, state.eMarks[at]).trim();
      if (text(line) !== "$$") return false;
      if (silent) return true;
      let end = line + 1;
      while (end < last && text(end) !== "$$") end++;
      if (end === last) throw new Mistake("this equation has no end: a line that is $$", line + 1);
      const token = state.push("equation", "", 0);
      token.meta = { tex: state.getLines(line + 1, end, 0, false).trim() };
      token.map = [line, end];
      state.line = end + 1;
      return true;
    },
    { alt: ["paragraph", "blockquote", "list"] },
  );
  markdown.core.ruler.after("inline", "terms", ({ tokens }) => {
    for (const { children } of tokens) if (children !== null) markTerms(children);
  });
  const content = (tokens: { content: string }[], i: number) => tokens[i]!.content;
  markdown.renderer.rules.mathematics = content;
  markdown.renderer.rules.equation = content;
  // A term that is explained leads to the glossary, which leads back to where it is explained.
  markdown.renderer.rules.em_open = (tokens, i, options, _, self) => {
    const term = termIn(tokens[i]!);
    return `${self.renderToken(tokens, i, options)}${term === undefined ? "" : `<a href="../glossary/#${term}">`}`;
  };
  markdown.renderer.rules.em_close = (tokens, i, options, _, self) =>
    `${tokens[i]!.tag === "dfn" ? "</a>" : ""}${self.renderToken(tokens, i, options)}`;
  for (const [name, render] of Object.entries(blocks))
    markdown.use(container, name, {
      render: (tokens: Token[], i: number) => {
        const { nesting, info, map } = tokens[i]!;
        return render(nesting === 1, readArguments(info.trim().slice(name.length)), (map?.[0] ?? 0) + 1);
      },
    });
  return markdown;
}

/** `*word*{#id}` is where a term is explained: a `dfn` that the glossary leads to, and that leads there. */
function markTerms(tokens: Token[]): void {
  for (const [i, token] of tokens.entries()) {
    const id = token.type === "text" ? /^\{#([\w-]+)\}/.exec(token.content)?.[1] : undefined;
    const close = tokens[i - 1];
    if (id === undefined || close?.type !== "em_close") continue;
    const open = tokens.slice(0, i).findLast(({ type, level }) => type === "em_open" && level === close.level)!;
    open.tag = close.tag = "dfn";
    open.attrSet("id", `term-${id}`);
    open.meta = { term: id };
    token.content = token.content.slice(id.length + 3);
  }
}

/** The term that a token begins the explanation of. */
export const termIn = ({ meta, tag }: Token): string | undefined =>
  tag === "dfn" && meta !== null ? String(meta.term) : undefined;

export type Markdown = ReturnType<typeof MarkdownIt>;
export type Token = ReturnType<Markdown["parse"]>[number];

/** The TeX of an equation's token; undefined for an opening $ without a closing one. */
export const texOf = ({ meta }: Token): string | undefined => (meta === null ? undefined : String(meta.tex));

/** Every word, link and equation of some text with the line of the file that it is in. */
export function* inlineTokens(tokens: readonly Token[]): Generator<{ readonly token: Token; readonly line: number }> {
  let line = 1;
  for (const block of tokens) {
    if (block.map !== null) line = block.map[0] + 1;
    let at = line;
    for (const token of block.children ?? []) {
      yield { token, line: at };
      if (token.type === "softbreak" || token.type === "hardbreak") at++;
      if (token.type === "mathematics") at += (texOf(token)?.match(/\n/g) ?? []).length;
    }
  }
}
