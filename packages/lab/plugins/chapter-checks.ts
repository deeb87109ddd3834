/** What must hold of a chapter before it is written: each mistake is told with its line. */
import { terms } from "../src/terms/terms.ts";
import { equation, inlineTokens, Mistake, mathematics, type Token, termIn, texOf } from "./chapter-syntax.ts";

/** Turns TeX into what is shown. */
export function writeMathematics(tokens: readonly Token[]): void {
  const write = (token: Token, line: number, shown: (tex: string) => string) => {
    const tex = texOf(token);
    if (tex === undefined) throw new Mistake("this $ has no partner; a dollar is written \\$", line);
    if (tex.trim() === "") throw new Mistake("there is nothing in this equation", line);
    try {
      token.content = shown(tex);
    } catch (error) {
      throw new Mistake(`${error instanceof Error ? error.message : error} in ${tex}`, line);
    }
  };
  for (const token of tokens) if (token.type === "equation") write(token, token.map![0] + 1, equation);
  for (const { token, line } of inlineTokens(tokens))
    if (token.type === "mathematics") write(token, line, (tex) => mathematics(tex, false));
}

/** Blocks must end where they say, exercises must have an answer, and nothing may look like a block that is none. */
export function checkBlocks(tokens: readonly Token[], lines: readonly string[]): void {
  const open: { readonly kind: string; readonly line: number; readonly from: number; answers: number }[] = [];
  for (const [i, token] of tokens.entries()) {
    const line = (token.map?.[0] ?? 0) + 1;
    const kind = /^container_(.*)_(open|close)$/.exec(token.type)?.[1];
    if (kind !== undefined && token.nesting === 1) {
      const last = (lines[token.map![1]] ?? "").trim();
      if (!/^:{3,}$/.test(last) || last.length < token.markup.length)
        throw new Mistake(`this ${kind} has no end: a line of ${token.markup}`, line);
      open.push({ kind, line, from: i, answers: 0 });
    } else if (kind !== undefined) {
      const block = open.pop()!;
      if (kind === "exercise" && block.answers !== 1)
        throw new Mistake(`this exercise has ${block.answers} lines of ***: one comes before its answer`, block.line);
      if (block.from === i - 1) throw new Mistake(`there is nothing in this ${kind}`, block.line);
    } else if (token.type === "hr") {
      const block = open.at(-1);
      if (block?.kind !== "exercise") throw new Mistake("*** stands between an exercise and its answer only", line);
      block.answers++;
    } else if (token.type === "inline") {
      const stray = token.content.split("\n").findIndex((text) => /^\s*:::/.test(text));
      if (stray >= 0)
        throw new Mistake(
          "this ::: neither begins a figure, an exercise or an aside nor ends one; a block that holds another begins and ends with ::::",
          line + stray,
        );
    }
  }
}

const known = new Set(terms.map(({ id }) => id));

/** Terms that are explained must be in the list, each once: `claim` refuses an id that is taken. */
export function checkTerms(tokens: readonly Token[], claim: (id: string, line: number) => void): void {
  for (const { token, line } of inlineTokens(tokens)) {
    const term = termIn(token);
    if (term === undefined) continue;
    if (!known.has(term)) throw new Mistake(`no term of the glossary has the id "${term}"`, line);
    claim(`term-${term}`, line);
  }
}

/** Links within the chapter and to the glossary must lead to something. */
export function checkLinks(tokens: readonly Token[], ids: ReadonlyMap<string, number>): void {
  for (const { token, line } of inlineTokens(tokens)) {
    const href = token.type === "link_open" ? String(token.attrGet("href")) : "";
    if (href.startsWith("#") && !ids.has(href.slice(1)))
      throw new Mistake(`nothing in this chapter is called ${href}`, line);
    const term = /^\.\.\/glossary\/#(.*)$/.exec(href)?.[1];
    if (term !== undefined && !known.has(term)) throw new Mistake(`the glossary has no "${term}"`, line);
  }
}
