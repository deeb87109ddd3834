/** What is said before a run, and after it. */

import { dirname, relative, resolve } from "node:path";
import { formatAdversarial } from "@nndl/words/adversarial";
import { changesFlag, formatChanges } from "@nndl/words/changes";
import { formatClassWeights } from "@nndl/words/class-weights";
import { formatExpansion } from "@nndl/words/expand";
import { count, duration, percent, plural, significant } from "@nndl/words/numbers";
import { shellQuote } from "@nndl/words/shell-quote";
import { looksAtAll } from "@nndl/words/train-line";
import type { EpochRecord, TrainingOutcome } from "nndl";
import type { Context } from "../context.ts";
import { titleOf } from "../describe-network.ts";
import { rememberAnswers } from "../report/remember-answers.ts";
import { runsDirectory } from "../runs-directory.ts";
import { sayRemarks } from "../say-remarks.ts";
import { chart } from "../terminal/chart.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, table } from "../terminal/table.ts";
import { widthOf, wrap } from "../terminal/wrap.ts";
import { reasons } from "./card.ts";
import { describeMeasurement, quality } from "./epoch-lines.ts";
import type { PreparedRun } from "./prepare.ts";
import type { RunConfig } from "./run-folder.ts";
import { finalEpoch, saveNetwork } from "./save.ts";
import { commandName } from "./shell.ts";

export interface Conclusion {
  readonly outcome: TrainingOutcome;
  readonly seconds: number;
  /** Whether there is something to write that is not there yet. */
  readonly isNews: boolean;
}

export function introduce(context: Context, prepared: PreparedRun): void {
  const { config, folder, run, from, skipped } = prepared;
  const { network, training, data, monitor, seed } = config;
  const onData = prepared.data.found?.remarks ?? [];
  const said = new Set(onData.map(({ code }) => code));
  const remarks = [...onData, ...prepared.remarks.filter(({ code }) => !said.has(code))];
  context.emit({
    type: "start",
    run: folder.path,
    ...(from === undefined ? {} : { resumedFrom: from }),
    ...(prepared.forecast === undefined ? {} : { forecast: prepared.forecast }),
    ...(prepared.usual === undefined ? {} : { usual: prepared.usual }),
    network,
    training,
    monitor,
    seed,
    data,
    ...(config.from === undefined ? {} : { startedFrom: config.from }),
    remarks,
    step: run.progress.step,
    steps: run.progress.steps,
  });
  const { style } = context.out;
  const columns = roomOf(context.out);
  const regularization = [
    ...(training.regularization.l2 > 0 ? [`L2 λ ${training.regularization.l2}`] : []),
    ...(training.regularization.l1 > 0 ? [`L1 λ ${training.regularization.l1}`] : []),
  ];
  const { clipNorm, clipValue } = training.optimizer as { clipNorm?: number; clipValue?: number };
  const clipping = [
    clipNorm === undefined ? "" : `gradients at most ${clipNorm} long`,
    clipValue === undefined ? "" : `gradients within ±${clipValue}`,
  ];
  const changed = changesFlag(training.changes);
  const how = [
    training.optimizer.type === "sgd" ? "" : training.optimizer.type,
    `η ${training.learningRate}`,
    training.schedule.type === "constant" ? "" : training.schedule.type,
    looksAtAll(training.optimizer) ? "all images before each step" : `mini-batches of ${training.miniBatchSize}`,
    training.expansion === undefined ? "" : `distorted by ${formatExpansion(training.expansion)}`,
    training.adversarial === undefined ? "" : `against an attack of ε ${formatAdversarial(training.adversarial)}`,
    ...regularization,
    ...clipping,
    training.carry ? "carried from stretch to stretch" : "",
    plural(training.epochs, "epoch"),
    training.classWeights === undefined ? "" : `class weights ${formatClassWeights(training.classWeights)}`,
    changed === undefined ? "" : `changes ${formatChanges(changed)}`,
    training.freeze === undefined
      ? ""
      : `${training.freeze.map((index) => layerName(network, index)).join(", ")} frozen`,
    training.earlyStopping === undefined ? "" : `patience ${training.earlyStopping.patience}`,
    `seed ${seed}`,
  ];
  context.print(
    ...(prepared.usual === undefined ? [] : wrap(prepared.usual, columns)),
    ...titleOf(network, context.out),
    ...joined(
      how.filter((part) => part !== ""),
      columns,
    ),
    ...(config.from === undefined ? [] : wrap(startSentence(config), columns)),
    ...wrap(`${data.name}: ${exampleCounts(prepared)}`, columns).map(style.dim),
    ...(prepared.data.divided === undefined ? [] : wrap(`(${prepared.data.divided})`, columns).map(style.dim)),
    style.dim(folder.name),
    ...(prepared.forecast === undefined ? [] : wrap(`${capital(prepared.forecast)}.`, columns)),
  );
  sayRemarks(context, remarks);
  for (const path of skipped ?? []) context.remark(`The checkpoint ${path} is damaged; an older one is used.`);
  const { epoch, step, steps } = run.progress;
  if (from !== undefined) context.print(style.dim(`Resumed in epoch ${epoch}, ${percent(step / steps)} of the way.`));
  context.print("");
}

/** As many parts in a line as fit, with dots between. */
function joined(parts: readonly string[], columns: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && widthOf(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** "layer 1 (dense)" */
function layerName({ layers }: RunConfig["network"], index: number): string {
  return `layer ${index + 1} (${layers[index].type})`;
}

/** Which weights it starts from, and which of them are drawn anew. */
function startSentence({ from, network }: RunConfig): string {
  const last = network.layers[network.layers.length - 1];
  const outputs = last.type === "dense" ? last.units : 0;
  const kept = from?.outputs === undefined ? "all of its weights" : "its weights";
  const drawn =
    from?.outputs === undefined
      ? ""
      : `; the last layer is drawn anew, with ${outputs} outputs instead of ${from.outputs}`;
  return `starts from ${relativeName(from?.path ?? "")}, ${kept}${drawn}; the optimizer and the epochs begin anew`;
}

function relativeName(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

export function sayInterrupted(
  context: Context,
  { folder, run, checkpoints }: PreparedRun,
  outcome: TrainingOutcome,
): void {
  const resume = `${commandName(context.environment)} train --resume ${shellQuote(folder.name)}`;
  const { epoch, step, steps } = run.progress;
  context.emit({
    type: "interrupted",
    epoch,
    step,
    steps,
    checkpoint: checkpoints.lastPath,
    resume,
    sha256: outcome.sha256,
  });
  const { style } = context.out;
  context.print(
    "",
    `${style.yellow("Interrupted")} in epoch ${epoch}, ${percent(step / steps)} of the way. Everything is saved; to go on:`,
    `  ${style.cyan(resume)}`,
  );
}

/** Writes the network and its card, and says how it went. */
export async function conclude(
  context: Context,
  prepared: PreparedRun,
  { outcome, seconds, isNews }: Conclusion,
): Promise<void> {
  const { folder, config, run } = prepared;
  const final = finalEpoch(config, outcome);
  if (isNews) {
    await saveNetwork({ folder, config, run, outcome });
    await rememberAnswers({ folder, config, network: run.network, data: prepared.data });
  }
  context.emit({
    type: "end",
    reason: outcome.reason,
    epochs: outcome.epochs,
    ...(outcome.bestEpoch === undefined ? {} : { bestEpoch: outcome.bestEpoch }),
    evaluations: final?.evaluations ?? {},
    seconds,
    threads: run.threads,
    run: folder.path,
    network: folder.network,
    sha256: outcome.sha256,
  });
  if (!context.json) sayConclusion(context, prepared, { outcome, seconds, isNews }, final);
}

function sayConclusion(
  context: Context,
  prepared: PreparedRun,
  conclusion: Conclusion,
  final: EpochRecord | undefined,
): void {
  const { folder, config, run, from } = prepared;
  const { outcome, seconds, isNews } = conclusion;
  const { style } = context.out;
  const columns = roomOf(context.out);
  const main = config.training.watch?.data ?? config.monitor.at(-1);
  drawCourse(context, outcome, main);
  const rest = outcome.reason === "finished" ? "" : `, ${reasons[outcome.reason]}`;
  const time = `${duration(seconds)}${from === undefined ? "" : " since it was resumed"}`;
  const sentence = isNews
    ? `${style.green("Trained")} ${plural(outcome.epochs, "epoch")}${rest}, in ${time} on ${plural(run.threads, "thread")}.`
    : `${style.green("Trained already")}, ${plural(outcome.epochs, "epoch")}${rest}; --epochs with a larger number prolongs it.`;
  const rows = Object.entries(final?.evaluations ?? {}).map(([set, measurement]) => [
    set,
    describeMeasurement(measurement),
  ]);
  context.print(
    ...wrap(sentence, columns),
    "",
    ...indent(
      table(
        [{ title: "" }, { title: "" }],
        [
          ...rows.map(([set, text]) => [set, style.bold(text)]),
          ...bestRow(outcome, main, final),
          ["sha256", outcome.sha256],
          ["saved", `${folder.name}/network.safetensors`],
        ],
        style,
        columns - 2,
      ),
    ),
    "",
    style.dim("What next:"),
    ...next(context, prepared).map((line) => `  ${style.cyan(line)}`),
  );
}

function bestRow({ history }: TrainingOutcome, set: string | undefined, final: EpochRecord | undefined): string[][] {
  if (set === undefined || final === undefined) return [];
  const best = history.reduce((a, b) => (quality(b.evaluations[set]) > quality(a.evaluations[set]) ? b : a));
  if (best.index === final.index) return [];
  const { accuracy, cost } = best.evaluations[set];
  return [
    [
      "best",
      `${set} ${accuracy === undefined ? `cost ${significant(cost)}` : percent(accuracy)} in epoch ${best.index}`,
    ],
  ];
}

/** The accuracy, or the cost, from the first epoch to the last. */
function drawCourse({ out, print }: Context, { history }: TrainingOutcome, set: string | undefined): void {
  if (!out.isTerminal || set === undefined || history.length < 3) return;
  const classes = history[0].evaluations[set]?.accuracy !== undefined;
  const values = history.map(({ evaluations }) => (classes ? (evaluations[set].accuracy ?? 0) : evaluations[set].cost));
  const columns = Math.min(out.columns - 2, 78);
  const drawing = chart(values, { height: 5, columns, format: classes ? percent : (value) => significant(value) });
  const title = `${set} ${classes ? "accuracy" : "cost"}, epochs 0 to ${history.at(-1)?.index}`;
  print("", ...indent(drawing.map(out.style.cyan), 1), out.style.dim(indent([title], 1)[0]), "");
}

/** The last run under runs/ needs no name. */
function next({ environment }: Context, { folder, data }: PreparedRun): string[] {
  const nndl = commandName(environment);
  const isLast = dirname(folder.path) === resolve(runsDirectory);
  const name = isLast ? "" : ` ${shellQuote(folder.name)}`;
  if (data.training.preparation?.inputs.kind === "text") return [`${nndl} generate${name}`, `${nndl} evaluate${name}`];
  const hasPictures = data.training.shape.length === 3 && data.training.targets.kind === "classes";
  if (!hasPictures) return [`${nndl} evaluate${name}`, `${nndl} inspect${name}`];
  return [
    `${nndl} evaluate${name} --wrong 4`,
    `${nndl} inspect${name} --weights`,
    `${nndl} predict${name} YOUR-DIGIT.png`,
  ];
}

function exampleCounts({ config, data }: PreparedRun): string {
  const { training, validation, test } = config.data;
  const what = data.training.shape.length === 3 ? "image" : "example";
  const parts = [
    `${count(training)} training`,
    ...(validation > 0 ? [`${count(validation)} validation`] : []),
    plural(test, `test ${what}`),
  ];
  return parts.join(", ");
}
