/** The whole report as one page: no script, nothing fetched, everything escaped. */
import { sparkline } from "@nndl/words/charts/sparkline";
import { Markup, markup, type Part } from "@nndl/words/markup";
import { duration, plural } from "@nndl/words/numbers";
import { describeRun } from "../runs/describe-run.ts";
import { bestAndLast, epochsText, mainCourse, secondsOf } from "../runs/figures.ts";
import type { LeftAlone, Run } from "../runs/run.ts";
import type { Result } from "./collect.ts";
import { badge, experimentSection, figureNumbers, type ResultGroup } from "./experiment-section.ts";
import { table } from "./parts.ts";
import { PictureStore } from "./picture-store.ts";
import type { Answered } from "./read-answers.ts";
import { runSection } from "./run-section.ts";
import { styles } from "./styles.ts";

export interface ReportFacts {
  readonly runs: readonly Run[];
  readonly groups: readonly ResultGroup[];
  readonly leftAlone: readonly LeftAlone[];
  /** By the path of a run. */
  readonly answered: ReadonlyMap<string, Answered>;
  readonly made: { readonly now: Date; readonly nndl: string; readonly node: string };
}

/** By this a page is known as one that may be written over. */
export const generator = "nndl report";

/** Of more runs, or experiments, than this each has fewer pictures, and no table of its epochs: the page would be too large to send. */
const many = 24;
const drawn = { few: 12, many: 6 };
const pointsOfMany = 120;

/** Our own. */
const trustedStyles = Markup.trusted(styles);

export function reportPage(facts: ReportFacts): string {
  const { runs, groups, leftAlone, answered, made } = facts;
  const store = new PictureStore();
  const idOf = new Map(runs.map((run, i) => [run.path, `run-${i + 1}`]));
  const isMany = runs.length > many;
  const sections = runs.map((run) =>
    runSection(run, {
      id: idOf.get(run.path)!,
      answered: answered.get(run.path),
      store,
      drawn: isMany ? drawn.many : drawn.few,
      experiment: groups.find(({ results }) => results.some((result) => result.run?.path === run.path))?.id,
      numbers: !isMany,
      ...(isMany ? { points: pointsOfMany } : {}),
    }),
  );
  const linkOf = ({ run }: Result) => (run === undefined ? undefined : idOf.get(run.path));
  const title = titleOf(runs, groups);
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return String(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${generator} ${made.nndl}">
<title>nndl report: ${title}</title>
<style>${trustedStyles}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><h1>${title}</h1><p class="muted tool">Made by nndl ${made.nndl} on Node ${made.node}, ${day(made.now)}. Equal settings and seeds give equal weights, to the bit, on every machine.</p></header>
${contents(facts, idOf)}
<main id="content">
${groups.length > 0 && markup`<h2 id="experiments">The book's experiments</h2>${experimentOverview(groups)}${groups.map((group) => experimentSection(group, linkOf, groups.length > many ? pointsOfMany : undefined))}`}
${runs.length > 0 && markup`<h2 id="runs">Runs</h2>${runOverview(runs, idOf)}${isMany && markup`<p class="why">There are many: each has its ${drawn.many} surest mistakes, and <code>nndl runs export --csv</code> has the numbers of all curves.</p>`}${sections}`}
${leftAlone.length > 0 && leftOut(leftAlone)}
</main>
<footer>The ideas, the experiments and the results that ours are compared with are Michael Nielsen's, of <i>Neural Networks and Deep Learning</i>. nndl is an independent work.</footer>
${store.store}
</body>
</html>
`);
}

/** "12 runs and 3 experiments of the book" */
function titleOf(runs: readonly Run[], groups: readonly ResultGroup[]): string {
  const names = new Set(groups.map(({ experiment }) => experiment.name));
  const parts = [
    ...(names.size === 0 ? [] : [plural(names.size, "experiment of the book", "experiments of the book")]),
    ...(runs.length === 0 ? [] : [plural(runs.length, "run")]),
  ];
  if (parts.length === 1 && runs.length === 1) return runs[0].name;
  return parts.join(" and ");
}

function contents({ runs, groups }: ReportFacts, idOf: ReadonlyMap<string, string>): Markup {
  const list = (entries: readonly Markup[]) => markup`<ol>${entries.map((entry) => markup`<li>${entry}</li>`)}</ol>`;
  return markup`<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>${
    groups.length > 0 &&
    markup`<h3>The book's experiments</h3>${list(
      groups.map(
        ({ id, experiment, form }) =>
          markup`<a href="#${id}">${experiment.id} ${experiment.title}${form !== "" && ` (${form})`}</a>`,
      ),
    )}`
  }${runs.length > 0 && markup`<h3>Runs</h3>${list(runs.map(({ name, path }) => markup`<a href="#${idOf.get(path)!}">${name}</a>`))}`}</nav>`;
}

function experimentOverview(groups: readonly ResultGroup[]): Markup {
  const number = true;
  const rows = groups.map(({ id, experiment, form, summary, results }): Part[] => {
    const [key, figure] = Object.entries(experiment.figures)[0];
    return [
      markup`<a href="#${id}">${experiment.title}</a>${form !== "" && ` (${form})`}`,
      // As if there were several, so that all rows have the same columns.
      ...figureNumbers(figure, summary.figures[key], 2),
      results.length,
      badge(summary.verdict),
    ];
  });
  const columns = ["the book", "least", "median", "most", "runs"].map((title) => ({ title, number }));
  return table({ label: "The book's experiments" }, [{ title: "experiment" }, ...columns, { title: "verdict" }], rows);
}

function runOverview(runs: readonly Run[], idOf: ReadonlyMap<string, string>): Markup {
  const number = true;
  const rows = runs.map((run): Part[] => {
    const [, network, data] = describeRun(run);
    const [best, last] = bestAndLast(run);
    const seconds = secondsOf(run);
    const course = run.training === undefined ? undefined : mainCourse(run.training);
    return [
      markup`<a href="#${idOf.get(run.path)!}">${run.name}</a>${run.state !== "finished" && markup` <span class="muted">(${run.state})</span>`}`,
      [network, data].filter((text) => text !== "").join(" · "),
      course === undefined ? "" : sparkline(course.points),
      best,
      last,
      epochsText(run),
      seconds === undefined ? "" : duration(seconds),
    ];
  });
  return table(
    { label: "Runs" },
    [
      { title: "run" },
      { title: "network and data" },
      { title: "" },
      { title: "best (epoch)", number },
      { title: "last", number },
      { title: "epochs", number },
      { title: "time", number },
    ],
    rows,
  );
}

function leftOut(leftAlone: readonly LeftAlone[]): Markup {
  return markup`<h2>Left out</h2><p>These could not be read, and were left as they are.</p><ul>${leftAlone.map(
    ({ name, why }) => markup`<li><code>${name}</code>: ${why}</li>`,
  )}</ul>`;
}

function day(now: Date): string {
  return now.toISOString().slice(0, 10);
}
