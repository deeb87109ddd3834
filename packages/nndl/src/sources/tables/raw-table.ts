/** A table as it was read, before anything is scaled: columns of numbers and of words. */
import type { NumberArray } from "../../data/index.ts";
import type { Remark } from "../../remarks.ts";

/** A table in memory. */
export interface RawTable {
  /** What an error calls it. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly RawColumn[];
  /** How it was written: half sentences, "cells separated by semicolons". */
  readonly about: readonly string[];
  readonly remarks: readonly Remark[];
}

export type RawColumn = RawNumbers | RawWords;

/** A column of numbers: stored / divisor, which is exactly what was read. */
export interface RawNumbers {
  readonly kind: "number";
  readonly name: string;
  readonly stored: NumberArray;
  /** 1, or the power of ten that makes whole numbers of decimal fractions, which take less room. */
  readonly divisor: number;
}

/** A column of words: the place of each row's word in the list. */
export interface RawWords {
  readonly kind: "words";
  readonly name: string;
  readonly codes: Uint8Array | Uint16Array | Int32Array;
  /** In the order of their characters' numbers, each once. */
  readonly words: readonly string[];
}

/** A column of the words of each row. */
export function wordsColumn(name: string, texts: readonly string[]): RawWords {
  return sortedWords(name, texts, Int32Array.from(texts.keys()));
}

/** @param texts words, perhaps one of them twice; `codes` are places among them */
export function sortedWords(name: string, texts: readonly string[], codes: RawWords["codes"]): RawWords {
  const words = [...new Set(texts)].sort(byCharacters);
  const placeOf = new Map(words.map((word, place) => [word, place]));
  const places = texts.map((text) => placeOf.get(text)!);
  return { kind: "words", name, codes: packed(codes, places, words.length), words };
}

function packed(codes: RawWords["codes"], places: readonly number[], words: number): RawWords["codes"] {
  const Codes = words <= 2 ** 8 ? Uint8Array : words <= 2 ** 16 ? Uint16Array : Int32Array;
  const made = new Codes(codes.length);
  for (let row = 0; row < codes.length; row++) made[row] = places[codes[row]!]!;
  return made;
}

/** Not by anyone's alphabet, which differs from machine to machine. */
function byCharacters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The number in a row: exactly what was read. */
export function numberAt({ stored, divisor }: RawNumbers, row: number): number {
  return stored[row]! / divisor;
}
