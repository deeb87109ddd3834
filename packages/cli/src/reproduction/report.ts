/** What is said about an experiment before it runs, and after it. */
import {
  type Experiment,
  type Point,
  type SeriesFigure,
  type Shortened,
  type Summary,
  seriesOf,
  type TrainingRecipe,
} from "@nndl/book";
import { plural } from "@nndl/words/numbers";
import { checkNetworkSpec } from "nndl/spec";
import type { Context } from "../context.ts";
import { describeNetwork } from "../describe-network.ts";
import { chart } from "../terminal/chart.ts";
import { indent, pad } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { commandName } from "../training/shell.ts";
import { differenceLines } from "./difference-lines.ts";
import type { OneRun } from "./kept-run.ts";
import type { Recorded } from "./recorded.ts";
import { figureRows, type Row, recordedRow, workRows } from "./rows.ts";

/** What is about to be run. */
export function introduceExperiment(context: Context, experiment: Experiment, shortened: Shortened): void {
  const { style } = context.out;
  const { id, title, section, about, training } = experiment;
  const what = training === undefined ? (about ?? "") : settings(training, shortened);
  context.print(style.bold(`${id}  ${title}`), style.dim(section), what, "");
}

function settings({ network, training, expansion }: TrainingRecipe, { epochs, limit }: Shortened): string {
  const { l1 = 0, l2 = 0 } = training.regularization ?? {};
  const parts = [
    describeNetwork(checkNetworkSpec(network)),
    `η ${training.learningRate}`,
    `mini-batches of ${training.miniBatchSize}`,
    l2 > 0 ? `λ ${l2}` : "",
    l1 > 0 ? `L1 λ ${l1}` : "",
    plural(epochs ?? training.epochs, "epoch"),
    limit === undefined ? "" : plural(limit, "image"),
    expansion === undefined ? "" : "each image also shifted by a pixel four ways",
    training.shuffle === false ? "always in the same order" : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

export interface Concluded {
  readonly experiment: Experiment;
  readonly runs: readonly OneRun[];
  readonly summary: Summary;
  /** Of one run alone, how it compares with what is stored of it. */
  readonly recorded?: Recorded | undefined;
  /** Whether it was done anew to be compared: then that is all that is wanted. */
  readonly isVerified?: boolean;
}

/** Tells a program how an experiment went. The first run's hash stands at the end. */
export function emitSummary(context: Context, { experiment, runs, summary }: Concluded): void {
  const [{ result: first }] = runs;
  context.emit({
    type: "summary",
    ...summary,
    id: experiment.id,
    runs: runs.map(({ result: { seed, form, seconds, sha256 }, folder }) => ({
      seed,
      form,
      seconds,
      ...(sha256 === undefined ? {} : { sha256 }),
      run: folder.path,
    })),
    ...(first.sha256 === undefined ? {} : { sha256: first.sha256 }),
  });
}

/** How the only experiment went, with everything that there is room for. */
export function concludeExperiment(context: Context, concluded: Concluded): void {
  const { experiment, runs, summary, recorded, isVerified = false } = concluded;
  emitSummary(context, concluded);
  if (context.json) return;
  const { style, columns } = context.out;
  const width = Math.min(columns, 100) - 2;
  if (runs.length === 1) context.print(...curves(context, experiment, runs[0]));
  context.print(
    "",
    ...rowLines(context, [
      ...figureRows(experiment, runs, summary, style),
      ...workRows(runs, style),
      ...(recorded === undefined ? [] : [recordedRow(recorded, style)]),
    ]),
    "",
  );
  if (recorded?.isSame === false) {
    const lines = differenceLines(experiment, runs[0].result, recorded);
    context.print(...indent(lines.flatMap((line) => wrap(line, width)).map(style.yellow)), "");
  }
  for (const { title, kind, verdict, explanation } of Object.values(summary.figures))
    if (verdict !== "not judged" || (kind === "number" && runs[0].result.form === "full"))
      context.print(...indent(wrap(`${title}: ${explanation}`, width).map(style.dim)));
  context.print("", ...indent(wrap(experiment.note, width).map(style.dim)), "");
  if (!isVerified) context.print(style.dim("What to try next:"), ...suggestions(context, experiment, runs), "");
}

function rowLines({ out }: Context, rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${out.style.dim(pad(name, width))}  ${text}`);
}

/** Its series that run over something, as curves, with the book's points in words where it has a few. */
function curves({ out }: Context, { figures }: Experiment, { result }: OneRun): string[] {
  if (!out.isTerminal) return [];
  return Object.entries(figures).flatMap(([key, figure]) => {
    if (figure.kind !== "series") return [];
    const points = seriesOf(result.measured, key);
    return points.length < 3 || points.some(([, y]) => !Number.isFinite(y)) ? [] : curve(out, figure, points);
  });
}

function curve(out: Context["out"], { title, x, y, log }: SeriesFigure, points: readonly Point[]): string[] {
  const isLog = (log === "y" || log === "both") && points.every(([, value]) => value > 0);
  const values = points.map(([, value]) => (isLog ? Math.log10(value) : value));
  const format = (value: number) => short(isLog ? 10 ** value : value);
  const drawing = chart(values, { height: 4, columns: Math.min(out.columns - 2, 78), format });
  const caption = `  ${title} (${y}); ${x} ${short(points[0][0])} to ${short(points[points.length - 1][0])}`;
  return ["", ...indent(drawing.map(out.style.cyan), 1), out.style.dim(caption)];
}

function short(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(3)));
}

function suggestions(
  { environment, out }: Context,
  { name, training, chance }: Experiment,
  runs: readonly OneRun[],
): string[] {
  const nndl = commandName(environment);
  const rows: Row[] = [
    ...(chance && runs.length < 3 ? [[`${nndl} reproduce ${name} --seeds 3`, "what do seeds explain?"] as const] : []),
    ...(training === undefined
      ? [[`${nndl} reproduce ch1/first-network`, "a network that learns"] as const]
      : [
          [`${nndl} evaluate --wrong 4`, "what it gets wrong"] as const,
          [`${nndl} inspect --weights`, "what it looks for"] as const,
          [`${nndl} predict YOUR-DIGIT.png`, "a digit that you drew"] as const,
        ]),
    [`${nndl} reproduce`, "the book's other experiments"],
  ];
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, why]) => `  ${out.style.cyan(pad(command, width))}  ${out.style.dim(why)}`);
}
