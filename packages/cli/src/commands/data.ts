import { type Expansion, expansion, expansionUsage } from "@nndl/words/expand";
import { bytes, count } from "@nndl/words/numbers";
import { path, whole, word } from "@nndl/words/readers";
import { type SetName, setNames } from "@nndl/words/set-names";
import { defaults } from "@nndl/words/train-defaults";
import type { Dataset } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { filesOf } from "../data-files.ts";
import { type DataSets, openData } from "../data-sets.ts";
import {
  type Expanding,
  type ImageRow,
  imageRows,
  pngOfRows,
  sheetOfRows,
  sheetSize,
} from "../evaluation/image-rows.ts";
import { writePng } from "../image/write-png.ts";
import { option } from "../options/option.ts";
import { indent, table } from "../terminal/table.ts";
import { quote, UsageError } from "../usage-error.ts";

interface Options {
  readonly set?: SetName;
  readonly sheet?: boolean;
  readonly index?: number;
  readonly label?: number;
  readonly count?: number;
  /** True: all kinds of distortions. */
  readonly expand?: Expansion | true;
  readonly seed?: number;
  readonly png?: string;
}

export const data: CommandModule = {
  description:
    "Shows what there is to learn from: the files, the number and size of the images, how many there are of each class, and a sheet of " +
    "the images themselves. MNIST is checked against its published MD5 sums.",
  examples: [
    ["nndl data", "MNIST, as the book divides it"],
    ["nndl data --label 7 --count 20", "twenty sevens"],
    ["nndl data --set test --index 324", "one image, in full size"],
    ["nndl data my-images", "IDX files of your own, of any size and number of classes"],
    ["nndl data --expand rotate=15,elastic=8:4", "digits, and what training sees of them with such distortions"],
    ["nndl data --label 7 --count 40 --png sevens.png", "forty sevens as an image"],
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
      .addOption(option("--sheet", { about: "only the images" }))
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
          about: "one image, or the first of the sheet, counted from 0",
          read: whole({ min: 0 }),
        }),
      )
      .addOption(
        option("--expand [how]", {
          about: `beside each image, what training with --expand sees of it: book, or some of ${expansionUsage}`,
          read: expansion,
          usual: "all of these",
        }),
      )
      .addOption(
        option("--seed <n>", {
          about: "the seed of the training run whose distortions are shown",
          read: whole({ min: 0 }),
          usual: String(defaults.seed),
        }),
      )
      .addOption(option("--png <file>", { about: "write the images to a PNG file", read: path }));
  },

  async run(context, { args: [directory], options }) {
    const asked = options as Options;
    const { set = "training", index, label, png } = asked;
    const how = expansionOf(asked);
    const sets = await openData({ data: directory, needsValidation: false });
    const examples = sets[set];
    if (examples === undefined) throw noSuchSet(set, sets);
    const chosen = choose(examples, { index, label, count: asked.count ?? usualCount(context, examples, asked) });
    const facts = factsOf(sets);
    // A program that asks for facts gets them of images that cannot be drawn, too.
    const drawn = !context.json || png !== undefined || how !== undefined;
    const rows = drawn ? imageRows(examples, chosen.indices, how, context.out.columns) : [];
    if (png !== undefined) writePng(png, "--png", pngOfRows(examples, rows));
    const written = png === undefined ? {} : { png };
    context.emit({ ...facts, files: filesOf(sets.source), shown: { set, ...chosen, ...how, ...written } });
    if (context.json) return undefined;
    if (asked.sheet !== true) overview(context, sets, facts);
    if (rows.length > 0) draw(context, examples, set, rows);
    if (png !== undefined) context.print(`  Drawn: ${png}`);
    return undefined;
  },
};

/** What is to be shown beside the images; without a word about it, all kinds of distortions. */
function expansionOf({ expand, seed }: Options): Expanding | undefined {
  if (expand !== undefined)
    return {
      expand: expand === true ? expansion(expansionUsage, "--expand") : expand,
      seed: seed ?? defaults.seed,
    };
  if (seed === undefined) return undefined;
  throw new UsageError("option.seed", {
    problem: "--seed chooses the distortions, but without --expand there are none",
    next: "Add --expand, or leave it out.",
  });
}

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
      next: "Give the number of an existing image.",
    });
  if (label !== undefined && (examples.targets.kind === "values" || label >= examples.targets.classes))
    throw new UsageError("option.label", {
      ...(examples.targets.kind === "values"
        ? { problem: "--label is for data with classes, but these have values" }
        : { received: String(label), expected: `--label must be from 0 to ${examples.targets.classes - 1}` }),
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
function usualCount({ out, json }: Context, examples: Dataset, asked: Options): number {
  if (asked.index !== undefined && asked.label === undefined) return 1;
  const isSheet = examples.shape.length === 3 && examples.shape[0] === 1;
  // Where nobody asked for pictures, what cannot be drawn is no mistake.
  if (asked.expand === undefined && asked.png === undefined && (json || !isSheet)) return 0;
  return sheetSize(examples, out, asked.expand !== undefined);
}

function draw(context: Context, examples: Dataset, set: SetName, rows: readonly ImageRow[]): void {
  const { style, colors, columns } = context.out;
  const below = examples.targets.kind === "classes" ? "class and number" : "number";
  const expanded = rows[0].versions.length > 0 ? ", beside each what expansion makes of it" : "";
  context.print(style.dim(`  ${set} images, ${below} below${expanded}:`), "");
  const nameOf = (i: number, isShort: boolean) => caption(examples, i, isShort);
  context.print(...indent(sheetOfRows(examples, rows, { colors, columns: columns - 2, caption: nameOf })));
}

function caption(examples: Dataset, i: number, isShort: boolean): string {
  const target = examples.targets.kind === "classes" ? String(examples.label(i)) : "";
  if (target === "") return `#${i}`;
  return isShort ? `${target}  #${i}` : `${target}, number ${i}`;
}

function noSuchSet(set: SetName, { name }: DataSets): UsageError {
  return new UsageError("option.set", {
    received: quote(set),
    expected: `--set must name a set that ${name} has`,
    next: "Use --set training or --set test.",
  });
}
