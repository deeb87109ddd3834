import type { Term } from "./term.ts";

/** The terms that a reader of a chapter has met: those that earlier chapters of the book explain. */
export function knownBefore(chapter: number, terms: readonly Term[]): ReadonlySet<string> {
  return new Set(terms.filter(({ where }) => where !== undefined && where.chapter < chapter).map(({ id }) => id));
}
