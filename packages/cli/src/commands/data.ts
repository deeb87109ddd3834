import { type Expansion, expansion, expansionUsage } from "@nndl/words/expand";
import { bytes, plural } from "@nndl/words/numbers";
import { path, type Reader, whole as wholeNumber, word } from "@nndl/words/readers";
import { type SetName, setNames } from "@nndl/words/set-names";
import { defaults } from "@nndl/words/train-defaults";
import { type TrainFlags, trainOptions } from "@nndl/words/train-options";
import type { Dataset } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { factsOf, namesOf, overview } from "../data/overview.ts";
import { type SavedFormName, savedForms, savedFormsHelp, saveSource } from "../data/save-source.ts";
import { type DataSets, divide, openWhole, sourceOf, type WholeSource, withRemarks } from "../data-sets.ts";
import {
  type Expanding,
  type ImageRow,
  imageRows,
  pngOfRows,
  sheetOfRows,
  sheetSize,
} from "../evaluation/image-rows.ts";
import { writePng } from "../image/write-png.ts";
import { forgetSources, keptFolder } from "../kept/source-cache.ts";
import { option } from "../options/option.ts";
import { pictureOptions } from "../picture-options.ts";
import { whileReading } from "../reading-progress.ts";
import { addTableOptions } from "../rows/table-options.ts";
import { sayRemarks } from "../say-remarks.ts";
import { indent } from "../terminal/table.ts";
import { harmless } from "../terminal/wrap.ts";
import { quote, UsageError } from "../usage-error.ts";

interface Options extends Pick<TrainFlags, "size" | "channels" | "polarity" | "fit"> {
  readonly set?: SetName;
  readonly sheet?: boolean;
  readonly index?: number;
  readonly label?: number;
  readonly count?: number;
  /** True: all kinds of distortions. */
  readonly expand?: Expansion | true;
  readonly seed?: number;
  readonly png?: string;
  readonly save?: string;
  readonly target?: string;
  readonly targetKind?: "classes" | "values";
  readonly without?: string;
  readonly as?: SavedFormName;
  readonly forget?: boolean;
  readonly steps?: number;
}

export const data: CommandModule = {
  description:
    "Shows what there is to learn from: what was found and which files were read, what was left out and why, the examples of each " +
    "class, how inputs are made, a sheet of the images themselves, and everything that looks odd. MNIST is checked against its " +
    "published MD5 sums.",
  examples: [
    ["nndl data", "MNIST, as the book divides it"],
    ["nndl data --set test --index 324", "one image, in full size"],
    ["nndl data flowers.csv --target species", "a table: what its columns are, and what is to be learned"],
    ["nndl data my-images --save my-images.npz", "data of your own: what nndl makes of it, and all of it in one file"],
    ["nndl data --expand rotate=15,elastic=8:4", "digits, and what training sees of them with such distortions"],
    ["nndl data --label 7 --count 40 --png sevens.png", "forty sevens as an image"],
  ],

  declare(command) {
    command
      .argument("[SOURCE]", "what --data of nndl train takes: a file, a folder, a URL (default: mnist)")
      .addOption(
        option("--set <name>", {
          about: `draw images of ${setNames.join(", ")}`,
          read: word(setNames),
          usual: "training",
        }),
      )
      .addOption(option("--sheet", { about: "only the images" }))
      .addOption(option("--label <n>", { about: "only images of this class", read: wholeNumber({ min: 0 }) }))
      .addOption(
        option("--count <n>", {
          about: "how many images; 0 for none",
          read: wholeNumber({ min: 0, max: 10_000 }),
          usual: "what fits",
        }),
      )
      .addOption(
        option("--index <n>", {
          about: "one image, or the first of the sheet, counted from 0",
          read: wholeNumber({ min: 0 }),
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
          read: wholeNumber({ min: 0 }),
          usual: String(defaults.seed),
        }),
      )
      .addOption(option("--png <file>", { about: "write the images to a PNG file", read: path }))
      .addOption(option("--size <pixels>", aboutReading("size")))
      .addOption(option("--channels <n>", aboutReading("channels")))
      .addOption(option("--polarity <name>", aboutReading("polarity")))
      .addOption(option("--fit <how>", aboutReading("fit")))
      .addOption(option("--steps <n>", aboutReading("steps")))
      .addOption(option("--save <out>", { about: "write all examples again, in another form", read: path }))
      .addOption(
        option("--as <form>", {
          about: `the form that --save writes: ${savedFormsHelp}`,
          read: word(savedForms),
          usual: "npz for a file called .npz, otherwise idx",
        }),
      )
      .addOption(
        option("--forget", {
          about: `remove what was kept of data that took long to read (${keptFolder}), and do nothing else`,
        }),
      );
    addTableOptions(command, ["target", "targetKind", "without"]);
  },

  async run(context, { args: [directory], options }) {
    const asked = options as Options;
    if (asked.forget === true) {
      const { sources, bytes: size } = forgetSources();
      context.emit({ forgotten: { folder: keptFolder, sources, bytes: size } });
      context.print(
        sources === 0
          ? "Nothing was kept."
          : `Forgotten: what was kept of ${plural(sources, "source")}, ${bytes(size)}.`,
      );
      return undefined;
    }
    const { set = "training", index, label, png } = asked;
    const how = expansionOf(asked);
    const whole = await whileReading(context, (reading) =>
      openWhole(sourceOf(directory), { ...asked, pictures: pictureOptions(asked), ...reading }),
    );
    const sets = withRemarks(divide(whole, {}));
    const examples = sets[set];
    if (examples === undefined) throw noSuchSet(set, sets);
    const chosen = choose(examples, { index, label, count: asked.count ?? usualCount(context, examples, asked) });
    const facts = factsOf(sets);
    // A program that asks for facts gets them of images that cannot be drawn, too.
    const drawn = !context.json || png !== undefined || how !== undefined;
    const rows = drawn ? imageRows(examples, chosen.indices, how, context.out.columns) : [];
    if (png !== undefined) writePng(png, "--png", pngOfRows(examples, rows));
    const written = png === undefined ? {} : { png };
    const saved = await save(asked, whole);
    context.emit({ ...facts, shown: { set, ...chosen, ...how, ...written }, ...(saved && { saved }) });
    if (context.json) return undefined;
    if (asked.sheet !== true) overview(context, sets, facts);
    if (rows.length > 0) draw(context, examples, set, rows);
    if (png !== undefined) context.print(`  Drawn: ${png}`);
    if (saved !== undefined) context.print(`  Saved: ${asked.save}, ${plural(saved.length, "file")}`);
    sayRemarks(context, facts.remarks);
    return undefined;
  },
};

/** The options of training that say how data become inputs. */
function aboutReading(name: "size" | "channels" | "polarity" | "fit" | "steps") {
  const { about, usual, read } = trainOptions[name];
  return { about, ...(usual === undefined ? {} : { usual }), read: read as Reader<unknown> };
}

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

async function save({ save: out, as }: Options, whole: WholeSource): Promise<readonly string[] | undefined> {
  if (out !== undefined) return saveSource(out, as ?? (/\.npz$/i.test(out) ? "npz" : "idx"), whole);
  if (as === undefined) return undefined;
  throw new UsageError("option.as", {
    problem: "--as chooses the form of what --save writes, and there is no --save",
    next: "Add --save OUT, or leave it out.",
  });
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
  if (label !== undefined && examples.labelsEach > 1)
    throw new UsageError("option.label", {
      problem: `--label is for examples of one class each, but these have one at each of ${examples.labelsEach} steps`,
      next: "Leave it out.",
    });
  const indices: number[] = [];
  for (let i = index ?? 0; i < examples.count && indices.length < number; i++)
    if (label === undefined || examples.label(i) === label) indices.push(i);
  return { indices, labels: indices.map((i) => targetOf(examples, i)) };
}

function targetOf(examples: Dataset, i: number): number | number[] {
  if (examples.targets.kind === "values") return Array.from(examples.target(i));
  return examples.labelsEach > 1 ? Array.from(examples.labels(i)) : examples.label(i);
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
  const target = examples.targets.kind === "classes" ? classOf(examples, i) : "";
  if (target === "") return `#${i}`;
  return isShort ? `${target}  #${i}` : `${target}, number ${i}`;
}

function classOf(examples: Dataset, i: number): string {
  const label = examples.label(i);
  return harmless(namesOf(examples)?.[label] ?? String(label));
}

function noSuchSet(set: SetName, { name }: DataSets): UsageError {
  return new UsageError("option.set", {
    received: quote(set),
    expected: `--set must name a set that ${name} has`,
    next: "Use --set training or --set test.",
  });
}
