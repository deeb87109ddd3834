import { basename } from "node:path";
import { percent } from "@nndl/words/numbers";
import type { NndlError } from "nndl";
import type { ImageSize, SeenDigit } from "nndl/images";
import type { Context } from "../context.ts";
import { showError } from "../errors.ts";
import { bar } from "../terminal/bar.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, pad, table } from "../terminal/table.ts";
import { clip, harmless, widthOf, wrap } from "../terminal/wrap.ts";
import type { Answer } from "./answer.ts";
import type { AnsweredDigit, AnsweredPicture } from "./network-reader.ts";

/** An image, and what a network reads in it. */
export interface AnsweredImage extends AnsweredPicture {
  readonly path: string;
  readonly size: ImageSize;
}

const mostClasses = 12;

const barWidth = 24;

/** Of so many digits each is drawn; of more, only listed. */
const mostDrawn = 8;

/** Says what a network reads in an image, with all that it makes of it where it is one digit, and a line for each of several. */
export function showAnswer(context: Context, image: AnsweredImage): void {
  const { style, columns } = context.out;
  const { path, size, digits, remarks } = image;
  const [{ seen, how }] = digits;
  const what = [
    `${size.width} × ${size.height} pixels`,
    ...(seen.inverted && how === undefined ? ["dark on light"] : []),
    ...(digits.length > 1 ? [`${digits.length} digits`] : []),
    how ?? (seen.centered ? "scaled and centred" : "taken as it is"),
  ].join(", ");
  context.print(`${style.bold(harmless(basename(path)))}  ${style.dim(what)}`, "");
  const said = digits.length === 1 ? showOne(context, digits[0]) : showSeveral(context, digits);
  const width = Math.min(columns, 100) - 2;
  for (const { text } of remarks) context.print(...wrap(text, width).map((line) => `  ${style.yellow(line)}`));
  if (said !== undefined) context.print(...wrap(said, width).map((line) => `  ${style.dim(line)}`));
  context.print("");
}

/** Says why an image has no answer, where others have one. */
export function showRefusal(context: Context, { path, error }: { path: string; error: NndlError }): void {
  context.print(context.out.style.bold(harmless(basename(path))), "");
  showError(error, context.err, { json: false, debug: context.debug });
  context.print("");
}

/** What the class is called, or its number. */
function nameOf({ class: name, prediction }: Answer): string {
  return harmless(name ?? String(prediction));
}

/** Ten classes without names, or with digits for names, are digits. */
function nounOf({ names, outputs }: Answer): string {
  const areDigits = names === undefined || names.every((name, i) => name === String(i));
  return outputs.length === 10 && areDigits ? "digit" : "class";
}

/** What a network is shown, without its colours. */
function greysOf({ width, height, inputs }: SeenDigit) {
  const area = width * height;
  if (inputs.length === area) return { width, height, values: inputs };
  const values = inputs.subarray(0, area).map((red, i) => (red + inputs[area + i] + inputs[2 * area + i]) / 3);
  return { width, height, values };
}

/** Digits in reading order as one number, with a new line for each row of them. */
export function numberOf(digits: readonly AnsweredDigit[]): string {
  return digits
    .map(({ box, prediction, class: name }, i) => {
      const before = digits[i - 1]?.box;
      const isNewRow = before !== undefined && box.y + box.height / 2 > before.y + before.height;
      return (isNewRow ? "\n" : "") + (name?.length === 1 ? name : prediction);
    })
    .join("");
}

/** Draws what the network sees beside a bar for each class, and says what it reads. */
function showOne(context: Context, answer: AnsweredDigit): string | undefined {
  const { style, columns, colors } = context.out;
  const picture = drawPicture(greysOf(answer.seen), greys, colors);
  const bars = barLines(answer, context);
  const width = Math.max(...picture.map(widthOf));
  const fits = width + 4 + Math.max(...bars.map(widthOf)) + 2 <= columns;
  context.print(...indent(fits ? sideBySide([picture, bars], 4) : [...picture, "", ...bars]), "");
  const { prediction, probabilities, outputs } = answer;
  const surely = probabilities === undefined ? "" : `  ${style.dim(percent(probabilities[prediction]))}`;
  const read = nameOf(answer);
  context.print(`  ${nounOf(answer)} ${style.bold(style.green(read))}${surely}`);
  return about(answer, outputs[prediction]);
}

/** Draws what the network sees of each digit, and has a line for each, and one for all. */
function showSeveral(context: Context, digits: readonly AnsweredDigit[]): undefined {
  const { style, columns, colors } = context.out;
  if (digits.length <= mostDrawn) {
    const pictures = digits.map(({ seen }) => drawPicture(greysOf(seen), greys, colors));
    const perLine = Math.max(1, Math.floor((columns - 2) / (digits[0].seen.width + 2)));
    for (let from = 0; from < pictures.length; from += perLine)
      context.print(...indent(sideBySide(pictures.slice(from, from + perLine), 2)), "");
  }
  const right = "right" as const;
  const rows = digits.map((digit) => {
    const { prediction, probabilities, outputs, box } = digit;
    return [
      style.green(nameOf(digit)),
      probabilities === undefined ? outputs[prediction].toFixed(4) : percent(probabilities[prediction]),
      `${Math.round(box.x)}, ${Math.round(box.y)}`,
      `${Math.round(box.width)} × ${Math.round(box.height)}`,
    ];
  });
  const noun = nounOf(digits[0]);
  const titles = [
    { title: noun },
    { title: digits[0].probabilities === undefined ? "output" : "certainty", align: right },
    { title: "from", align: right },
    { title: "pixels", align: right },
  ];
  context.print(...indent(table(titles, rows, style, roomOf(context.out) - 2)), "");
  const lines = numberOf(digits).split("\n");
  const together = lines.map((line) => style.bold(style.green(line))).join(", ");
  context.print(`  ${lines.length === 1 ? "together" : "row by row"} ${together}`);
  return undefined;
}

/** Blocks of lines beside one another. */
function sideBySide(blocks: readonly (readonly string[])[], gap: number): string[] {
  const widths = blocks.map((block) => Math.max(...block.map(widthOf)));
  return Array.from({ length: Math.max(...blocks.map(({ length }) => length)) }, (_, row) =>
    blocks
      .map((block, i) => pad(block[row] ?? "", widths[i]))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** A line for each class, with its bar; the likeliest first when there are too many to show. */
function barLines({ outputs, probabilities, prediction, activation, names }: Answer, { out }: Context): string[] {
  const shown = probabilities ?? outputs;
  const all = outputs.map((_, i) => i);
  const classes = all.length <= mostClasses ? all : all.sort((a, b) => shown[b] - shown[a]).slice(0, mostClasses);
  const full = probabilities === undefined ? Math.max(...outputs.map(Math.abs)) || 1 : 1;
  const right = "right" as const;
  const named = classes.map((label) => harmless(names?.[label] ?? String(label)));
  const numbers = (probabilities === undefined ? 0 : 1) + (activation === "softmax" ? 0 : 1);
  // A column of numbers has eleven characters at most, and two before it.
  const room = out.columns - 4 - 13 * numbers;
  const width = Math.max(6, Math.min(barWidth, room - Math.max(...named.map(widthOf))));
  const longest = Math.max(6, room - width);
  const rows = classes.map((label, i) => {
    const line = [
      clip(named[i], longest),
      bar(Math.max(0, shown[label]) / full, width, " "),
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
