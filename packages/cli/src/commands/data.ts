import type { Dataset } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { filesOf } from "../data-files.ts";
import { type DataSets, openData } from "../data-sets.ts";
import { pictureShape } from "../evaluation/judge.ts";
import { option } from "../options/option.ts";
import { whole, word } from "../options/readers.ts";
import { type SetName, setNames } from "../set-names.ts";
import { bytes, count } from "../terminal/format.ts";
import { drawPicture, greys, shrink } from "../terminal/picture.ts";
import { sheet, tilesPerRow } from "../terminal/sheet.ts";
import { indent, table } from "../terminal/table.ts";
import { quote, UsageError } from "../usage-error.ts";

interface Options {
  readonly set?: SetName;
  readonly sheet?: boolean;
  readonly index?: number;
  readonly label?: number;
  readonly count?: number;
}

export const data: CommandModule = {
  description:
    "Shows what there is to learn from: the files, how many images of which size, how many of each class, and a sheet of " +
    "the images themselves. MNIST is checked against its published MD5 sums.",
  examples: [
    ["nndl data", "MNIST, as the book divides it"],
    ["nndl data --label 7 --count 20", "twenty sevens"],
    ["nndl data --set test --index 324", "one image, in full size"],
    ["nndl data my-images", "IDX files of your own, of any size and number of classes"],
    ["nndl data --json", "what is there, as one line of JSON"],
  ],

  declare(command) {
    command
      .argument("[DIR]", "a directory (or URL) of four IDX files (default: mnist)")
      .addOption(
        option("--set <name>", {
          about: `draw images of ${setNames.join(", ")}`,
          read: word(setNames),
          usual: "training",
        }),
      )
      .addOption(option("--sheet", { about: "nothing but the images" }))
      .addOption(option("--label <n>", { about: "only images of this class", read: whole({ min: 0 }) }))
      .addOption(
        option("--count <n>", {
          about: "how many images; 0 for none",
          read: whole({ min: 0, max: 10_000 }),
          usual: "what fits",
        }),
      )
      .addOption(
        option("--index <n>", {
          about: "one image, or the first one of the sheet; counted from 0",
          read: whole({ min: 0 }),
        }),
      );
  },

  async run(context, { args: [directory], options }) {
    const { set = "training", sheet: onlySheet, index, label, count: number } = options as Options;
    const sets = await openData({ data: directory, needsValidation: false });
    const examples = sets[set];
    if (examples === undefined) throw noSuchSet(set, sets);
    const chosen = choose(examples, { index, label, count: number ?? usualCount(context, examples, index, label) });
    const facts = factsOf(sets);
    context.emit({ ...facts, files: filesOf(sets.source), shown: { set, ...chosen } });
    if (context.json) return undefined;
    if (onlySheet !== true) overview(context, sets, facts);
    if (chosen.indices.length > 0) draw(context, examples, set, chosen.indices);
    return undefined;
  },
};

interface SetFacts {
  readonly count: number;
  readonly shape: readonly number[];
  readonly classes?: readonly number[];
}

function factsOf({ name, source, training, validation, test }: DataSets) {
  const sets: Record<string, SetFacts> = { training: about(training) };
  if (validation !== undefined) sets.validation = about(validation);
  sets.test = about(test);
  return { name, ...(name === "MNIST" ? { md5: "as published" } : {}), source, sets };
}

function about({ count, shape, targets }: Dataset): SetFacts {
  if (targets.kind === "values") return { count, shape };
  const classes = Array<number>(targets.classes).fill(0);
  for (const label of targets.labels) classes[label]++;
  return { count, shape, classes };
}

function overview(context: Context, { name, training, source }: DataSets, { sets }: ReturnType<typeof factsOf>): void {
  const { style } = context.out;
  const { shape, targets } = training;
  const size = shape.length === 1 ? `${shape[0]} numbers each` : `images of ${shape.slice(-2).join(" × ")} pixels`;
  const kind = targets.kind === "classes" ? `${targets.classes} classes` : `${targets.size} target values each`;
  const checked = name === "MNIST" ? `, ${style.green("MD5 as published")}` : "";
  context.print(style.bold(name), `  ${size}, ${kind}${checked}`, "");
  const right = "right" as const;
  const most = Math.max(0, ...Object.values(sets).map(({ classes }) => classes?.length ?? 0));
  const shown = most <= 12 ? most : 0;
  const columns = [
    { title: "" },
    { title: "images", align: right },
    ...Array.from({ length: shown }, (_, label) => ({ title: String(label), align: right })),
  ];
  const rows = Object.entries(sets).map(([set, { count: all, classes }]) => [
    set,
    count(all),
    ...(shown > 0 ? (classes ?? []).map(count) : []),
  ]);
  context.print(...indent(table(columns, rows, style)), "");
  const files = filesOf(source).map((file) => [file.name, bytes(file.bytes), file.directory]);
  if (files.length > 0)
    context.print(
      ...indent(table([{ title: "file" }, { title: "size", align: right }, { title: "in" }], files, style)),
      "",
    );
}

interface Choice {
  readonly index: number | undefined;
  readonly label: number | undefined;
  readonly count: number;
}

function choose(
  examples: Dataset,
  { index, label, count: number }: Choice,
): { readonly indices: number[]; readonly labels: (number | number[])[] } {
  if (index !== undefined && index >= examples.count)
    throw new UsageError("option.index", {
      received: String(index),
      expected: `--index must be from 0 to ${examples.count - 1}`,
      next: "Give the number of an image that is there.",
    });
  if (label !== undefined && (examples.targets.kind === "values" || label >= examples.targets.classes))
    throw new UsageError("option.label", {
      received: String(label),
      expected:
        examples.targets.kind === "values"
          ? "--label is for data with classes"
          : `--label must be from 0 to ${examples.targets.classes - 1}`,
      next: "Leave it out to see images of all classes.",
    });
  const indices: number[] = [];
  for (let i = index ?? 0; i < examples.count && indices.length < number; i++)
    if (label === undefined || examples.label(i) === label) indices.push(i);
  return { indices, labels: indices.map((i) => targetOf(examples, i)) };
}

function targetOf(examples: Dataset, i: number): number | number[] {
  return examples.targets.kind === "classes" ? examples.label(i) : Array.from(examples.target(i));
}

/** As many as a screen holds; one, when one is named. */
function usualCount(
  { out, json }: Context,
  examples: Dataset,
  index: number | undefined,
  label: number | undefined,
): number {
  if (index !== undefined && label === undefined) return 1;
  const [channels, height, width] = examples.shape;
  // Nobody asked for pictures, so what cannot be drawn is no mistake.
  if (json || examples.shape.length !== 3 || channels !== 1) return 0;
  const factor = factorFor(width, height, 2);
  const tileHeight = Math.ceil(height / factor / 2) + 2;
  const rows = Math.max(2, Math.min(6, Math.floor((out.rows - 3) / tileHeight)));
  return rows * tilesPerRow(Math.max(Math.floor(width / factor), 6), out.columns - 2);
}

function draw(context: Context, examples: Dataset, set: SetName, indices: readonly number[]): void {
  const { style, colors, columns } = context.out;
  const { width, height } = pictureShape(examples);
  const factor = factorFor(width, height, indices.length);
  const tiles = indices.map((i) => ({
    lines: drawPicture(shrink({ width, height, values: examples.input(i) }, factor), greys, colors),
    caption: caption(examples, i, indices.length > 1 && Math.floor(width / factor) < 18),
  }));
  context.print(
    style.dim(`  ${set} images, ${examples.targets.kind === "classes" ? "class and number" : "number"} below:`),
    "",
  );
  context.print(...indent(sheet(tiles, columns - 2)));
}

/** Many large pictures are drawn at half their size, or less. */
function factorFor(width: number, height: number, pictures: number): number {
  const room = pictures > 1 ? 16 : 64;
  return Math.max(1, Math.ceil(Math.max(width, height) / room));
}

function caption(examples: Dataset, i: number, isShort: boolean): string {
  const target = examples.targets.kind === "classes" ? String(examples.label(i)) : "";
  if (target === "") return `#${i}`;
  return isShort ? `${target}  #${i}` : `${target}, number ${i}`;
}

function noSuchSet(set: SetName, { name }: DataSets): UsageError {
  return new UsageError("option.set", {
    received: quote(set),
    expected: `--set must be one that ${name} has`,
    next: "Use --set training or --set test.",
  });
}
