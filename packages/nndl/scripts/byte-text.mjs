// Bytes as text for a JavaScript file: one character for each of the frequent bytes, two for the others. Base64 is a third
// longer, and gzip finds less in it, because the same bytes look different in each of three places.

/** Printable characters that mean nothing in a string in quotes, nor to HTML around it. The first two begin a pair. */
const letters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  .filter((letter) => !"\"'`\\$<>".includes(letter))
  .join("");

/** The text of bytes, and what reading it needs: see src/engines/wasm/byte-text.ts. */
export function textOf(bytes) {
  const counts = new Array(256).fill(0);
  for (const byte of bytes) counts[byte]++;
  const order = counts.map((_, byte) => byte).sort((a, b) => counts[b] - counts[a] || a - b);
  const singles = letters.length - 2;
  const words = new Map(
    order.map((byte, place) => {
      const group = Math.floor(place / singles);
      return [byte, (group > 0 ? letters[group - 1] : "") + letters[2 + (place % singles)]];
    }),
  );
  return { letters, order, text: Array.from(bytes, (byte) => words.get(byte)).join("") };
}
