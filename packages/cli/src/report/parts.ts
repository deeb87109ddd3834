/** What sections of the page are made of. */
import { type Markup, markup, type Part } from "@nndl/words/markup";

export interface Column {
  readonly title: string;
  /** Numbers stand under one another. */
  readonly number?: boolean;
}

/** A table that can be scrolled sideways where it is wider than its place. The first cell of a row says what the row is of. */
export function table(
  about: { readonly label: string; readonly caption?: Part },
  columns: readonly Column[],
  rows: readonly (readonly Part[])[],
): Markup {
  // Half of a long page is cells: what all of a table's cells have is said once, and end tags are left out where HTML allows it.
  const isNumbers = columns.slice(1).every(({ number }) => number === true);
  const side = (i: number) => columns[i].number === true && !(isNumbers && i > 0) && markup` class="number"`;
  const heading = columns.map(({ title }, i) =>
    title === "" ? markup`<td>` : markup`<th scope="col"${side(i)}>${title}`,
  );
  const body = rows.map(
    ([first, ...rest]) =>
      markup`<tr><th scope="row"${side(0)}>${first}${rest.map((cell, i) => markup`<td${side(i + 1)}>${cell}`)}`,
  );
  return scrolled(
    about.label,
    markup`<table${isNumbers && markup` class="numbers"`}>${about.caption !== undefined && markup`<caption>${about.caption}</caption>`}<thead><tr>${heading}<tbody>${body}</table>`,
  );
}

/** Something wide, which keys can scroll, too. */
export function scrolled(label: string, inside: Markup): Markup {
  return markup`<div class="wide" role="group" aria-label="${label}" tabindex="0">${inside}</div>`;
}

/** What is known in a word or two: names and what they are. */
export function facts(rows: readonly (readonly [name: string, value: Part, wider?: "wider"])[]): Markup {
  return markup`<dl class="facts">${rows.map(
    ([name, value, wider]) => markup`<div${wider && markup` class="wider"`}><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

export function chartFigure(caption: Part, chart: Markup): Markup {
  return markup`<figure><figcaption>${caption}</figcaption>${chart}</figure>`;
}

/** Numbers for whoever wants them, folded. */
export function folded(summary: string, inside: Markup): Markup {
  return markup`<details><summary>${summary}</summary>${inside}</details>`;
}
