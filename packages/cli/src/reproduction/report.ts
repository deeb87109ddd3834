/** What is said about an experiment before it runs, and after it. */
import type { Experiment, Summary } from "@nndl/book";
import { checkNetworkSpec } from "nndl";
import type { Context } from "../context.ts";
import { describeNetwork } from "../describe-network.ts";
import { chart } from "../terminal/chart.ts";
import { count, duration, percent, plural, threeDigits } from "../terminal/format.ts";
import type { Style } from "../terminal/style.ts";
import { indent, pad, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { commandName } from "../training/shell.ts";
import type { OneRun } from "./run-one.ts";

export function title(
  context: Context,
  experiment: Experiment,
  changed: { epochs?: number | undefined; limit?: number | undefined },
): void {
  const { style } = context.out;
  context.print(
    style.bold(`${experiment.id}  ${experiment.title}`),
    style.dim(experiment.section),
    settings(experiment, changed),
    "",
  );
}

function settings(
  experiment: Experiment,
  { epochs, limit }: { epochs?: number | undefined; limit?: number | undefined },
): string {
  if (experiment.kind === "darkness") return "No network: the class whose average darkness is nearest.";
  const { network, training } = experiment;
  const { l1 = 0, l2 = 0 } = training.regularization ?? {};
  const parts = [
    describeNetwork(checkNetworkSpec(network)),
    `η ${training.learningRate}`,
    `mini-batches of ${training.miniBatchSize}`,
    l2 > 0 ? `λ ${l2}` : "",
    l1 > 0 ? `L1 λ ${l1}` : "",
    plural(epochs ?? training.epochs, "epoch"),
    limit === undefined ? "" : `${count(limit)} images`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

export function concludeExperiment(
  context: Context,
  experiment: Experiment,
  runs: readonly OneRun[],
  summary: Summary,
): void {
  const [first] = runs;
  context.emit({
    type: "summary",
    ...summary,
    id: experiment.id,
    runs: runs.map(({ result, folder }) => ({
      ...{ seed: result.seed, value: result.value, bestEpoch: result.bestEpoch, seconds: result.seconds },
      ...(result.sha256 === undefined ? {} : { sha256: result.sha256 }),
      ...(folder === undefined ? {} : { run: folder.path }),
    })),
    ...(first.result.sha256 === undefined ? {} : { sha256: first.result.sha256 }),
  });
  if (context.json) return;
  const lines =
    runs.length === 1 ? aboutOne(context, experiment, first) : aboutSeveral(context, runs, summary, experiment);
  const width = Math.min(context.out.columns, 100);
  const { style } = context.out;
  context.print(...lines, "", ...wrap(experiment.note, width - 2).map((line) => `  ${style.dim(line)}`));
  context.print("", style.dim("What to try next:"), ...nextLines(context, experiment, runs), "");
}

function aboutOne(context: Context, experiment: Experiment, { result, folder }: OneRun): string[] {
  const { style } = context.out;
  const { value, count: all, correct, bestEpoch, asInBook } = result;
  const which =
    result.sha256 === undefined
      ? ""
      : experiment.kind === "training" && experiment.reading === "final epoch"
        ? ", at the last epoch"
        : `, at the best epoch, ${bestEpoch}`;
  const right = Math.round((value / 100) * all);
  const rows: [string, string][] = [
    [
      "the book",
      experiment.book.value === undefined
        ? experiment.book.text
        : `${style.bold(percent(experiment.book.value / 100))}  ${experiment.book.text}`,
    ],
    ["here", `${style.bold(style.green(percent(value / 100)))}  ${count(right)} of ${count(all)}${which}`],
    ...(asInBook ? [] : [["", style.yellow("not as in the book: other epochs, or fewer images")] as [string, string]]),
    ["epochs", `${correct.length}, in ${duration(result.seconds)} with everything`],
    ...(result.imagesPerSecond === undefined
      ? []
      : [
          [
            "speed",
            `${count(threeDigits(result.imagesPerSecond))} images a second, on ${plural(result.threads ?? 1, "thread")}`,
          ] as [string, string],
        ]),
    ...(result.sha256 === undefined
      ? []
      : [["seed", String(result.seed)] as [string, string], ["sha256", result.sha256] as [string, string]]),
    ...(folder === undefined ? [] : [["saved", folder.name] as [string, string]]),
  ];
  const shown = experiment.kind === "darkness" ? rows.filter(([name]) => name !== "epochs") : rows;
  return [...course(context, experiment, correct, all), ...box(shown, style)];
}

function aboutSeveral(context: Context, runs: readonly OneRun[], summary: Summary, experiment: Experiment): string[] {
  const { style, columns } = context.out;
  const { min, median, max, verdict, explanation } = summary;
  const speed = Math.max(...runs.map(({ result }) => result.imagesPerSecond ?? 0));
  const saved = runs.flatMap(({ folder }) => (folder === undefined ? [] : [folder.name]));
  const rows: [string, string][] = [
    [
      "the book",
      experiment.book.value === undefined
        ? experiment.book.text
        : `${style.bold(percent(experiment.book.value / 100))}  ${experiment.book.text}`,
    ],
    ["here", `min ${percent(min / 100)}   median ${style.bold(percent(median / 100))}   max ${percent(max / 100)}`],
    ["verdict", verdictText(verdict, style)],
    [
      "epochs",
      `${runs[0].result.correct.length} each, in ${duration(runs.reduce((sum, { result }) => sum + result.seconds, 0))} altogether`,
    ],
    [
      "speed",
      `${count(threeDigits(speed))} images a second at best, on ${plural(runs[0].result.threads ?? 1, "thread")}`,
    ],
    ["saved", saved[0] ?? "nothing"],
    ...saved.slice(1).map((name) => ["", name] as [string, string]),
  ];
  return ["", ...box(rows, style), "", ...wrap(explanation, Math.min(columns, 100) - 2).map((line) => `  ${line}`)];
}

export function verdictText(verdict: Summary["verdict"], style: Style): string {
  const paint = {
    agrees: style.green,
    "ours is higher": style.cyan,
    "ours is lower": style.yellow,
    "not judged": style.dim,
  }[verdict];
  return paint(verdict === "agrees" ? "agrees: within what seeds explain" : verdict);
}

/** All experiments in one table. */
export function overview(context: Context, experiments: readonly Experiment[], summaries: readonly Summary[]): void {
  context.emit({ type: "overview", summaries });
  const { style } = context.out;
  const right = "right" as const;
  const rows = summaries.map((summary, i) => [
    style.cyan(summary.name),
    experiments[i].id,
    summary.book === undefined ? "–" : percent(summary.book / 100),
    ...[summary.min, summary.median, summary.max].map((value) => percent(value / 100)),
    verdictText(summary.verdict, style),
  ]);
  const columns = [
    { title: "experiment" },
    { title: "" },
    ...["the book", "min", "median", "max"].map((name) => ({ title: name, align: right })),
    { title: "" },
  ];
  context.print(...indent(table(columns, rows, style)), "");
}

function box(rows: readonly (readonly [string, string])[], style: Style): string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${style.dim(pad(name, width))}  ${text}`);
}

/** The accuracy from epoch to epoch. */
function course({ out }: Context, experiment: Experiment, correct: readonly number[], all: number): string[] {
  if (!out.isTerminal || correct.length < 3) return [""];
  const drawing = chart(
    correct.map((right) => right / all),
    { height: 4, columns: Math.min(out.columns - 2, 78), format: percent },
  );
  return [
    "",
    ...indent(drawing.map(out.style.cyan), 1),
    out.style.dim(`  ${experiment.evaluation} accuracy, epochs 0 to ${correct.length - 1}`),
    "",
  ];
}

function nextLines({ environment, out }: Context, { name, kind }: Experiment, runs: readonly OneRun[]): string[] {
  const nndl = commandName(environment);
  const folder = runs.at(-1)?.folder;
  const suggestions: [string, string][] = [
    ...(kind === "training" && runs.length < 3
      ? [[`${nndl} reproduce ${name} --seeds 3`, "do seeds explain the difference?"] as [string, string]]
      : []),
    ...(folder === undefined
      ? [[`${nndl} reproduce ch1/first-network`, "a network that learns"] as [string, string]]
      : [
          [`${nndl} evaluate --wrong 4`, "what it gets wrong"] as [string, string],
          [`${nndl} inspect --weights`, "what it looks for"] as [string, string],
        ]),
    [`${nndl} reproduce`, "the book's other experiments"],
  ];
  const width = Math.max(...suggestions.map(([command]) => command.length));
  return suggestions.map(([command, why]) =>
    width + why.length + 6 <= out.columns
      ? `  ${out.style.cyan(pad(command, width))}  ${out.style.dim(why)}`
      : `  ${out.style.cyan(command)}`,
  );
}
