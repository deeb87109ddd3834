import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { count } from "@nndl/words/numbers";
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
import { predictRows } from "../rows/predict-rows.ts";
import { isRowFile } from "../rows/row-files.ts";
import { addTableOptions } from "../rows/table-options.ts";
import { quote, UsageError } from "../usage-error.ts";

/** Larger files are no images of digits. */
const mostBytes = 256 * 2 ** 20;

export const predict: CommandModule = {
  description:
    "Lets a network read pictures: PNG, JPEG, WebP, GIF or BMP, of any size. They are made into inputs as those were that the network " +
    "learned from, which its file says; digits, dark on light or light on dark, are cleaned up, scaled and centred like MNIST's " +
    "images. What the network then sees is drawn beside its answer.",
  examples: [
    ["nndl predict seven.png", "the network that was trained last reads one image"],
    ["nndl predict runs/first seven.png photo.jpg", "a network of your choice reads two"],
    ["nndl predict network.safetensors seven.png --json", "the outputs for a program, a line for each image"],
    ["nndl predict flowers.safetensors rows.csv", "each row of a table, by a network that learned from one"],
    ["nndl predict shirts.safetensors shirt.png --as-is", "an image that must not be centred: not a digit"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", networkArgument)
      .argument("[INPUT...]", "pictures, or tables (CSV, TSV, JSON lines) with a row for each question")
      .addOption(
        option("--as-is", { about: "show the network each pixel as it is, light on black; the size must match" }),
      );
    addTableOptions(command, ["target"]);
  },

  async run(context, { args, options }) {
    const { argument, images } = sortOut(args.flat().filter((part) => part !== undefined));
    const opened = await openNetwork(argument);
    const tables = images.filter(isRowFile);
    if (tables.length > 0) return answerTables(context, opened, tables, images.length, options.target);
    const { network, path: file, name } = opened;
    const answered: (AnsweredImage | RefusedImage)[] = [];
    const reader = await openReader(network, options.asIs === true);
    try {
      for (const path of images) answered.push(await answer(reader, path));
    } finally {
      reader.close();
    }
    const refusals = answered.filter((image) => "error" in image);
    // Where nothing was read, the error is the answer.
    if (refusals.length === images.length && refusals.length === 1) throw refusals[0].error;
    if (network.preparation === undefined && options.asIs !== true)
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
  target: unknown,
): Promise<undefined> {
  if (tables.length < files)
    throw new UsageError("predict.image", {
      received: `${tables.length} tables among ${files} files`,
      expected: "nndl predict must be given pictures or tables, not both at once",
      next: "Ask for one kind, and then for the other.",
    });
  await predictRows(context, network, tables, typeof target === "string" ? target : undefined);
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

/** The network may be left out: then the first file is an image. */
function sortOut(files: readonly string[]): {
  readonly argument: string | undefined;
  readonly images: readonly string[];
} {
  const [first, ...rest] = files;
  if (first !== undefined && isImage(first)) return { argument: undefined, images: files };
  if (first !== undefined && rest.length > 0) return { argument: first, images: rest };
  throw new UsageError("predict.image", {
    received: first === undefined ? "none" : `only ${quote(first)}`,
    expected: "nndl predict must be given an image",
    next: 'Name a PNG or a JPEG: "nndl predict seven.png".',
  });
}

/** Whether a file is called like an image, or begins as some kind of file that no network is. */
function isImage(path: string): boolean {
  if (/\.(png|jpe?g|gif|bmp)$/i.test(path) || isRowFile(path)) return true;
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
