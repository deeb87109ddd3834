import { type Block, blocksOf } from "./blocks.ts";
import type { Term } from "./term.ts";

/** A word of the trade that a text uses before it has explained it, and where. */
export interface EarlyUse {
  readonly term: string;
  readonly word: string;
  readonly around: string;
}

/**
 * The terms that a page uses before the block that explains them, the first time without a link to an explanation.
 *
 * @param known the terms that its readers have met before they come to it
 */
export function earlyUses(html: string, terms: readonly Term[], known: ReadonlySet<string> = new Set()): EarlyUse[] {
  const words = patternOf(terms);
  const met = new Set(known);
  const early: EarlyUse[] = [];
  for (const block of blocksOf(html)) {
    for (const { term } of block.pieces) if (term !== undefined) met.add(term);
    for (const { term, word, around } of usesIn(block, words, terms))
      if (!met.has(term)) {
        met.add(term);
        early.push({ term, word, around });
      }
  }
  return early;
}

/** Which term a word or a piece of TeX belongs to, and the pattern that finds them all, the longest first. */
interface Words {
  readonly pattern: RegExp;
  readonly termOf: ReadonlyMap<string, string>;
}

const isSymbol = (word: string) => [...word].length === 1 || !/\p{L}{2}/u.test(word);

function patternOf(terms: readonly Term[]): Words {
  const termOf = new Map<string, string>();
  // "He (first weights)" is no word of a text: "He" would be.
  for (const { id, name, also = [], forms = [] } of terms)
    for (const word of [...(name.endsWith(")") ? [] : [name]), ...also, ...forms])
      termOf.set(isSymbol(word) ? word : word.toLowerCase(), id);
  const alternatives = [...termOf.keys()]
    .sort((a, b) => b.length - a.length)
    .map((word) => (isSymbol(word) ? literally(word) : `${ignoringCase(word)}s?`));
  return { pattern: new RegExp(`(?<![\\p{L}\\p{N}-])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}])`, "gu"), termOf };
}

/** Capitals at the beginnings of sentences count as small letters; Σ is not σ. */
const ignoringCase = (word: string) =>
  literally(word).replace(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);

const literally = (word: string) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function* usesIn(block: Block, { pattern, termOf }: Words, terms: readonly Term[]): Generator<EarlyUse> {
  for (const { text, isTex } of block.pieces) {
    if (isTex) {
      for (const { id, tex = [] } of terms)
        for (const sign of tex) if (hasSign(text, sign)) yield { term: id, word: sign, around: text };
      continue;
    }
    for (const match of text.matchAll(pattern)) {
      const word = match[0];
      const term = termOf.get(word) ?? termOf.get(word.toLowerCase()) ?? termOf.get(word.toLowerCase().slice(0, -1));
      const around = text.slice(Math.max(0, match.index - 40), match.index + word.length + 40);
      if (term !== undefined) yield { term, word, around };
    }
  }
}

/** Whether a formula has a sign: \sum, but not \sumo; e^, but not \beta e or the ^ of the^. */
function hasSign(tex: string, sign: string): boolean {
  const before = /^[a-z]/.test(sign) ? "(?<![\\\\a-zA-Z])" : "";
  const after = /[a-zA-Z]$/.test(sign) ? "(?![a-zA-Z])" : "";
  return new RegExp(before + literally(sign) + after).test(tex);
}
