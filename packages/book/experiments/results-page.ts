import { count } from "@nndl/words/numbers";
import type { Experiment } from "./experiment.ts";
import type { ExperimentResult } from "./result.ts";
import { type Summary, summarize } from "./summary.ts";

/** A result that is kept, and the machine that its seconds were taken on. */
export type StoredResult = Omit<ExperimentResult, "network"> & { readonly machine: string };

/** The page of results in docs: every experiment, its seeds summarized, its weights' hashes. Markdown. */
export function resultsPage(experiments: readonly Experiment[], results: readonly StoredResult[]): string {
  const groups = experiments.map((experiment) => {
    const runs = results.filter(({ name }) => name === experiment.name);
    return { experiment, runs, summary: runs.length === 0 ? undefined : summarize(experiment, runs) };
  });
  const machines = [...new Set(results.map(({ machine }) => machine))];
  return [
    "# The book's numbers, and ours",
    "",
    "Written by `npm run results`; do not edit. `nndl reproduce NAME` runs one row again.",
    "",
    "Percent of 10,000 images read correctly (test images in chapters 1 and 6 and for the first three of chapter 3,",
    "validation images for the others), after the best epoch or, where it says so, another. *Agrees* means that seeds",
    "explain the difference: the book's figure lies in the 95 % prediction interval for one more run of ours.",
    "",
    table(
      [
        ...["experiment", "what", "the book", "min", "median", "max", "verdict", "runs"],
        ...["seconds a run", "seconds an epoch", "images/s"],
      ],
      groups.map(({ experiment, runs, summary }) => [
        `\`${experiment.name}\``,
        experiment.title,
        ...figures(experiment, summary),
        String(runs.length),
        ...speeds(runs),
      ]),
    ),
    "",
    "Medians: seconds a run (evaluation after every epoch included), seconds an epoch and images per second (training alone);",
    `${machines.join("; ")}.`,
    "Long runs shared their machine with other work, so that it is often two to three times as fast when it has nothing else to do.",
    "",
    "## What to bear in mind",
    "",
    ...groups.map(({ experiment, summary }) => remark(experiment, summary)),
    "",
    ...mistakesOf(results),
    "## Every run",
    "",
    "The same seed gives the same weights, byte for byte, on every machine and on any number of threads.",
    "",
    table(
      ["experiment", "seed", "%", "best epoch", "SHA-256 of the final weights"],
      groups.flatMap(({ runs }) =>
        runs
          .filter(({ sha256 }) => sha256 !== undefined)
          .map(({ name, seed, value, bestEpoch, sha256 }) => [
            `\`${name}\``,
            String(seed),
            value.toFixed(2),
            String(bestEpoch),
            `\`${sha256}\``,
          ]),
      ),
    ),
    "",
  ].join("\n");
}

/**
 * The book's figure, our least, median and largest, and the verdict, for a table; of an experiment without any run, that
 * it was not run yet.
 */
export function figures({ book }: Experiment, summary: Summary | undefined): string[] {
  const percent = (value: number | undefined) => value?.toFixed(2) ?? "–";
  const ours = [summary?.min, summary?.median, summary?.max];
  return [percent(book.value), ...ours.map(percent), summary?.verdict ?? "not run yet"];
}

/** Seconds a run, seconds an epoch, and images a second: medians. */
function speeds(runs: readonly StoredResult[]): string[] {
  const [first] = runs;
  if (first === undefined) return ["–", "–", "–"];
  const seconds = brief(middle(runs.map((run) => run.seconds)));
  if (first.imagesPerSecond === undefined) return [seconds, "–", "–"];
  const perSecond = rounded(middle(runs.map(({ imagesPerSecond = 0 }) => imagesPerSecond)));
  return [seconds, brief(middle(runs.map(secondsPerEpoch))), perSecond];
}

/** Which epoch is read, where it is not the best by the very figure. */
const readings = {
  "best epoch": "",
  "final epoch": " Read after the last epoch.",
  "best validation": " Read where most validation images are read correctly.",
};

/** What the votes of ensembles get wrong; nothing where there is no ensemble. */
function mistakesOf(results: readonly StoredResult[]): string[] {
  const ensembles = results.filter(({ mistakes }) => mistakes !== undefined);
  if (ensembles.length === 0) return [];
  return [
    "## What the ensembles misread",
    "",
    "Each test image by its number, with what it is → what the vote takes it for.",
    "",
    ...ensembles.map(({ name, seed, members = [], mistakes = [] }) => {
      const counts = members.map(({ correct }) => count(correct)).join(", ");
      const wrong = mistakes.map(({ index, label, predicted }) => `${index}: ${label}→${predicted}`).join(", ");
      return `- \`${name}\` seed ${seed}, ${members.length} networks (${counts} right by themselves), ${mistakes.length} wrong: ${wrong}.`;
    }),
    "",
  ];
}

function remark({ name, id, note, book, ...experiment }: Experiment, summary: Summary | undefined): string {
  const reading = experiment.kind === "training" ? readings[experiment.reading] : "";
  return `- \`${name}\` (${id}). The book: ${book.text}. ${summary?.explanation ?? "Not run yet."} ${note}${reading}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function secondsPerEpoch({ secondsPerEpoch: seconds, imagesPerSecond = Number.NaN }: StoredResult): number {
  return seconds ?? 50_000 / imagesPerSecond;
}

/** Two digits, and all that are before the point: 0.037, 2.6, 13, 2340. */
function brief(seconds: number): string {
  return seconds >= 100 ? String(Math.round(seconds)) : seconds.toPrecision(2);
}

/** To three digits, but at most to the nearest thousand: 727,000, 4,710. */
function rounded(value: number): string {
  const unit = value >= 100_000 ? 1000 : value >= 10_000 ? 100 : 10;
  return count(Math.round(value / unit) * unit);
}
