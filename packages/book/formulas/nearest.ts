/** The word that takes the fewest changes of a letter to be made of what was typed; undefined when none is like it. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const word of words) {
    // What was typed can be long; nothing so long is like a word of ours.
    const changes = Math.abs(typed.length - word.length) > 4 ? least : editDistance(typed.toLowerCase(), word);
    if (changes < least && changes <= Math.max(1, Math.floor(word.length / 2)) && changes < word.length)
      [best, least] = [word, changes];
  }
  return best;
}

/** How many letters have to be changed, added, removed or exchanged with their neighbour to make one word of the other. */
function editDistance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = rows[i - 1][j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const exchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, changed, exchanged ? rows[i - 2][j - 2] + 1 : changed));
    }
    rows.push(row);
  }
  return rows[one.length][other.length];
}
