/** One of the book's experiments: the claim, the book's numbers, ours over all seeds, and the verdict. */
import {
  type Experiment,
  type Figure,
  type FigureSummary,
  numberOf,
  type Point,
  type StoredResult,
  type Summary,
  seriesOf,
  titleIn,
  type Verdict,
  withUnit,
} from "@nndl/book";
import { type Markup, markup, type Part } from "@nndl/words/markup";
import { duration, plural } from "@nndl/words/numbers";
import type { Result } from "./collect.ts";
import { experimentCharts, overSeeds, shortNumber } from "./experiment-charts.ts";
import { folded, table } from "./parts.ts";

/** All results of one experiment that are alike in form. */
export interface ResultGroup {
  readonly id: string;
  readonly experiment: Experiment;
  /** "" for runs in full. */
  readonly form: string;
  readonly results: readonly Result[];
  readonly summary: Summary;
}

/** @param linkOf the place of a run's own section, where it has one @param points of a curve at most */
export function experimentSection(
  { id, experiment, form, results, summary }: ResultGroup,
  linkOf: (result: Result) => string | undefined,
  points?: number,
): Markup {
  const { title, section, claim, note, name, figures } = experiment;
  const stored = results.map((result) => result.stored);
  const charts = experimentCharts(experiment, stored, points);
  const said = stored[0]?.said ?? [];
  return markup`<section class="experiment" id="${id}"><h3>${title}</h3><p class="muted tool">${experiment.id} · <code>${name}</code>${
    form !== "" && ` · ${form}: shorter than the book's`
  } · ${section}</p><p><strong>The book:</strong> ${claim}.</p><p>${badge(summary.verdict)} ${plural(results.length, "run")} of ours${
    experiment.chance && results.length > 1 ? ", each with a seed of its own" : ""
  }. ${note}</p>${figureParts(figures, summary, results.length)}${charts.length > 0 && markup`<div class="charts">${charts}</div>`}${seriesTables(
    figures,
    stored,
  )}${resultTable(experiment, results, linkOf)}${
    said.length > 0 && folded("What the program said", markup`<pre>${said.join("\n")}</pre>`)
  }<pre><code>nndl reproduce ${name}${results.length > 1 && ` --seeds ${results.length}`}${form === "quick" && " --quick"}</code></pre></section>`;
}

const classes: Readonly<Record<string, string>> = { agrees: "agrees", "not judged": "unjudged" };

export function badge(verdict: Verdict): Markup {
  return markup`<span class="badge ${classes[verdict] ?? "differs"}">${verdict}</span>`;
}

/** The book's number, and ours: one alone, or the least, the median and the largest. */
export function figureNumbers(figure: Figure, { min, median, max }: FigureSummary, runs: number): readonly Part[] {
  if (figure.kind !== "number") return runs === 1 ? ["", ""] : ["", "", "", ""];
  const text = (value: number | undefined) => (value === undefined ? "–" : withUnit(figure, value));
  return runs === 1 ? [text(figure.book), text(median)] : [figure.book, min, median, max].map(text);
}

/** The numbers side by side; then what is to be said of each figure, which has room on a phone, too. */
function figureParts(figures: Experiment["figures"], summary: Summary, runs: number): Markup {
  const number = true;
  const ours = runs === 1 ? ["ours"] : ["least", "median", "most"];
  const all = Object.entries(figures);
  const rows = all
    .filter(([, { kind }]) => kind === "number")
    .map(([key, figure]): Part[] => [summary.figures[key].title, ...figureNumbers(figure, summary.figures[key], runs)]);
  // That the book gives nothing need not be said of each.
  const said = all.filter(
    ([key, figure], i) => i === 0 || summary.figures[key].verdict !== "not judged" || hasBook(figure),
  );
  const [reason, ...others] = new Set(said.map(([key]) => summary.figures[key].explanation));
  // What holds for all of them, as that the run was shorter, is said once.
  if (said.length > 1 && others.length === 0) said.length = 0;
  const verdicts = said.map(([key, { kind }]) => {
    const { title, verdict, explanation } = summary.figures[key];
    return markup`<li>${badge(verdict)} <span><b>${kind === "claim" && "claim: "}${title}</b>. ${explanation}</span></li>`;
  });
  const columns = [{ title: "figure" }, ...["the book", ...ours].map((title) => ({ title, number }))];
  return markup`${rows.length > 0 && table({ label: "The book's figures and ours" }, columns, rows)}${
    verdicts.length > 0 ? markup`<ul class="verdicts">${verdicts}</ul>` : markup`<p>${reason}</p>`
  }`;
}

function hasBook(figure: Figure): boolean {
  return figure.kind === "claim" || figure.book !== undefined;
}

/** Nobody reads four hundred rows; the command gives them. */
const mostRows = 60;

/** The curves as numbers, for whoever does not see them. */
function seriesTables(figures: Experiment["figures"], stored: readonly StoredResult[]): readonly Part[] {
  const number = true;
  return Object.entries(figures).map(([key, figure]): Part => {
    if (figure.kind !== "series") return undefined;
    const ours = stored.map(({ measured }) => seriesOf(measured, key));
    const over = ours.length > 1 ? overSeeds(ours) : undefined;
    const lines: readonly (readonly [string, readonly Point[]])[] =
      over === undefined
        ? [["ours", ours[0]]]
        : [
            ["least", over.least],
            ["median", over.median],
            ["most", over.most],
          ];
    const all = [...lines, ...(figure.book === undefined ? [] : [["the book", figure.book] as const])];
    const places = [...new Set(all.flatMap(([, points]) => points.map(([x]) => x)))].sort((a, b) => a - b);
    if (places.length === 0) return undefined;
    const values = all.map(([, points]) => new Map(points));
    const every = Math.ceil(places.length / mostRows);
    const kept = places.filter((_, i) => i % every === 0 || i === places.length - 1);
    const rows = kept.map((x): Part[] => [
      shortNumber(x),
      ...values.map((map) => (map.has(x) ? shortNumber(map.get(x)!) : "")),
    ]);
    const columns = [{ title: figure.x, number }, ...all.map(([title]) => ({ title, number }))];
    const which = every === 1 ? "" : `, one place of ${every}`;
    const title = titleIn(figure, stored[0].form);
    return folded(`The numbers: ${title}${which}`, table({ label: title }, columns, rows));
  });
}

function resultTable(
  experiment: Experiment,
  results: readonly Result[],
  linkOf: (result: Result) => string | undefined,
): Markup {
  const number = true;
  const [key, main] = Object.entries(experiment.figures)[0];
  const rows = results.map((result): Part[] => {
    const { seed, seconds, machine, sha256, measured, trainings } = result.stored;
    const link = linkOf(result);
    const name = `seed ${seed}`;
    return [
      link === undefined ? name : markup`<a href="#${link}">${name}</a>`,
      ...(main.kind === "number" ? [withUnit(main, numberOf(measured, key))] : []),
      duration(seconds),
      trainings.length > 1 ? `${trainings.length} trainings` : "",
      markup`<code class="hash">${sha256 ?? "nothing is trained"}</code><span class="why">${machine}</span>`,
    ];
  });
  return folded(
    `${plural(results.length, "run")}: figures, times, hashes`,
    table(
      { label: "Runs" },
      [
        { title: "run" },
        ...(main.kind === "number" ? [{ title: titleIn(main, results[0].stored.form), number }] : []),
        { title: "time", number },
        { title: "trainings" },
        { title: "SHA-256 of the weights, and where it ran" },
      ],
      rows,
    ),
  );
}
