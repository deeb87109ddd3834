/** A confusion matrix as a table: each true class a row, each answer a column, and the darker the more mistakes. */
import { type Markup, markup } from "../markup.ts";

export interface ConfusionTable {
  /** What it is of, for whoever does not see what stands around it. */
  readonly label: string;
  readonly classes: readonly string[];
  /** counts[label][answer] */
  readonly counts: readonly (readonly number[])[];
}

/** Shades of mistakes: the styles have as many. */
const shades = 6;

export function confusionTable({ label, classes, counts }: ConfusionTable): Markup {
  const most = counts
    .flatMap((row, label) => row.filter((_, answer) => answer !== label))
    .reduce((a, b) => Math.max(a, b), 1);
  return markup`<table class="confusion" aria-label="${label}"><thead><tr><td></td>${classes.map(
    (name) => markup`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${counts.map(
    (row, label) =>
      markup`<tr><th scope="row">${classes[label]}</th>${row.map((count, answer) => cell(count, answer === label, most))}</tr>`,
  )}</tbody></table>`;
}

/** By the root of its share, for one pair of classes is often mistaken far more than all others. */
function cell(count: number, isRight: boolean, most: number): Markup {
  if (isRight) return markup`<td class="right">${count}</td>`;
  if (count === 0) return markup`<td></td>`;
  return markup`<td class="s${Math.max(1, Math.round(shades * Math.sqrt(count / most)))}">${count}</td>`;
}

/** How it looks; beside the styles of charts, by the same tokens, and --good. */
export const confusionStyles = `
.confusion{border-collapse:separate;border-spacing:1px;font:.8rem/1.2 var(--tool-face);font-variant-numeric:tabular-nums;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.confusion :is(th,td){min-width:2.65em;height:2.3em;padding:0 .15em;text-align:center;vertical-align:middle;border:0}
.confusion th{color:var(--muted);font-weight:500}
.confusion .right{background:color-mix(in srgb,var(--good) 20%,var(--paper))}
${Array.from({ length: shades }, (_, i) => `.confusion .s${i + 1}{background:color-mix(in srgb,var(--negative) ${6 + 8 * i}%,var(--paper))}`).join("\n")}
`;
