/** `nndl train --folds k`: k networks, each measured on the part of the data that it did not see. */
import { count, duration, percent, plural, significant } from "@nndl/words/numbers";
import { defaults } from "@nndl/words/train-defaults";
import { flagOf, type TrainFlags, type TrainOptionName } from "@nndl/words/train-options";
import { type Dataset, expandByShifts, network, type Remark, type TrainingRun, train } from "nndl";
import { reportOn } from "nndl/analysis";
import type { Context } from "../context.ts";
import { type DataSets, divide, dividedFolds, openWhole, sourceOf, withRemarks } from "../data-sets.ts";
import { titleOf } from "../describe-network.ts";
import { exitCodes } from "../errors.ts";
import { whileReading } from "../reading-progress.ts";
import { sayRemarks } from "../say-remarks.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, table } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { UsageError } from "../usage-error.ts";
import { tickEvery } from "./drive.ts";
import { type Asked, complete, type Request, readingOf, settingsOf } from "./prepare.ts";
import { ProgressClock, progressParts } from "./progress.ts";
import { finalEpoch } from "./save.ts";
import { makeSetup } from "./setup.ts";
import { fitStart, picturesOf, type Start, textOf } from "./start.ts";

/** How one network did on the fold that it had not seen. Plain JSON. */
interface FoldResult {
  /** From 1. */
  readonly fold: number;
  /** Examples that it was trained on, and measured on. */
  readonly training: number;
  readonly count: number;
  readonly epochs: number;
  readonly correct?: number;
  readonly accuracy?: number;
  readonly r2?: number;
  /** Without regularization. */
  readonly cost: number;
  readonly sha256: string;
}

/** Options that say something about one run, its folder or its validation images. */
const refused = ["resume", "out", "checkpointEvery", "validation", "monitor"];

/**
 * Trains and measures k networks, one after another; nothing is kept of them.
 *
 * @throws UsageError "option.folds" for options that do not go with it; what a run throws
 */
export async function crossValidate(context: Context, k: number, request: Request): Promise<number> {
  checkCompany(request.flags);
  const { flags, spec, opened, usual } = await complete(request, { isNew: true });
  const likePictures = opened && picturesOf(opened);
  const preparation = textOf(opened?.network.preparation, flags.data);
  const whole = await whileReading(context, (reading) =>
    openWhole(sourceOf(flags.data), { ...readingOf(flags, reading), likePictures, preparation }),
  );
  const data = withRemarks(divide(whole, { limit: flags.limit, validation: 0 }), settingsOf(flags));
  const view = new FoldsView(context, k);
  const results: FoldResult[] = [];
  try {
    for (const { training: rest, validation } of dividedFolds(whole, k, { limit: flags.limit })) {
      const seed = flags.seed ?? spec?.seed ?? defaults.seed;
      const training = flags.expand === "book" ? expandByShifts(rest, { seed }) : rest;
      const start = opened && fitStart(opened, training, flags.seed).network;
      const setup = makeSetup(
        { ...flags, monitor: ["validation"] },
        { ...data, training, validation },
        start?.spec ?? spec,
      );
      const run = train(start ?? network(setup.network), training, {
        ...setup.training,
        evaluate: { validation },
        threads: flags.threads ?? "auto",
        signal: request.signal,
      });
      if (results.length === 0) introduce(context, k, data, run, { opened, usual });
      const fold = results.length + 1;
      await view.follow(run, fold);
      if (run.outcome?.reason === "aborted") {
        view.close();
        context.emit({ type: "interrupted", fold, folds: k });
        context.print("", `${context.out.style.yellow("Interrupted")} in fold ${fold} of ${k}. Nothing is kept.`);
        return exitCodes.interrupted;
      }
      const result = await resultOf(run, fold, training.count, validation);
      results.push(result);
      view.say(result);
    }
  } finally {
    view.close();
  }
  conclude(context, results, view.seconds);
  return exitCodes.success;
}

function checkCompany(flags: TrainFlags): void {
  const wrong = Object.keys(flags).find((name) => refused.includes(name));
  if (wrong !== undefined)
    throw new UsageError("option.folds", {
      received: `--folds and ${flagOf(wrong as TrainOptionName)}`,
      expected: "--folds must train all of its networks from their beginning, measure each on its fold, and keep none",
      next: "Leave out one of the two.",
    });
  if (flags.watch !== undefined && flags.watch.data !== "validation")
    throw new UsageError("option.folds", {
      received: `--folds and --watch ${flags.watch.data}`,
      expected: "with --folds only the fold that is measured can be watched",
      next: "Watch validation, or leave it out.",
    });
}

async function resultOf(run: TrainingRun, fold: number, training: number, validation: Dataset): Promise<FoldResult> {
  const outcome = run.outcome!;
  const final = finalEpoch({ training: run.settings }, outcome)!.evaluations.validation;
  const report = validation.targets.kind === "values" ? await reportOn(run.network, validation) : undefined;
  return {
    fold,
    training,
    count: final.count,
    epochs: outcome.epochs,
    ...(final.correct === undefined ? {} : { correct: final.correct, accuracy: final.accuracy }),
    ...(report?.kind === "values" && report.r2 !== undefined ? { r2: report.r2 } : {}),
    cost: final.dataCost,
    sha256: outcome.sha256,
  };
}

function introduce(
  context: Context,
  k: number,
  data: DataSets,
  run: TrainingRun,
  { opened, usual }: Pick<Asked, "opened" | "usual">,
): void {
  const { style, columns } = context.out;
  const remarks = [...(data.found?.remarks ?? []), ...(opened === undefined ? [] : seenRemark(opened, data))];
  const { spec } = run.network;
  context.emit({
    ...{ type: "start", folds: k, seed: spec.seed, network: spec, training: run.settings },
    ...(opened === undefined ? {} : { startedFrom: opened.from }),
    ...(usual === undefined ? {} : { usual }),
    ...{ data: { source: data.source, name: data.name, training: data.training.count }, remarks },
  });
  const byClass = data.training.targets.kind === "classes" ? ", by class" : "";
  const about =
    `${data.name}: ${count(data.training.count)} examples in ${k} folds${byClass}. Each in its turn is what the network of the ` +
    `others is measured on; ${plural(run.settings.epochs, "epoch")} each` +
    `${opened === undefined ? "" : `, from the weights of ${opened.from.path}`}.`;
  const room = Math.min(columns, 100);
  context.print(...(usual === undefined ? [] : wrap(usual, room)), ...titleOf(spec, context.out));
  context.print(...wrap(about, room).map((line) => style.dim(line)));
  sayRemarks(context, remarks);
  context.print("");
}

/** A network that has learned from the folds is no judge of how others would. */
function seenRemark({ network, from }: Start, { name, source }: DataSets): readonly Remark[] {
  const trained = network.notes.training?.data as { readonly source?: unknown } | undefined;
  if (trained?.source !== source) return [];
  return [
    {
      code: "folds.seen",
      what: `The network in ${from.path} has learned from ${name}: it has seen what it is measured on here, and does better for it.`,
      next: "Start from a network that learned from other data, or leave out --from.",
    },
  ];
}

/** A line for each fold, and a live one for the fold at hand. */
class FoldsView {
  readonly #context: Context;
  readonly #k: number;
  readonly #live: LiveLine | undefined;
  #clock: ProgressClock | undefined;
  /** Mini-batches of the folds that are done. */
  #done = 0;

  constructor(context: Context, k: number) {
    this.#context = context;
    this.#k = k;
    this.#live = !context.json && context.out.isTerminal ? new LiveLine(context.out) : undefined;
  }

  get seconds(): number {
    return this.#clock?.seconds ?? 0;
  }

  async follow(run: TrainingRun, fold: number): Promise<void> {
    this.#clock ??= new ProgressClock({ ...run.progress, step: 0 }, run.settings.miniBatchSize);
    const clock = this.#clock;
    const { style } = this.#context.out;
    const draw = () => {
      const { epoch, step, steps } = run.progress;
      // The folds that follow have as many mini-batches, up to one in an epoch.
      const at = { epoch, step: this.#done + step, steps: this.#done + steps * (this.#k - fold + 1) };
      const [bar, ...rest] = progressParts(at, run.settings.epochs, clock, undefined, style);
      this.#live?.show([bar, `fold ${fold}/${this.#k}`, ...rest]);
    };
    const drawing = this.#live && setInterval(draw, tickEvery);
    try {
      for await (const event of run) if (event.type === "epoch") this.#context.emit({ ...event, type: "epoch", fold });
    } finally {
      clearInterval(drawing);
    }
    this.#done += run.progress.step;
  }

  say(result: FoldResult): void {
    this.#context.emit({ type: "fold", ...result });
    const { fold, epochs, correct, accuracy, r2, cost } = result;
    const right =
      accuracy === undefined
        ? r2 === undefined
          ? ""
          : `R² ${r2.toFixed(4)}, `
        : `${count(correct as number)} of ${count(result.count)} (${percent(accuracy)}), `;
    const line = `fold ${fold}: ${right}cost ${significant(cost)} after ${plural(epochs, "epoch")}`;
    if (this.#live === undefined) this.#context.print(line);
    else this.#live.print(...wrap(line, this.#context.out.columns));
  }

  close(): void {
    this.#live?.clear();
  }
}

/** The mean, and the standard deviation of a sample (with n − 1). */
export function spreadOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function conclude(context: Context, results: readonly FoldResult[], seconds: number): void {
  const spreads = (["accuracy", "r2", "cost"] as const).flatMap((name) => {
    const values = results.map((result) => result[name]).filter((value) => value !== undefined);
    return values.length < results.length ? [] : [[name, spreadOf(values)] as const];
  });
  context.emit({ type: "end", folds: results.length, ...Object.fromEntries(spreads), seconds });
  const { style, columns } = context.out;
  const about =
    "± is the standard deviation over the folds; costs are without regularization. None of the networks is kept: the same " +
    "command without --folds trains one to use.";
  const formats = {
    accuracy: { title: "accuracy", text: percent },
    r2: { title: "R²", text: (value: number) => value.toFixed(4) },
    cost: { title: "cost", text: (value: number) => significant(value) },
  };
  const right = "right" as const;
  const row = (head: string, examples: string, of: (name: keyof typeof formats) => string) => [
    ...[head, examples],
    ...spreads.map(([name]) => of(name)),
  ];
  const find = (name: string) => spreads.find(([each]) => each === name)![1];
  context.print(
    "",
    ...indent(
      table(
        [
          { title: "fold" },
          { title: "examples", align: right },
          ...spreads.map(([name]) => ({ title: formats[name].title, align: right })),
        ],
        [
          ...results.map((result) =>
            row(String(result.fold), count(result.count), (name) => formats[name].text(result[name] as number)),
          ),
          row("mean", "", (name) => formats[name].text(find(name).mean)).map((text) => style.bold(text)),
          row("±", "", (name) => formats[name].text(find(name).deviation)),
        ],
        style,
        roomOf(context.out) - 2,
      ),
    ),
    "",
    `${style.green("Measured")} ${plural(results.length, "network")} in ${duration(seconds)}.`,
    ...wrap(about, Math.min(columns, 100)).map((line) => style.dim(line)),
  );
}
