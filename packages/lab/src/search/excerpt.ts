import { wordsIn } from "./words-in.ts";

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** A text with its hits apart. */
export function highlight(text: string, words: readonly string[]): Piece[] {
  const wanted = new Set(words);
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of wordsIn(text)) {
    if (!wanted.has(match[0].toLowerCase())) continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), isHit: false });
    at = match.index + match[0].length;
    pieces.push({ text: match[0], isHit: true });
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isHit: false });
  return pieces;
}

/** The part of a text that has the most of the words, with a little around it; its beginning where it has none. */
export function excerpt(text: string, words: readonly string[], length = 180): string {
  if (text.length <= length) return text;
  const wanted = new Set(words);
  const hits = [...wordsIn(text)].filter(([word]) => wanted.has(word.toLowerCase()));
  const within = (from: number) =>
    new Set(hits.filter(({ index }) => index >= from && index < from + length).map(([word]) => word.toLowerCase()))
      .size;
  const starts = hits.map(({ index }) => Math.max(0, index - Math.floor(length / 4)));
  const start = starts.reduce((best, each) => (within(each) > within(best) ? each : best), starts[0] ?? 0);
  const from = start === 0 ? 0 : text.indexOf(" ", start) + 1;
  const end = text.lastIndexOf(" ", from + length);
  const isEnd = from + length >= text.length;
  return `${from === 0 ? "" : "… "}${text.slice(from, isEnd ? undefined : Math.max(end, from))}${isEnd ? "" : " …"}`;
}
