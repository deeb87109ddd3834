/** Bytes that are kept as text, by `textOf` of packages/nndl/scripts/byte-text.mjs. */
export interface ByteText {
  /** The characters that are used; the first two begin a pair. */
  readonly letters: string;
  /** Bytes in the order of their words: first one character each, then pairs. */
  readonly order: readonly number[];
  readonly text: string;
}

/** The bytes that a text stands for. */
export function bytesOf({ letters, order, text }: ByteText): Uint8Array<ArrayBuffer> {
  const singles = letters.length - 2;
  const places = new Map([...letters].map((letter, i) => [letter, i - 2]));
  const bytes = new Uint8Array(text.length);
  let length = 0;
  let group = 0;
  for (const letter of text) {
    const place = places.get(letter) as number;
    if (place < 0) {
      group = place + 3;
      continue;
    }
    bytes[length++] = order[group * singles + place];
    group = 0;
  }
  return bytes.slice(0, length);
}
