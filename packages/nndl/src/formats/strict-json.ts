/**
 * JSON read into Maps. `JSON.parse` keeps the last of two equal keys in silence, moves keys that look like numbers to the
 * front, and gives `__proto__` a chance; a Map has none of these habits, so a reader that must be strict needs no exceptions.
 */

import { isWellFormed } from "../utf8.ts";

/** A JSON value, with a Map in the place of an object. */
export type StrictJson = null | boolean | number | string | readonly StrictJson[] | ReadonlyMap<string, StrictJson>;

/** No honest header nests deeper; a hostile one must not exhaust the stack. */
const MAX_DEPTH = 64;

/** Character codes. */
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const [LIST, LIST_END] = [0x5b, 0x5d];
const [OBJECT, OBJECT_END] = [0x7b, 0x7d];

/** Whatever may be a number or a word; whether it is one is for JSON.parse to say. */
const SCALAR = /[-+.\w]+/y;
/** Digits that no double has to round, when nothing else of a number follows them. */
const MOST_DIGITS = 15;

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError that says what is wrong and where: also for a key that comes twice in one object, for nesting deeper
 *   than 64, for a number that no double can hold, and for half of a surrogate pair behind a \\u
 * @example
 * parseStrictJson('{"a": [1]}'); // Map { "a" => [1] }
 */
export function parseStrictJson(text: string, options: StrictJsonOptions = {}): StrictJson {
  return new Reader(text, options).whole();
}

/** What else a text must keep to. */
export interface StrictJsonOptions {
  /** A whole number must be written by its digits alone: 3 and not 3.0 or 3e0, 0 and not -0. */
  readonly plainIntegers?: boolean;
}

/** Goes over the text once, by character codes; what is rare in a header (escapes, fractions, words) is left to JSON.parse. */
class Reader {
  readonly #text: string;
  readonly #plainIntegers: boolean;
  #at = 0;

  constructor(text: string, { plainIntegers = false }: StrictJsonOptions) {
    this.#text = text;
    this.#plainIntegers = plainIntegers;
  }

  whole(): StrictJson {
    const value = this.#value(1);
    if (this.#next() >= 0) this.#fail("more text after the value");
    return value;
  }

  /** Passes over spaces, and gives the code that comes then, or -1 at the end. */
  #next(): number {
    for (;;) {
      const code = this.#at < this.#text.length ? this.#text.charCodeAt(this.#at) : -1;
      if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) return code;
      this.#at++;
    }
  }

  #accept(code: number): boolean {
    if (this.#next() !== code) return false;
    this.#at++;
    return true;
  }

  #expect(code: number): void {
    if (this.#accept(code)) return;
    const symbol = String.fromCharCode(code);
    this.#fail(this.#at < this.#text.length ? `no "${symbol}"` : `the end instead of "${symbol}"`);
  }

  #value(depth: number): StrictJson {
    if (depth > MAX_DEPTH) this.#fail(`nesting deeper than ${MAX_DEPTH}`);
    const code = this.#next();
    if (code === QUOTE) return this.#string();
    if (code === LIST) return this.#list(depth);
    if (code === OBJECT) return this.#object(depth);
    return this.#scalar();
  }

  #list(depth: number): StrictJson[] {
    this.#at++;
    const items: StrictJson[] = [];
    if (this.#accept(LIST_END)) return items;
    do items.push(this.#value(depth + 1));
    while (this.#accept(COMMA));
    this.#expect(LIST_END);
    return items;
  }

  #object(depth: number): Map<string, StrictJson> {
    this.#at++;
    const entries = new Map<string, StrictJson>();
    if (this.#accept(OBJECT_END)) return entries;
    do {
      if (this.#next() !== QUOTE)
        this.#fail(this.#at < this.#text.length ? "a key that is not a string" : "the end instead of a key");
      const key = this.#string();
      if (entries.has(key)) this.#fail(`the key ${JSON.stringify(key)} for the second time`);
      this.#expect(COLON);
      entries.set(key, this.#value(depth + 1));
    } while (this.#accept(COMMA));
    this.#expect(OBJECT_END);
    return entries;
  }

  /** From one quotation mark to the next that no backslash escapes. */
  #string(): string {
    const start = this.#at;
    const text = this.#text;
    let at = start + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return text.slice(start + 1, at);
      }
      if (code === BACKSLASH || code < 0x20) break;
    }
    while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
    const parsed = this.#parsed(at + 1) as string;
    if (isWellFormed(parsed)) return parsed;
    this.#at = start;
    return this.#fail("half of a surrogate pair in a string");
  }

  #scalar(): null | boolean | number | string {
    const start = this.#at;
    const text = this.#text;
    let value = 0;
    let at = start;
    let code = 0;
    for (; at < text.length; at++) {
      code = text.charCodeAt(at);
      if (code < 0x30 || code > 0x39) break;
      value = 10 * value + (code - 0x30);
    }
    // Most numbers are plain digits up to a comma or a bracket.
    if (
      at > start &&
      at - start <= MOST_DIGITS &&
      (code === COMMA || code === LIST_END) &&
      (text.charCodeAt(start) !== 0x30 || at === start + 1)
    ) {
      this.#at = at;
      return value;
    }
    SCALAR.lastIndex = start;
    const token = SCALAR.exec(text)?.[0];
    if (token === undefined) return this.#fail(start < text.length ? "no value" : "the end instead of a value");
    const parsed = this.#parsed(start + token.length);
    if (typeof parsed !== "number") return parsed;
    this.#at = start;
    if (!Number.isFinite(parsed)) this.#fail("a number beyond all doubles");
    if (this.#plainIntegers && Number.isInteger(parsed) && !/^(-(?!0))?\d+$/.test(token))
      this.#fail(`${token.slice(0, 20)}, a whole number that is not written by its digits alone,`);
    this.#at += token.length;
    return parsed;
  }

  #parsed(end: number): null | boolean | number | string {
    try {
      const value = JSON.parse(this.#text.slice(this.#at, end)) as null | boolean | number | string;
      this.#at = end;
      return value;
    } catch {
      return this.#fail("a malformed value");
    }
  }

  #fail(what: string): never {
    throw new SyntaxError(`${what} at character ${this.#at}`);
  }
}
