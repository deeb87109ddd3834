/** How the search works, the same where the index is built and where it is asked. */
import MiniSearch, { type Options, type SearchOptions, type SearchResult } from "minisearch";
import type { Entry, Kind } from "./entry.ts";
import { wordsIn } from "./words-in.ts";

type Numbered = Entry & { readonly id: number };

const options: Options<Numbered> = {
  fields: ["title", "words", "number", "text"],
  storeFields: ["kind", "title", "text", "href", "where", "formula", "picture"],
  tokenize: (text) => [...wordsIn(text)].map(([word]) => word),
  processTerm: (word) => word.toLowerCase(),
};

export type Index = MiniSearch<Numbered>;

export function buildIndex(entries: readonly Entry[]): Index {
  const index = new MiniSearch<Numbered>(options);
  index.addAll(entries.map((entry, id) => ({ ...entry, id })));
  return index;
}

export function openIndex(json: string): Index {
  return MiniSearch.loadJSON<Numbered>(json, options);
}

/** An entry that was found, and the words of it that were. */
export type Hit = Pick<Entry, "kind" | "title" | "text" | "href" | "where" | "formula" | "picture"> & {
  readonly words: readonly string[];
};

/** What is meant more often comes first: words of the glossary before names of the library. */
const weights: Partial<Record<Kind, number>> = { term: 1.6, equation: 0.9, name: 0.5 };

const isNumber = (word: string) => /\d/.test(word);

/**
 * What fits a question, the best first: what is called by a number that it asks for, or else what has all of its words, or
 * else any of them.
 */
export function ask(index: Index, question: string): Hit[] {
  const number = numberIn(question);
  const ways = [
    ...(number === undefined ? [] : [() => index.search(number, { fields: ["number"] })]),
    ...(["AND", "OR"] as const).map((combineWith) => () => index.search(question, { ...usual, combineWith })),
  ];
  for (const search of ways) {
    const results = search();
    if (results.length > 0) return calledFirst(question, results.map(hitOf));
  }
  return [];
}

/** What is called by the very words that were asked for comes before all else. */
function calledFirst(question: string, hits: readonly Hit[]): Hit[] {
  const plain = (text: string) =>
    text
      .replace(/ \(.*\)$/, "")
      .trim()
      .toLowerCase();
  // Of the library's names Tower is not tower.
  const isCalled = ({ title, kind }: Hit) =>
    kind === "name" ? title === question.trim() : plain(title) === plain(question);
  return [...hits.filter(isCalled), ...hits.filter((hit) => !isCalled(hit))];
}

const usual: SearchOptions = {
  // Numbers are meant as they are: 6 is neither 60 nor 5.
  prefix: (word) => !isNumber(word),
  fuzzy: (word) => (isNumber(word) || word.length < 4 ? false : 0.2),
  boost: { title: 4, words: 3, number: 12 },
  boostDocument: (_, __, stored) => weights[stored?.kind as Kind] ?? 1,
};

/** The number of "(6)", "eq 6", "equation (BP1)", "figure 1.4" or "exercise X1.3". */
function numberIn(question: string): string | undefined {
  const named = /^\s*(?:eq|eqn|equation|fig|figure|ex|exercise)\.?\s*\(?([a-z]*\d[\d.]*[a-z]?)\)?\s*$/i.exec(question);
  return (named ?? /^\s*\(([a-z]*\d[\d.]*[a-z]?)\)\s*$/i.exec(question))?.[1];
}

function hitOf({ kind, title, text, href, where, formula, picture, terms }: SearchResult): Hit {
  return { kind, title, text, href, where, formula, picture, words: terms };
}
