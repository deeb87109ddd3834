/** Words, with the numbers that belong to them: "sha-256", "784-30-10", "1.4"; and signs that stand for something. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.–-]\p{N}+)*|[∂∇∑√‖∘⊙]/gu;

/** The words of a text as the search takes them, each with its place. */
export function wordsIn(text: string): Iterable<RegExpExecArray> {
  return text.matchAll(WORD);
}
