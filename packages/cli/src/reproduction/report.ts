/** What is said about an experiment before it runs, and after it. */
import type { Experiment, Summary } from "@nndl/book";
import { percent, plural } from "@nndl/words/numbers";
import { checkNetworkSpec } from "nndl/spec";
import type { Context } from "../context.ts";
import { describeNetwork } from "../describe-network.ts";
import { chart } from "../terminal/chart.ts";
import { indent, pad } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { commandName } from "../training/shell.ts";
import { bookRow, oneRunRows, type Row, severalRunsRows, verdictText } from "./rows.ts";
import type { OneRun } from "./run-one.ts";

interface Changes {
  readonly epochs?: number | undefined;
  readonly limit?: number | undefined;
  readonly members?: number | undefined;
}

/** What is about to be run. */
export function introduceExperiment(context: Context, experiment: Experiment, changes: Changes): void {
  const { style } = context.out;
  const { id, title, section } = experiment;
  context.print(style.bold(`${id}  ${title}`), style.dim(section), settings(experiment, changes), "");
}

function settings(experiment: Experiment, { epochs, limit, members }: Changes): string {
  if (experiment.kind === "darkness") return "No network: the class whose average darkness is nearest.";
  if (experiment.kind === "ensemble")
    return `The vote of ${members ?? experiment.members} × ${experiment.member.name}: ${settings(experiment.member, { epochs, limit })}`;
  const { network, training, expansion } = experiment;
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
  /** Whether it is the only experiment, and there is room for everything. */
  readonly isAlone: boolean;
}

/** How it went. The first run's hash stands at the end of what a program reads. */
export function concludeExperiment(context: Context, { experiment, runs, summary, isAlone }: Concluded): void {
  const [{ result: first }] = runs;
  context.emit({
    type: "summary",
    ...summary,
    id: experiment.id,
    runs: runs.map(({ result: { seed, value, bestEpoch, seconds, sha256 }, folder }) => ({
      seed,
      value,
      bestEpoch,
      seconds,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(folder === undefined ? {} : { run: folder.path }),
    })),
    ...(first.sha256 === undefined ? {} : { sha256: first.sha256 }),
  });
  if (context.json) return;
  const { style, columns } = context.out;
  const width = Math.min(columns, 100) - 2;
  if (!isAlone) {
    const rows: Row[] = [bookRow(experiment, style), ["verdict", verdictText(summary.verdict, style)]];
    context.print("", ...rowLines(context, rows), "");
  } else if (runs.length === 1) {
    context.print(...course(context, experiment, first.correct, first.count));
    context.print(...rowLines(context, oneRunRows(experiment, runs[0], style)));
  } else {
    context.print("", ...rowLines(context, severalRunsRows(experiment, runs, summary, style)), "");
    context.print(...indent(wrap(summary.explanation, width)));
  }
  if (!isAlone) return;
  context.print("", ...indent(wrap(experiment.note, width).map(style.dim)), "");
  context.print(style.dim("What to try next:"), ...suggestions(context, experiment, runs), "");
}

function rowLines({ out }: Context, rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${out.style.dim(pad(name, width))}  ${text}`);
}

/** The accuracy from epoch to epoch. */
function course({ out }: Context, { evaluation }: Experiment, correct: readonly number[], all: number): string[] {
  if (!out.isTerminal || correct.length < 3) return [""];
  const options = { height: 4, columns: Math.min(out.columns - 2, 78), format: percent };
  const drawing = chart(
    correct.map((right) => right / all),
    options,
  );
  const caption = `  ${evaluation} accuracy, epochs 0 to ${correct.length - 1}`;
  return ["", ...indent(drawing.map(out.style.cyan), 1), out.style.dim(caption), ""];
}

function suggestions({ environment, out }: Context, { name, kind }: Experiment, runs: readonly OneRun[]): string[] {
  const nndl = commandName(environment);
  const isTraining = kind === "training";
  const rows: Row[] = [
    ...(isTraining && runs.length < 3
      ? [[`${nndl} reproduce ${name} --seeds 3`, "what do seeds explain?"] as const]
      : []),
    ...(isTraining
      ? [
          [`${nndl} evaluate --wrong 4`, "what it gets wrong"] as const,
          [`${nndl} inspect --weights`, "what it looks for"] as const,
          [`${nndl} predict YOUR-DIGIT.png`, "a digit that you drew"] as const,
        ]
      : kind === "ensemble"
        ? [[`${nndl} reproduce ch6/dropout --seeds 5`, "its networks, one by one"] as const]
        : [[`${nndl} reproduce ch1/first-network`, "a network that learns"] as const]),
    [`${nndl} reproduce`, "the book's other experiments"],
  ];
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, why]) => `  ${out.style.cyan(pad(command, width))}  ${out.style.dim(why)}`);
}
