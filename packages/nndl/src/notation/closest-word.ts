/** The word that is most like what was written, or undefined when none is much like it: for "did you mean". */
export function closestWord(written: string, words: readonly string[]): string | undefined {
  const text = written.toLowerCase();
  // No word of ours is so long, and the distance takes time in proportion to both lengths.
  if (text.length > 40) return undefined;
  const ranked = words
    .map((word) => ({ word, distance: distance(text, word) }))
    .filter(({ word, distance: changes }) => changes <= Math.max(1, Math.floor(word.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.word ?? words.find((word) => word.length >= 4 && text.includes(word));
}

/** How many letters must be changed, added or removed to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length];
}
