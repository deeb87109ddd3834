import type { Experiment } from "./experiment.ts";
import { type Figure, withUnit } from "./figure.ts";
import type { StoredResult } from "./stored-result.ts";
import { type Summary, summarize } from "./summary.ts";

/** The page of results in docs: every experiment, its seeds summarized figure by figure, its weights' hashes. Markdown. */
export function resultsPage(experiments: readonly Experiment[], results: readonly StoredResult[]): string {
  const groups = experiments.map((experiment) => {
    const runs = results.filter(({ name }) => name === experiment.name);
    return { experiment, runs, summary: runs.length === 0 ? undefined : summarize(experiment, runs) };
  });
  const machines = [...new Set(results.map(({ machine }) => machine))];
  return [
    "# The book's numbers, and ours",
    "",
    "Written by `npm run results`; do not edit. `nndl reproduce NAME` runs one experiment again, and `nndl reproduce NAME --verify`",
    "compares what comes out with what is stored in results/.",
    "",
    table(
      ["experiment", "row", "what", "the book", "min", "median", "max", "verdict", "runs", "seconds a run"],
      groups.map(({ experiment, runs, summary }) => [
        `[\`${experiment.name}\`](#${anchor(experiment.name)})`,
        experiment.id,
        experiment.title,
        ...mainFigures(experiment, summary),
        String(runs.length),
        runs.length === 0 ? "–" : brief(median(runs.map(({ seconds }) => seconds))),
      ]),
    ),
    "",
    `Seconds are medians, evaluation after every epoch included; ${machines.join("; ")}.`,
    "Long runs shared their machine with other work, so that it is often two to three times as fast when it has nothing else to do.",
    "",
    "*Agrees* means that each figure that is compared agrees as its line says: by default that seeds explain the difference, the",
    "book's number lying in the 95 % prediction interval for one more run of ours. An interval wider than ten percentage points is",
    "no agreement, and is not judged.",
    "",
    ...groups.flatMap(({ experiment, runs, summary }) => section(experiment, runs, summary)),
  ].join("\n");
}

function section(experiment: Experiment, runs: readonly StoredResult[], summary: Summary | undefined): string[] {
  const hashes = runs.filter(({ sha256 }) => sha256 !== undefined);
  return [
    `## ${experiment.name}`,
    "",
    `${experiment.id}. ${experiment.title}. The book: ${experiment.claim}.`,
    experiment.note,
    "",
    ...(summary === undefined
      ? ["Not run yet."]
      : [
          table(
            ["figure", "the book", "min", "median", "max", ""],
            Object.entries(summary.figures).map(([key, figure]) => [
              figure.title,
              ...values(experiment.figures[key], figure),
              `${figure.verdict}: ${figure.explanation}`,
            ]),
          ),
        ]),
    "",
    ...(hashes.length === 0
      ? []
      : [
          "SHA-256 of the final weights, for any number of threads:",
          hashes.map(({ seed, sha256 }) => `seed ${seed} \`${sha256}\``).join("; "),
          "",
        ]),
  ];
}

/**
 * Of the figure that stands for an experiment, the book's, our least, median and largest, and the verdict on all figures, for a
 * table; of an experiment without any run, that it was not run yet.
 */
export function mainFigures({ figures }: Experiment, summary: Summary | undefined): string[] {
  const [key, figure] = Object.entries(figures)[0];
  if (summary === undefined) return [...values(figure, undefined), "not run yet"];
  return [...values(figure, summary.figures[key]), summary.verdict];
}

function values(figure: Figure, summary: Summary["figures"][string] | undefined): string[] {
  if (figure.kind !== "number") return ["–", "–", "–", "–"];
  const text = (value: number | undefined) => (value === undefined ? "–" : withUnit(figure, value));
  return [figure.book, summary?.min, summary?.median, summary?.max].map(text);
}

function anchor(name: string): string {
  return name.replaceAll("/", "");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Two digits, and all that are before the point: 0.037, 2.6, 13, 2340. */
function brief(seconds: number): string {
  return seconds >= 100 ? String(Math.round(seconds)) : seconds.toPrecision(2);
}
