import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type Network, wasmEngine } from "nndl";
import type { CommandModule } from "../command.ts";
import type { Context } from "../context.ts";
import { type Answer, answerOf } from "../image/answer.ts";
import type { Size } from "../image/center.ts";
import { fieldOf } from "../image/field.ts";
import { readImage } from "../image/read-image.ts";
import { type Seen, seeAsIs, seeDigit } from "../image/see.ts";
import { kindOf } from "../image/sniff.ts";
import { networkArgument, openNetwork } from "../open-network.ts";
import { option } from "../options/option.ts";
import { bar } from "../terminal/bar.ts";
import { count, percent } from "../terminal/format.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { indent, pad, table } from "../terminal/table.ts";
import { harmless, widthOf, wrap } from "../terminal/wrap.ts";
import { quote, UsageError } from "../usage-error.ts";

/** An image, prepared for the network. */
interface Prepared {
  readonly path: string;
  readonly size: Size;
  readonly seen: Seen;
}

/** Classes that are all shown; of more, only the likeliest. */
const mostClasses = 12;

const barWidth = 24;

/** Larger files are no images of digits. */
const mostBytes = 256 * 2 ** 20;

export const predict: CommandModule = {
  description:
    "Lets a network read images of digits: PNG or JPEG, of any size, dark on light or light on dark. Each is cleaned, scaled " +
    "and centred as MNIST's images are; what the network then sees is drawn beside its answer.",
  examples: [
    ["nndl predict seven.png", "the network that was trained last reads one image"],
    ["nndl predict runs/first seven.png photo.jpg", "a network of your choice reads two"],
    ["nndl predict network.safetensors seven.png --json", "the outputs for a program, a line for each image"],
    ["nndl predict shirts.safetensors shirt.png --as-is", "an image that must not be centred: not a digit"],
  ],

  declare(command) {
    command
      .argument("[NETWORK]", networkArgument)
      .argument("[IMAGE...]", "PNG or JPEG files")
      .addOption(
        option("--as-is", { about: "show the network each pixel as it is, light on black; sizes must match" }),
      );
  },

  async run(context, { args, options }) {
    const { argument, images } = sortOut(args.flat().filter((part) => part !== undefined));
    const { network, path: file, name } = await openNetwork(argument);
    const field = fieldOf(network);
    const see = options.asIs === true ? seeAsIs : seeDigit;
    // All of them before the first answer: a mistake in the last name is known at once.
    const prepared: Prepared[] = [];
    for (const path of images) {
      const image = await readImage(read(path), path);
      const { width, height } = image;
      prepared.push({ path, size: { width, height }, seen: see(image, field, path) });
    }
    const answers = await ask(network, prepared);
    const sha256 = network.sha256();
    context.print(context.out.style.dim(name), "");
    prepared.forEach((image, i) => {
      const { inputs: _, ...seen } = image.seen;
      context.emit({ image: image.path, size: image.size, ...answers[i], seen, network: file, sha256 });
      if (!context.json) show(context, network, image, answers[i]);
    });
    return undefined;
  },
};

/** What the network says of each image, and how long the engine took. */
async function ask(network: Network, images: readonly Prepared[]): Promise<(Answer & { microseconds: number })[]> {
  const session = await wasmEngine.open(network, { threads: 1, miniBatchSize: 1 });
  try {
    // The first call of a session compiles; it is none of the images' business.
    session.predict(new Float32Array(network.inputSize));
    return images.map(({ seen }) => {
      const started = performance.now();
      const outputs = session.predict(seen.inputs);
      const microseconds = Math.round((performance.now() - started) * 1000);
      return { ...answerOf(network, outputs), microseconds };
    });
  } finally {
    session.close();
  }
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
  if (/\.(png|jpe?g)$/i.test(path)) return true;
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return false;
  const start = new Uint8Array(16);
  const file = openSync(path, "r");
  try {
    const kind = kindOf(start.subarray(0, readSync(file, start)));
    return kind !== undefined && kind !== "a safetensors file" && kind !== "JSON";
  } finally {
    closeSync(file);
  }
}

function read(path: string): Uint8Array {
  try {
    const status = statSync(path);
    if (!status.isFile()) throw cannotRead(path, "a directory, or something else that is no file");
    if (status.size > mostBytes) throw cannotRead(path, `a file of ${count(status.size)} bytes`);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw cannotRead(path, code === "ENOENT" ? "nothing of that name" : String(code ?? cause), cause);
  }
}

function cannotRead(path: string, received: string, cause?: unknown): UsageError {
  const complaint = { received, expected: `${path} must be an image file`, next: "Give the path of a PNG or a JPEG." };
  return new UsageError("file.read", complaint, { cause });
}

function show(context: Context, network: Network, { path, size, seen }: Prepared, answer: Answer): void {
  const { style, columns, colors } = context.out;
  const what = [
    `${size.width} × ${size.height} pixels`,
    ...(seen.inverted ? ["dark on light"] : []),
    seen.centered ? "scaled and centred" : "taken as it is",
  ].join(", ");
  context.print(`${style.bold(harmless(basename(path)))}  ${style.dim(what)}`, "");
  const picture = drawPicture({ ...seen, values: seen.inputs }, greys, colors);
  const bars = barLines(answer, context);
  const width = Math.max(...picture.map(widthOf));
  const fits = width + 4 + Math.max(...bars.map(widthOf)) + 2 <= columns;
  const lines = fits
    ? Array.from({ length: Math.max(picture.length, bars.length) }, (_, i) =>
        `${pad(picture[i] ?? "", width)}    ${bars[i] ?? ""}`.trimEnd(),
      )
    : [...picture, "", ...bars];
  context.print(...indent(lines), "");
  const { prediction, probabilities, outputs } = answer;
  const surely = probabilities === undefined ? "" : `  ${style.dim(percent(probabilities[prediction]))}`;
  const noun = network.outputSize === 10 ? "digit" : "class";
  context.print(`  ${noun} ${style.bold(style.green(String(prediction)))}${surely}`);
  const remark = about(answer, outputs[prediction]);
  if (remark !== undefined)
    context.print(...wrap(remark, Math.min(columns, 100) - 2).map((line) => `  ${style.dim(line)}`));
  context.print("");
}

/** A line for each class, with its bar; the likeliest first when there are too many to show. */
function barLines({ outputs, probabilities, prediction, activation }: Answer, { out }: Context): string[] {
  const shown = probabilities ?? outputs;
  const all = outputs.map((_, i) => i);
  const classes = all.length <= mostClasses ? all : all.sort((a, b) => shown[b] - shown[a]).slice(0, mostClasses);
  const full = probabilities === undefined ? Math.max(...outputs.map(Math.abs)) || 1 : 1;
  const right = "right" as const;
  const rows = classes.map((label) => {
    const line = [
      String(label),
      bar(Math.max(0, shown[label]) / full, barWidth, " "),
      ...(probabilities === undefined ? [] : [percent(probabilities[label])]),
      ...(activation === "softmax" ? [] : [outputs[label].toFixed(4)]),
    ];
    return label === prediction ? line.map((cell) => out.style.green(cell)) : line;
  });
  const columns = [
    { title: "", align: right },
    { title: "" },
    ...(probabilities === undefined
      ? []
      : [{ title: activation === "softmax" ? "probability" : "share", align: right }]),
    ...(activation === "softmax" ? [] : [{ title: activation, align: right }]),
  ];
  const lines = table(columns, rows, out.style);
  return all.length <= mostClasses ? lines : [...lines, out.style.dim(`and ${outputs.length - mostClasses} others`)];
}

/** What the numbers are, where they are not simply probabilities. */
function about({ activation, outputs, probabilities }: Answer, largest: number): string | undefined {
  if (activation === "softmax") return undefined;
  if (activation !== "sigmoid")
    return `The outputs of ${activation} units are no probabilities; the largest one decides.`;
  const sum = outputs.reduce((total, value) => total + value, 0).toFixed(2);
  const meaning = `Each sigmoid output judges its own class, from 0 to 1, and they add up to ${sum}, not to 1`;
  const share = probabilities === undefined ? "." : "; the bars show each one's share.";
  return `${meaning}${share}${largest < 0.5 ? " None of them says yes." : ""}`;
}
