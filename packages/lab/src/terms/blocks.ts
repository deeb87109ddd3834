/**
 * What a reader of a page meets, in its order: blocks of words and of formulas. A block is what one takes in together: a
 * paragraph with the equations in it, a heading with what follows, a list, a table, a figure with its caption.
 */
export interface Block {
  readonly pieces: readonly Piece[];
}

/** Some words, or a formula as TeX, and the term that they explain or lead to. */
export interface Piece {
  readonly text: string;
  readonly isTex: boolean;
  /** The term that is explained here, or to which the words are a link. */
  readonly term?: string;
}

const VOID = new Set("area base br col hr img input link meta source track wbr".split(" "));
/** What begins a block of its own wherever it stands; within one of these nothing else does. */
const WHOLE = new Set("figure table ul ol".split(" "));

interface Open {
  readonly tag: string;
  readonly kind: string;
  readonly term?: string;
}

/** Reads HTML that our own programs have written: tags are closed, and attributes stand in double quotes. */
export function blocksOf(html: string): readonly Block[] {
  const blocks: Piece[][] = [[]];
  const open: Open[] = [];
  const isWithin = (kind: string) => open.some((element) => element.kind === kind);
  let goesOn = true;
  const begin = () => {
    if (!goesOn && blocks.at(-1)!.length > 0) blocks.push([]);
    goesOn = false;
  };
  for (const [part, closing, tag, attributes] of html.matchAll(
    /<!--.*?-->|<(\/?)([\w-]+)((?:\s+[^\s="<>/]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/gs,
  )) {
    if (part.startsWith("<!--")) continue;
    if (tag === undefined) {
      const isTex = isWithin("tex");
      const term = open.findLast((element) => element.term !== undefined)?.term;
      if (isTex || !isWithin("unseen"))
        blocks.at(-1)!.push({ text: decoded(part), isTex, ...(term === undefined ? {} : { term }) });
    } else if (closing === "/") {
      const at = open.findLastIndex((element) => element.tag === tag);
      if (at < 0) throw new Error(`</${tag}> closes nothing, after "${blocks.at(-1)!.at(-1)?.text ?? ""}"`);
      open.splice(at);
    } else {
      const kind = kindOf(tag, attributes ?? "");
      if (kind === "heading" || kind === "whole" || kind === "paragraph") if (!isWithin("whole")) begin();
      // The sentence goes on after an equation, and a heading speaks of what follows.
      if (kind === "equation" || kind === "heading") goesOn = true;
      if (!VOID.has(tag) && !part.endsWith("/>")) open.push({ tag, kind, ...termOf(tag, attributes ?? "") });
    }
  }
  return blocks.filter((pieces) => pieces.length > 0).map((pieces) => ({ pieces }));
}

function kindOf(tag: string, attributes: string): string {
  if (tag === "annotation") return "tex";
  if (/\bclass="katex"/.test(attributes) || tag === "script" || tag === "style") return "unseen";
  if (/\bclass="equation"/.test(attributes)) return "equation";
  if (/^h[1-6]$/.test(tag)) return "heading";
  return WHOLE.has(tag) ? "whole" : tag === "p" ? "paragraph" : "";
}

function termOf(tag: string, attributes: string): { readonly term?: string } {
  const term =
    tag === "dfn"
      ? /\bid="term-([\w-]+)"/.exec(attributes)?.[1]
      : /\bhref="(?:#term-|[^"#]*\/#term-|[^"#]*glossary\/#)([\w-]+)"/.exec(attributes)?.[1];
  return term === undefined ? {} : { term };
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };

function decoded(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
