import type { DrawnCurve } from "./figure-frame.svelte.ts";

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The curves of a figure as a table that any spreadsheet reads: one line for each point, in full precision. */
export function tableOf(curves: readonly DrawnCurve[]): string {
  const lines = curves.flatMap(({ name, points }, i) =>
    points.map(([x, y]) => `${quoted(name || `curve ${i + 1}`)},${x},${y}`),
  );
  return `${["curve,x,y", ...lines].join("\n")}\n`;
}
