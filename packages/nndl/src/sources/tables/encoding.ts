/** The bytes of a text file as UTF-8, whatever they were in. */
import { NndlError } from "../../errors.ts";
import { toUtf8 } from "../../utf8.ts";

/** A text as UTF-8 without a byte order mark, and what it came in. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  readonly encoding: "UTF-8" | "UTF-16" | "Windows-1252";
}

/** Windows-1252 differs from Latin-1 at 0x80 to 0x9f alone; five of these are nothing. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * A text as UTF-8: a mark is taken off, UTF-16 is converted, and what is no UTF-8 is read as Windows-1252 (Latin-1 with a
 * few letters more), as old spreadsheets write.
 *
 * @throws NndlError "table.text" for bytes that are no text
 */
export function textBytes(bytes: Uint8Array, name: string): TextBytes {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return textBytes(bytes.subarray(3), name);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return fromUtf16(bytes.subarray(2), 0);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return fromUtf16(bytes.subarray(2), 1);
  const nothing = bytes.indexOf(0);
  if (nothing === 1 && bytes[3] === 0) return fromUtf16(bytes, 0);
  if (nothing === 0 && bytes[2] === 0) return fromUtf16(bytes, 1);
  if (nothing >= 0)
    throw new NndlError("table.text", {
      received: `a byte of zero at place ${nothing}`,
      expected: `${name} must be a text`,
      next: "Save the table as CSV; a spreadsheet's own file is not read.",
    });
  return isUtf8(bytes) ? { bytes, encoding: "UTF-8" } : { bytes: fromWindows(bytes), encoding: "Windows-1252" };
}

/** @param high the place of the high byte in each pair: 0 where it comes second */
function fromUtf16(bytes: Uint8Array, bigEndian: 0 | 1): TextBytes {
  const parts: Uint8Array[] = [];
  const atOnce = 8192;
  let units = "";
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    units += String.fromCharCode(bytes[i + bigEndian]! | (bytes[i + 1 - bigEndian]! << 8));
    const isHalf = (units.charCodeAt(units.length - 1) & 0xfc00) === 0xd800;
    if (units.length >= atOnce && !isHalf) {
      parts.push(toUtf8(units));
      units = "";
    }
  }
  parts.push(toUtf8(units));
  return { bytes: joined(parts), encoding: "UTF-16" };
}

function fromWindows(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const atOnce = 8192;
  for (let from = 0; from < bytes.length; from += atOnce) {
    let text = "";
    for (const byte of bytes.subarray(from, from + atOnce))
      text += byte >= 0x80 && byte < 0xa0 ? windows[byte - 0x80] : String.fromCharCode(byte);
    parts.push(toUtf8(text));
  }
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether every byte from 0x80 on belongs to a character of UTF-8. */
function isUtf8(bytes: Uint8Array): boolean {
  const length = bytes.length;
  const skew = -bytes.byteOffset & 3;
  const fours = new Uint32Array(bytes.buffer, bytes.byteOffset + skew, Math.max(0, length - skew) >> 2);
  for (let i = 0; i < length; ) {
    // Most of a text is ASCII, of which four are looked at at once.
    if ((i & 3) === skew) {
      let four = (i - skew) >> 2;
      while (four < fours.length && (fours[four]! & 0x80808080) === 0) four++;
      i = skew + 4 * four;
      if (i === length) return true;
    }
    const first = bytes[i++]!;
    if (first < 0x80) continue;
    const following = first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    if (following < 0 || i + following > length) return false;
    const second = bytes[i]!;
    // Forms longer than needed, halves of surrogate pairs, and what is beyond the last character.
    if ((first === 0xe0 && second < 0xa0) || (first === 0xed && second >= 0xa0)) return false;
    if ((first === 0xf0 && second < 0x90) || (first === 0xf4 && second >= 0x90)) return false;
    for (const end = i + following; i < end; i++) if ((bytes[i]! & 0xc0) !== 0x80) return false;
  }
  return true;
}
