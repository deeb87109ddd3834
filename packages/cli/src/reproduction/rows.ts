/** The rows of the table that an experiment ends with: its figures, and how they came about. */
import { type Experiment, type NumberFigure, numberOf, type Summary, withUnit } from "@nndl/book";
import { duration, plural, speed } from "@nndl/words/numbers";
import type { Style } from "../terminal/style.ts";
import { differs } from "./board-lines.ts";
import type { OneRun } from "./kept-run.ts";
import type { Recorded } from "./recorded.ts";

export type Row = readonly [name: string, text: string];

/** Each figure: ours of one run or over several, the book's beside it, and the verdict where there is one. */
export function figureRows(experiment: Experiment, runs: readonly OneRun[], summary: Summary, style: Style): Row[] {
  return Object.entries(experiment.figures).flatMap(([key, figure]): Row[] => {
    const { title, verdict, min, median, max } = summary.figures[key];
    const judged = verdict === "not judged" ? "" : `  ${verdictText(verdict, style)}`;
    if (figure.kind === "claim") return verdict === "not judged" ? [] : [["claim", `${title}:${judged}`]];
    if (figure.kind === "series") return judged === "" ? [] : [[title, `the curve${judged}`]];
    const text = (value: number | undefined) => withUnit(figure, value ?? Number.NaN);
    const ours =
      runs.length === 1
        ? style.bold(style.green(text(numberOf(runs[0].result.measured, key))))
        : `min ${text(min)}   median ${style.bold(text(median))}   max ${text(max)}`;
    // Where the quick form measures something else, the published number is none of it.
    const theirs = title === figure.title ? bookText(figure, style) : "";
    return [[title, `${ours}${theirs}${judged}`]];
  });
}

function bookText(figure: NumberFigure, style: Style): string {
  const number = figure.book === undefined ? "" : style.bold(withUnit(figure, figure.book));
  const words =
    figure.text === undefined || figure.text === withUnit(figure, figure.book ?? Number.NaN) ? "" : figure.text;
  if (number === "" && words === "") return "";
  return style.dim("   the book: ") + [number, words].filter((part) => part !== "").join("  ");
}

/** How long it took, what it hashes to, where it is. */
export function workRows(runs: readonly OneRun[], style: Style): Row[] {
  const [{ result: first }] = runs;
  const seconds = runs.reduce((sum, { result }) => sum + result.seconds, 0);
  const trainings = runs.flatMap(({ result }) => result.trainings);
  const fastest = Math.max(
    0,
    ...trainings.map(({ images, epochs, trainingSeconds }) => (images * epochs) / trainingSeconds),
  );
  const threads = Math.max(1, ...trainings.map((training) => training.threads));
  return [
    ["took", `${duration(seconds)}${runs.length === 1 ? "" : " altogether"}`],
    ...present(fastest > 0, "speed", `up to ${speed(fastest)} images a second, on ${plural(threads, "thread")}`),
    ...present(first.form === "look", "", style.yellow("not as in the book: other epochs, or fewer images")),
    ...present(first.form === "quick", "", style.yellow("the quick form: only what holds in it is judged")),
    ...present(runs.length === 1 && first.sha256 !== undefined, "seed", String(first.seed)),
    ...present(runs.length === 1 && first.sha256 !== undefined, "sha256", first.sha256 ?? ""),
    ...runs.map(({ folder }, i): Row => [i === 0 ? "saved" : "", folder.name]),
  ];
}

/** How it compares with what is recorded of the same run. */
export function recordedRow({ isSame, path, theirs }: Recorded, style: Style): Row {
  const { nndl } = theirs.versions;
  if (isSame) return ["recorded", `${style.green("as recorded")}, to the bit${style.dim(`   by nndl ${nndl}`)}`];
  return ["recorded", `${style.yellow(differs)} from ${path}`];
}

export function verdictText(verdict: Summary["verdict"], style: Style): string {
  if (verdict === "agrees") return style.green("agrees");
  return (verdict === "not judged" ? style.dim : style.yellow)(verdict);
}

/** A row, where there is something to say. */
function present(isThere: boolean, name: string, text: string): Row[] {
  return isThere ? [[name, text]] : [];
}
