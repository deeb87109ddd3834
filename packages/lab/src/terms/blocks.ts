import { type Element, isOf, walk } from "../html/walk.ts";

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

/** What begins a block of its own wherever it stands; within one of these nothing else does. */
const WHOLE = new Set("figure table ul ol".split(" "));

const isWhole = ({ tag }: Element) => WHOLE.has(tag);
const isHeading = ({ tag }: Element) => /^h[1-6]$/.test(tag);
const isTex = ({ tag }: Element) => tag === "annotation";
const isUnseen = (element: Element) => element.tag === "script" || element.tag === "style" || isOf(element, "katex");

export function blocksOf(html: string): readonly Block[] {
  const blocks: Piece[][] = [[]];
  let goesOn = true;
  walk(html, {
    open(element, within) {
      if ((isHeading(element) || isWhole(element) || element.tag === "p") && !within.some(isWhole)) {
        if (!goesOn && blocks.at(-1)!.length > 0) blocks.push([]);
        goesOn = false;
      }
      // The sentence goes on after an equation, and a heading speaks of what follows.
      if (isOf(element, "equation") || isHeading(element)) goesOn = true;
    },
    text(text, within) {
      const tex = within.some(isTex);
      if (!tex && within.some(isUnseen)) return;
      const term = within.map(termOf).findLast((id) => id !== undefined);
      blocks.at(-1)!.push({ text, isTex: tex, ...(term === undefined ? {} : { term }) });
    },
  });
  return blocks.filter((pieces) => pieces.length > 0).map((pieces) => ({ pieces }));
}

function termOf({ tag, attributes: { id = "", href = "" } }: Element): string | undefined {
  if (tag === "dfn") return /^term-(.+)$/.exec(id)?.[1];
  return /(?:#term-|glossary\/#)([\w-]+)$/.exec(href)?.[1];
}
