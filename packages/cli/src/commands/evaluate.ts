import { plural, significant } from "@nndl/words/numbers";
import { whole } from "@nndl/words/readers";
import type { SetName } from "@nndl/words/set-names";
import type { Dataset, Remark } from "nndl";
import { type Certainties, type ClassReport, remarksOn } from "nndl/analysis";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { type Judgement, judge, pictureShape } from "../evaluation/judge.ts";
import { carries, judgeSteps } from "../evaluation/judge-steps.ts";
import { calibrationFigures, calibrationLines, certaintyLines } from "../evaluation/show-certainty.ts";
import { classFigures, classLines, figureLines, valueFigures, valueLines } from "../evaluation/show-report.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { addTrainedSetOptions } from "../evaluation/trained-set-options.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { whileReading } from "../reading-progress.ts";
import { addTableOptions } from "../rows/table-options.ts";
import { sayRemarks } from "../say-remarks.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { roomOf } from "../terminal/screen.ts";
import { sheet } from "../terminal/sheet.ts";
import { indent } from "../terminal/table.ts";
import { harmless, wrap } from "../terminal/wrap.ts";
import { UsageError } from "../usage-error.ts";

interface Options {
  readonly data?: string;
  readonly set?: SetName;
  readonly wrong?: number;
  readonly unsure?: number;
  readonly top?: number;
  readonly target?: string;
}

export const evaluate: CommandModule = {
  description:
    "Lets a network read a whole set of images or other examples and says how well it did: its cost and its accuracy, precision, " +
    "recall and F1 of each class, which classes it takes for one another, whether it is right as often as it is certain, and with " +
    "--wrong and --unsure the mistakes that it is surest of and the images that it is least certain of. " +
    "Where targets are values it says R² and the errors, in the units of the targets.",
  examples: [
    ["nndl evaluate", "the network that was trained last, on the data that it was trained on"],
    ["nndl evaluate runs/first --wrong 6", "with its six worst mistakes"],
    ["nndl evaluate runs/first --unsure 6", "with the six images that it is least certain of"],
    ["nndl evaluate network.safetensors --set validation", "on the validation images"],
    ["nndl evaluate network.json --data my-images", "a network in the book's own format, on your own IDX files"],
    ["nndl evaluate --top 3", "also how often the right class is among the three largest outputs"],
    ["nndl evaluate --json", "the same as one line of JSON"],
  ],

  declare(command) {
    addTrainedSetOptions(command.argument("[NETWORK]", networkArgument))
      .addOption(
        option("--top <k>", {
          about: "also count how often the right class is among the k largest outputs",
          read: whole({ min: 1, max: 2 ** 20 }),
        }),
      )
      .addOption(option("--wrong <n>", { about: "draw the n worst mistakes", read: whole({ min: 1, max: 1000 }) }))
      .addOption(
        option("--unsure <n>", {
          about: "draw the n images that it is least certain of",
          read: whole({ min: 1, max: 1000 }),
        }),
      );
    addTableOptions(command, ["target"]);
  },

  async run(context, { args: [argument], options }) {
    const { data, set: asked, wrong, unsure, top, target } = options as Options;
    const { network, path: file, name } = await openNetwork(argument);
    const { sets, examples, set } = await whileReading(context, (reading) =>
      openTrainedSet(network, data, asked, target, reading),
    );
    if (examples.labelsEach > 1) {
      const unfit =
        top !== undefined ? "top" : wrong !== undefined ? "wrong" : unsure !== undefined ? "unsure" : undefined;
      await judgeSteps(context, { network, file, name, sets, examples, set, unfit });
      return undefined;
    }
    checkTop(top, network.outputSize, examples);
    if (carries(network))
      context.remark(
        "Note: this network has learned with its state carried on from one example to the next; here each is read from nothing, as one that stands alone.",
      );
    const judgement = await judge(network, examples, { top: top === undefined ? [] : [top], unsure });
    const worst = judgement.mistakes?.slice(0, wrong ?? 0) ?? [];
    const { cost, report, confused, certain, calibration } = judgement;
    const { kind, ...numbers } = report;
    const remarks =
      set === "training" || set === "all" || sets.name === "MNIST"
        ? []
        : remarksOn(sets.training, { test: examples }).filter(isOfMeasured);
    context.emit({
      ...{ network: file, data: sets.source, set, cost, targets: kind, ...numbers, worst },
      ...{ confused, calibration, certain, remarks },
      sha256: network.sha256(),
    });
    if (!context.json) show(context, { name, title: `${sets.name}, ${set}`, judgement, examples, wrong, unsure });
    sayRemarks(context, remarks);
    return undefined;
  },
};

interface Shown {
  readonly name: string;
  readonly title: string;
  readonly judgement: Judgement;
  readonly examples: Dataset;
  readonly wrong: number | undefined;
  readonly unsure: number | undefined;
}

function show(context: Context, { name, title, judgement, examples, wrong, unsure }: Shown): void {
  const { style, columns } = context.out;
  const { report, mistakes = [], certain } = judgement;
  const what = wrap(`${title}: ${plural(judgement.count, "example")}`, roomOf(context.out));
  context.print(style.bold(name), ...what.map(style.dim), "");
  const figures = report.kind === "classes" ? classFigures(report, style) : valueFigures(report, style);
  const all = [...figures, ["cost", significant(judgement.cost), "without regularization"]];
  context.print(...indent(figureLines(all, columns, style)));
  const lines = report.kind === "classes" ? classLines(report, columns, style) : valueLines(report, columns, style);
  if (lines.length > 0) context.print("", ...indent(lines));
  if (report.kind === "values") return;
  showCertainty(context, judgement, report, examples.shape.length === 3 ? "image" : "example");
  const names = report.classes.map((each) => harmless(each.name));
  if (wrong !== undefined) drawMistakes(context, examples, mistakes.slice(0, wrong), names);
  if (unsure !== undefined) drawUnsure(context, examples, certain?.least.slice(0, unsure) ?? [], names);
}

function showCertainty(context: Context, { calibration, certain }: Judgement, report: ClassReport, what: string): void {
  const { style, columns } = context.out;
  if (calibration !== undefined)
    context.print(
      "",
      ...indent(calibrationLines(calibration, columns, style)),
      "",
      ...indent(figureLines(calibrationFigures(calibration), columns, style)),
    );
  if (certain !== undefined && certain.most.length > 0)
    context.print("", ...indent(certaintyLines(certain, report, { few: 3, what, columns, style })));
}

/** Whether a remark is about the set that was measured, and not about what was learned from. */
function isOfMeasured({ code }: Remark): boolean {
  return ["data.overlap", "data.same", "data.unknown-class", "data.one-class-measured"].includes(code);
}

/** @throws UsageError "option.top" */
function checkTop(top: number | undefined, outputs: number, { targets }: Dataset): void {
  if (top === undefined || (targets.kind === "classes" && top <= outputs)) return;
  throw new UsageError("option.top", {
    ...(targets.kind === "values"
      ? { problem: "--top is for data with classes, but these have values" }
      : { received: String(top), expected: `--top must be at most ${outputs}, the number of outputs` }),
    next: "Leave it out, or give a smaller number.",
  });
}

function drawMistakes(
  context: Context,
  examples: Dataset,
  worst: NonNullable<Judgement["mistakes"]>,
  names: readonly string[],
): void {
  const captions = worst.map(
    ({ index, label, read, output }) =>
      [index, `${names[label]} read as ${names[read]} (${output.toFixed(2)}) · ${index}`] as const,
  );
  drawExamples(
    context,
    examples,
    captions,
    "The surest mistakes, with the output for what was read, and the image's number:",
  );
}

function drawUnsure(context: Context, examples: Dataset, least: Certainties["least"], names: readonly string[]): void {
  const captions = least.map(({ index, label, read, output, second = read }) => {
    const verdict = read === label ? "" : `, is ${names[label]}`;
    return [index, `${names[read]} (${output.toFixed(2)}) or ${names[second]}${verdict} · ${index}`] as const;
  });
  drawExamples(
    context,
    examples,
    captions,
    "The least certain, with the largest output, what comes next, and the image's number:",
  );
}

function drawExamples(
  context: Context,
  examples: Dataset,
  captions: readonly (readonly [index: number, caption: string])[],
  about: string,
): void {
  if (captions.length === 0) return;
  const { columns, style } = context.out;
  const shape = pictureShape(examples);
  const tiles = captions.map(([index, caption]) => ({
    lines: drawPicture({ ...shape, values: examples.input(index) }, greys, context.out.colors),
    caption,
  }));
  context.print("", ...indent(wrap(about, columns - 2)).map((line) => style.dim(line)), "");
  context.print(...indent(sheet(tiles, columns - 2)));
}
