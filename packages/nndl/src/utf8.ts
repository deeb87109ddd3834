/**
 * Text as UTF-8 and back, by our own hands: streams and files need it everywhere, and TextEncoder and TextDecoder, which
 * are no part of JavaScript, are missing where Jest imitates a browser.
 */

const REPLACEMENT = 0xfffd;
/** The smallest code point that may take 1, 2, 3 and 4 bytes: a longer form than needed is none. */
const smallest = [0, 0x80, 0x800, 0x1_0000];
/** String.fromCharCode takes so many at a time, and more would be too many arguments for some engines. */
const CHUNK = 8192;

/** The UTF-8 of a text. Half of a surrogate pair becomes U+FFFD, as TextEncoder has it. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const whole = text.codePointAt(i)!;
    if (whole > 0xffff) i++;
    const point = whole >= 0xd800 && whole < 0xe000 ? REPLACEMENT : whole;
    const following = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3;
    bytes[length++] = following === 0 ? point : ((0xff00 >> (following + 1)) & 0xff) | (point >> (6 * following));
    for (let left = following - 1; left >= 0; left--) bytes[length++] = 0x80 | ((point >> (6 * left)) & 0x3f);
  }
  return bytes.slice(0, length);
}

/** How many bytes from a place on are ASCII, up to a chunk of them: most of what is read is nothing else. */
function asciiFrom(bytes: Uint8Array, from: number): number {
  const end = Math.min(bytes.length, from + CHUNK);
  let at = from;
  while (at < end && bytes[at]! < 0x80) at++;
  return at - from;
}

/** The text whose UTF-8 these bytes are, or undefined where they are none's. A byte order mark stays. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  let text = "";
  const units: number[] = [];
  for (let i = 0; i < bytes.length; ) {
    const plain = units.length === 0 ? asciiFrom(bytes, i) : 0;
    if (plain > 0) {
      text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(i, i + plain));
      i += plain;
      continue;
    }
    const first = bytes[i++];
    const following =
      first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
    if (following < 0 || i + following > bytes.length) return undefined;
    let point = following === 0 ? first : first & (0x3f >> following);
    for (let left = following; left > 0; left--) {
      const next = bytes[i++];
      if ((next & 0xc0) !== 0x80) return undefined;
      point = (point << 6) | (next & 0x3f);
    }
    if (point < smallest[following] || point > 0x10_ffff || (point >= 0xd800 && point < 0xe000)) return undefined;
    if (point < 0x1_0000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    if (units.length >= CHUNK) text += String.fromCharCode(...units.splice(0));
  }
  return text + String.fromCharCode(...units);
}

/** The place of the first byte of what is no character of UTF-8; undefined where all is UTF-8. */
export function malformedAt(bytes: Uint8Array): number | undefined {
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i]!;
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length > 1 && fromUtf8(bytes.subarray(i, i + length)) === undefined) return i;
    i += length;
  }
  return undefined;
}

/** Whether no half of a surrogate pair stands alone: whether UTF-8 can hold the text as it is. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
