/** The cells of a table in a text file, one after another, as places in its bytes. */
import { NndlError } from "../../errors.ts";
import { fromUtf8 } from "../../utf8.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;

/**
 * Goes over the cells of a table. Lines end with LF, CRLF or CR; empty ones are passed over. A cell that begins with a quote
 * ends with one, may hold separators and line ends, and has its own quotes doubled (RFC 4180); spaces around a cell are not
 * its own.
 */
export class Cells {
  /** Where the cell's content begins and ends. */
  start = 0;
  end = 0;
  isQuoted = false;
  /** Whether the cell is the last of its row. */
  endsRow = true;
  /** Where the next cell is looked for. */
  at: number;
  readonly bytes: Uint8Array;
  readonly #separator: number;
  readonly #name: string;

  /** @param name what an error calls the file */
  constructor(bytes: Uint8Array, separator: string, name: string, from = 0) {
    this.bytes = bytes;
    this.#separator = separator.charCodeAt(0);
    this.#name = name;
    this.at = from;
  }

  /** Goes to the next cell. False where there is none. @throws NndlError "table.quotes" */
  next(): boolean {
    const bytes = this.bytes;
    const length = bytes.length;
    const separator = this.#separator;
    let at = this.at;
    if (this.endsRow) {
      // Empty lines, and lines of spaces.
      while (at < length && (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN || bytes[at] === SPACE)) at++;
      if (at === length) return false;
    }
    while (at < length && bytes[at] === SPACE) at++;
    if (at < length && bytes[at] === QUOTE) {
      this.#quoted(at);
      return true;
    }
    const start = at;
    let byte = 0;
    for (; at < length; at++) {
      byte = bytes[at]!;
      if (byte === separator || byte === LINE_FEED || byte === CARRIAGE_RETURN) break;
    }
    let end = at;
    while (end > start && bytes[end - 1] === SPACE) end--;
    this.start = start;
    this.end = end;
    this.isQuoted = false;
    this.#finish(at);
    return true;
  }

  #quoted(opening: number): void {
    const bytes = this.bytes;
    let at = opening + 1;
    for (;;) {
      at = bytes.indexOf(QUOTE, at);
      if (at < 0)
        throw new NndlError("table.quotes", {
          problem: `${this.#name}: the quote that begins a cell in line ${lineOf(bytes, opening)} does not end`,
          next: 'End it with a quote; a quote within a quoted cell is written twice: "".',
        });
      if (bytes[at + 1] !== QUOTE) break;
      at += 2;
    }
    this.start = opening + 1;
    this.end = at++;
    this.isQuoted = true;
    while (at < bytes.length && bytes[at] === SPACE) at++;
    if (at < bytes.length && bytes[at] !== this.#separator && bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN)
      throw new NndlError("table.quotes", {
        problem: `${this.#name}: more follows the quote that ends a cell in line ${lineOf(bytes, at)}`,
        next: 'Write a quote within a quoted cell twice: "".',
      });
    this.#finish(at);
  }

  /** @param at where the cell and the spaces behind it end */
  #finish(at: number): void {
    const bytes = this.bytes;
    const byte = at < bytes.length ? bytes[at]! : LINE_FEED;
    this.endsRow = byte !== this.#separator;
    this.at = Math.min(byte === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1, bytes.length);
  }

  /** The text of a cell. */
  text(start = this.start, end = this.end, isQuoted = this.isQuoted): string {
    const text = fromUtf8(this.bytes.subarray(start, end)) ?? "";
    return isQuoted ? text.replaceAll('""', '"') : text;
  }
}

/** The number of the line that a place lies in, from 1. */
export function lineOf(bytes: Uint8Array, place: number): number {
  let line = 1;
  for (let i = 0; i < place; i++)
    if (bytes[i] === LINE_FEED || (bytes[i] === CARRIAGE_RETURN && bytes[i + 1] !== LINE_FEED)) line++;
  return line;
}
