import { count, percent, significant } from "@nndl/words/numbers";
import { path, whole, word } from "@nndl/words/readers";
import { type SetName, setNames } from "@nndl/words/set-names";
import type { Dataset } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { commonest, confusionLines } from "../evaluation/confusion.ts";
import { type Judgement, judge, pictureShape } from "../evaluation/judge.ts";
import { openTrainedSet } from "../evaluation/trained-data.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { sheet } from "../terminal/sheet.ts";
import { indent } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";

interface Options {
  readonly data?: string;
  readonly set?: SetName;
  readonly wrong?: number;
}

export const evaluate: CommandModule = {
  description:
    "Lets a network read a whole set of images and says how well it did: its cost, its accuracy, which classes it mistakes for which " +
    "others, and with --wrong the mistakes that it is surest of.",
  examples: [
    ["nndl evaluate", "the network that was trained last, on the data that it was trained on"],
    ["nndl evaluate runs/first --wrong 6", "with its six worst mistakes"],
    ["nndl evaluate network.safetensors --set validation", "on the validation images"],
    ["nndl evaluate network.json --data my-images", "a network in the book's own format, on your own IDX files"],
    ["nndl evaluate --json", "the same as one line of JSON"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", networkArgument)
      .addOption(
        option("--set <name>", { about: `one of ${setNames.join(", ")}`, read: word(setNames), usual: "test" }),
      )
      .addOption(
        option("--data <dir>", {
          about: "a directory (or URL) of four IDX files, or mnist",
          read: path,
          usual: "what the network was trained on, or mnist",
        }),
      )
      .addOption(option("--wrong <n>", { about: "draw the n worst mistakes", read: whole({ min: 1, max: 1000 }) }));
  },

  async run(context, { args: [argument], options }) {
    const { data, set = "test", wrong } = options as Options;
    const { network, path: file, name } = await openNetwork(argument);
    const { sets, examples } = await openTrainedSet(network, data, set);
    const judgement = await judge(network, examples);
    const worst = judgement.mistakes?.slice(0, wrong ?? 0) ?? [];
    const { mistakes: _, ...numbers } = judgement;
    const accuracy = judgement.correct === undefined ? {} : { accuracy: judgement.correct / judgement.count };
    context.emit({ network: file, data: sets.source, set, ...numbers, ...accuracy, worst, sha256: network.sha256() });
    if (!context.json) show(context, { name, title: `${sets.name}, ${set}`, judgement, examples, wrong });
    return undefined;
  },
};

interface Shown {
  readonly name: string;
  readonly title: string;
  readonly judgement: Judgement;
  readonly examples: Dataset;
  readonly wrong: number | undefined;
}

function show(context: Context, { name, title, judgement, examples, wrong }: Shown): void {
  const { style, columns } = context.out;
  const { correct, confusion, mistakes } = judgement;
  context.print(style.bold(name), style.dim(`${title}: ${count(judgement.count)} examples`), "");
  if (correct !== undefined)
    context.print(
      `  accuracy  ${style.bold(percent(correct / judgement.count))}  ${count(correct)} of ${count(judgement.count)}`,
    );
  context.print(`  cost      ${significant(judgement.cost)}  ${style.dim("without regularization")}`);
  if (confusion === undefined || mistakes === undefined) return;
  const lines = confusionLines(confusion, style);
  if (lines.length > 0)
    context.print(
      "",
      style.dim("  Each row is a true class; the columns are what it was read as."),
      "",
      ...indent(lines),
    );
  const common = commonest(confusion, 5).map(({ label, read, times }) => `${label} as ${read} (${times} ×)`);
  const sentence = `Most often taken for one another: ${common.join(", ")}.`;
  if (common.length > 0) context.print("", ...indent(wrap(sentence, columns - 2)));
  if (wrong !== undefined && mistakes.length > 0) drawMistakes(context, examples, mistakes.slice(0, wrong), columns);
}

function drawMistakes(
  context: Context,
  examples: Dataset,
  worst: NonNullable<Judgement["mistakes"]>,
  columns: number,
): void {
  const shape = pictureShape(examples);
  const tiles = worst.map(({ index, label, read, output }) => ({
    lines: drawPicture({ ...shape, values: examples.input(index) }, greys, context.out.colors),
    caption: `${label} read as ${read} (${output.toFixed(2)}) · ${index}`,
  }));
  const { style } = context.out;
  context.print("", style.dim("  The surest mistakes, with the output for what was read, and the image's number:"), "");
  context.print(...indent(sheet(tiles, columns - 2)));
}
