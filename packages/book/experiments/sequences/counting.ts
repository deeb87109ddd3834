/** What can be known of the next character by counting: what stood before, up to so many characters back. */

/**
 * Bits for each character of a text by what followed the same characters in another, as long a piece of them as was seen there, mixed with shorter
 * pieces: a piece that was followed n times, by k different characters, counts n, and all shorter ones together k.
 *
 * @param back how many characters back it looks; with 0 it knows how frequent each is, and nothing else
 * @see Witten and Bell, "The zero-frequency problem", 1991
 */
export function bitsByCounting(known: readonly string[], asked: readonly string[], back: number): number {
  const followed = Array.from({ length: back + 1 }, (_, order) => countFollowing(known, order));
  const kinds = new Set([...known, ...asked]).size;
  let bits = 0;
  asked.forEach((character, at) => {
    let p = 1 / kinds;
    for (let order = 0; order <= Math.min(back, at); order++) {
      const counts = followed[order].get(asked.slice(at - order, at).join(""));
      if (counts === undefined) break;
      const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
      p = ((counts.get(character) ?? 0) + counts.size * p) / (total + counts.size);
    }
    bits -= Math.log2(p);
  });
  return bits / asked.length;
}

type Counts = Map<string, number>;

function countFollowing(text: readonly string[], order: number): ReadonlyMap<string, Counts> {
  const all = new Map<string, Counts>();
  for (let at = order; at < text.length; at++) {
    const before = text.slice(at - order, at).join("");
    const counts = all.get(before) ?? new Map<string, number>();
    counts.set(text[at], (counts.get(text[at]) ?? 0) + 1);
    all.set(before, counts);
  }
  return all;
}
