import { bar } from "./bar.ts";

/** A bar that fills a fraction of a width, and a line through it, or beyond it, at another fraction. */
export function markedBar(fraction: number, mark: number, width: number): string {
  const characters = [...bar(fraction, width)];
  const at = Math.floor(Math.max(0, Math.min(1, mark)) * width);
  characters[Math.min(width - 1, at)] = "│";
  return characters.join("");
}
