import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { count } from "@nndl/words/numbers";
import { text } from "@nndl/words/readers";
import { shellQuote } from "@nndl/words/shell-quote";
import { NndlError } from "nndl";
import { systemReason } from "nndl/check";
import { decodePicture, fileKindOf } from "nndl/images";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { errorParts, exitCodeOf } from "../errors.ts";
import { type NetworkReader, openReader } from "../image/network-reader.ts";
import { type AnsweredImage, numberOf, showAnswer, showRefusal } from "../image/show-answer.ts";
import { networkArgument, type OpenedNetwork, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { predictPlain } from "../rows/predict-plain.ts";
import { predictRows } from "../rows/predict-rows.ts";
import { predictText } from "../rows/predict-text.ts";
import { isRowFile, isTextFile } from "../rows/row-files.ts";
import { addTableOptions } from "../rows/table-options.ts";
import { quote, UsageError } from "../usage-error.ts";

/** Larger files are no images of digits. */
const mostBytes = 256 * 2 ** 20;

interface PredictOptions {
  readonly asIs?: boolean;
  readonly target?: string;
  readonly prompt?: string;
  readonly row?: string;
}

export const predict: CommandModule = {
  description:
    "Lets a network read pictures: PNG, JPEG, WebP, GIF or BMP, of any size. They are made into inputs as those were that the network " +
    "learned from, which its file says; digits, dark on light or light on dark, are cleaned up, scaled and centred like MNIST's " +
    "images. What the network then sees is drawn beside its answer. One that learned from a table reads tables, one that learned from a text says " +
    "which characters follow, and one that takes plain numbers reads rows of them, of sequences of any length up to its own.",
  examples: [
    ["nndl predict seven.png", "the network that was trained last reads one image"],
    ["nndl predict runs/first seven.png photo.jpg", "a network of your choice reads two"],
    ["nndl predict network.safetensors seven.png --json", "the outputs for a program, a line for each image"],
    ["nndl predict flowers.safetensors rows.csv", "each row of a table, by a network that learned from one"],
    [
      'nndl predict runs/text --prompt "The netw"',
      "the likeliest next characters, by a network that learned from a text",
    ],
    ["nndl predict runs/text page.txt", "what would follow the end of a file"],
    ['nndl predict sums.safetensors --row "0.3 0 0.9 1"', "plain numbers, of a sequence step by step"],
    ["nndl predict shirts.safetensors shirt.png --as-is", "an image that must not be centred: not a digit"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", networkArgument)
      .argument(
        "[INPUT...]",
        "pictures; tables, or plain rows of numbers, with a row for each question (CSV, TSV, JSON lines); texts",
      )
      .addOption(
        option("--as-is", { about: "show the network each pixel as it is, light on black; the size must match" }),
      )
      .addOption(
        option("--prompt <text>", {
          about: "instead of a file the text itself, for a network that learned from one",
          read: text,
        }),
      )
      .addOption(
        option("--row <numbers>", {
          about:
            "instead of a file one row of plain numbers, with spaces or commas between; of a sequence step by step",
        }),
      );
    addTableOptions(command, ["target"]);
  },

  async run(context, { args, options }) {
    const { asIs, target, prompt, row } = options as PredictOptions;
    const given = args.flat().filter((part) => part !== undefined);
    const { argument, inputs: images } = sortOut(given, { prompt, row });
    const opened = await openNetwork(argument);
    if (prompt !== undefined) return predictText(context, opened, { prompt });
    if (row !== undefined) {
      checkPlain(opened);
      return predictPlain(context, opened, { row });
    }
    const kind = opened.network.preparation?.inputs.kind;
    if (images.length === 0) throw nothingToRead(opened, argument);
    if (kind === "text") return predictText(context, opened, { paths: images.map(asTextFile) });
    const tables = images.filter((path) => isRowFile(path) || (isTextFile(path) && kind === undefined));
    if (tables.length > 0) return answerTables(context, opened, tables, images.length, target);
    const { network, path: file, name } = opened;
    const answered: (AnsweredImage | RefusedImage)[] = [];
    const reader = await openReader(network, asIs === true);
    try {
      for (const path of images) answered.push(await answer(reader, path));
    } finally {
      reader.close();
    }
    const refusals = answered.filter((image) => "error" in image);
    // Where nothing was read, the error is the answer.
    if (refusals.length === images.length && refusals.length === 1) throw refusals[0].error;
    if (network.preparation === undefined && asIs !== true)
      context.remark(
        `Note: ${name} does not say how its inputs were made; pictures are read as digits, as MNIST has them. Use --as-is if they are something else.`,
      );
    const sha256 = network.sha256();
    context.print(context.out.style.dim(name), "");
    for (const image of answered) {
      if ("error" in image) {
        context.emit({ image: image.path, error: errorParts(image.error), network: file, sha256 });
        if (!context.json) showRefusal(context, image);
      } else {
        context.emit({ ...asJson(image), network: file, sha256 });
        if (!context.json) showAnswer(context, image);
      }
    }
    return refusals.length === 0 ? undefined : exitCodeOf(refusals[0].error);
  },
};

async function answerTables(
  context: Context,
  network: OpenedNetwork,
  tables: readonly string[],
  files: number,
  target: string | undefined,
): Promise<undefined> {
  if (tables.length < files)
    throw new UsageError("predict.image", {
      received: `${tables.length} tables among ${files} files`,
      expected: "nndl predict must be given pictures or tables, not both at once",
      next: "Ask for one kind, and then for the other.",
    });
  if (network.network.preparation !== undefined) await predictRows(context, network, tables, target);
  else await predictPlain(context, network, { paths: tables });
  return undefined;
}

interface RefusedImage {
  readonly path: string;
  readonly error: NndlError;
}

/** What the network reads in one image. A mistake in it is kept, for the others to be answered; one in the network is not. */
async function answer(reader: NetworkReader, path: string): Promise<AnsweredImage | RefusedImage> {
  try {
    const image = await decodePicture(read(path), path);
    const { width, height } = image;
    return { path, size: { width, height }, ...(await reader.read(image, path)) };
  } catch (error) {
    if (error instanceof NndlError && /^(image|file)\./.test(error.code)) return { path, error };
    throw error;
  }
}

/** A line for a program: what there is to say of one digit beside the image, of several in a list. */
function asJson({ path, size, digits, remarks }: AnsweredImage): object {
  const lines = digits.map(({ seen: { inputs: _, ...seen }, ...rest }) => ({ ...rest, seen }));
  const one = lines.length === 1 ? lines[0] : { number: numberOf(digits), digits: lines };
  return { image: path, size, ...one, remarks };
}

/** The network may be left out: then the first file is an input. What is typed takes the place of files. */
function sortOut(
  files: readonly string[],
  typed: { readonly prompt: string | undefined; readonly row: string | undefined },
): { readonly argument: string | undefined; readonly inputs: readonly string[] } {
  const [first, ...rest] = files;
  const options = (["prompt", "row"] as const).filter((name) => typed[name] !== undefined);
  const isInput = first !== undefined && isImage(first);
  if (options.length > 1 || (options.length === 1 && (isInput || rest.length > 0)))
    throw new UsageError("predict.image", {
      received: [...options.map((name) => `--${name}`), ...(isInput ? files : rest).map(quote)].join(", "),
      expected: "nndl predict must be given files, or one text or row that is typed, not both at once",
      next: "Ask for one, and then for the other.",
    });
  if (isInput) return { argument: undefined, inputs: files };
  if (first !== undefined || options.length > 0) return { argument: first, inputs: rest };
  throw new UsageError("predict.image", {
    received: "none",
    expected: "nndl predict must be given an image, or what else the network reads",
    next: 'Name a PNG or a JPEG: "nndl predict seven.png".',
  });
}

/** What a network would read, where it was given nothing. */
function nothingToRead({ network }: OpenedNetwork, argument: string | undefined): UsageError {
  const named = argument === undefined ? "" : `${shellQuote(argument)} `;
  const [what, next] =
    network.preparation?.inputs.kind === "text"
      ? ["a text", `Type one: nndl predict ${named}--prompt "The ".`]
      : network.preparation?.inputs.kind === "table"
        ? ["a table", `Name one: nndl predict ${named}rows.csv.`]
        : network.spec.input.length === 2 && network.preparation === undefined
          ? ["rows of numbers", `Name a file of them, or type one: nndl predict ${named}--row "0 1 0.5".`]
          : ["an image", `Name a PNG or a JPEG: nndl predict ${named}seven.png.`];
  return new UsageError("predict.image", {
    received: argument === undefined ? "none" : `only ${quote(argument)}`,
    expected: `nndl predict must be given ${what}`,
    next,
  });
}

/** Refuses to take numbers as they are where the network's inputs are made in a way of their own. @throws UsageError "option.row" */
function checkPlain({ network, name }: OpenedNetwork): void {
  const kind = network.preparation?.inputs.kind;
  if (kind === undefined) return;
  throw new UsageError("option.row", {
    received: `--row for ${name}, which learned from ${{ images: "images", table: "a table", text: "a text" }[kind]}`,
    expected: "--row gives numbers as they are, to a network that does not say how its inputs are made",
    next: { images: "Name a picture.", table: "Name a table: rows.csv.", text: 'Give a text: --prompt "The ".' }[kind],
  });
}

/** A file that is there. A text that was typed in its place would else be taken for one. */
function asTextFile(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new UsageError("predict.text", {
    received: `${quote(file)}, which is no file`,
    expected: "a network that learned from a text must be given a file of text, or a text behind --prompt",
    next: `If it is the text: --prompt ${shellQuote(file)}.`,
  });
}

/** Whether a file is called like an image, a table or a text, or begins as some kind of file that no network is. */
function isImage(path: string): boolean {
  if (/\.(png|jpe?g|gif|bmp)$/i.test(path) || isRowFile(path) || isTextFile(path)) return true;
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const kind = fileKindOf(beginning(path));
  return kind !== undefined && kind !== "a safetensors file" && kind !== "JSON";
}

/** The first bytes of a file; none where it cannot be read, which whoever opens it will say. */
function beginning(path: string): Uint8Array {
  const bytes = new Uint8Array(16);
  try {
    const file = openSync(path, "r");
    try {
      return bytes.subarray(0, readSync(file, bytes));
    } finally {
      closeSync(file);
    }
  } catch {
    return bytes.subarray(0, 0);
  }
}

function read(path: string): Uint8Array {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw notAnImage(path, "a directory, or something else that is no file");
    if (status.size > mostBytes) throw notAnImage(path, `a file of ${count(status.size)} bytes`);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(
      "file.read",
      { problem: `${path} cannot be read: ${systemReason(cause).text}`, next: "Give the path of a PNG or a JPEG." },
      { cause },
    );
  }
}

function notAnImage(path: string, received: string): UsageError {
  const complaint = { received, expected: `${path} must be an image file`, next: "Give the path of a PNG or a JPEG." };
  return new UsageError("file.read", complaint);
}
