const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar that fills a fraction of a width, to an eighth of a character, and the empty rest. */
export function bar(fraction: number, width: number, empty = " "): string {
  const filled = Math.round(Math.max(0, Math.min(1, fraction)) * width * 8);
  const text = "█".repeat(Math.floor(filled / 8)) + eighths[filled % 8];
  return text + empty.repeat(width - [...text].length);
}
