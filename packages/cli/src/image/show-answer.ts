import { basename } from "node:path";
import { percent } from "@nndl/words/numbers";
import type { ImageSize, SeenDigit } from "nndl/images";
import type { Context } from "../context.ts";
import { bar } from "../terminal/bar.ts";
import { drawPicture, greys } from "../terminal/picture.ts";
import { indent, pad, table } from "../terminal/table.ts";
import { harmless, widthOf, wrap } from "../terminal/wrap.ts";
import type { Answer } from "./answer.ts";

/** An image, and what a network sees of it. */
export interface Shown {
  readonly path: string;
  readonly size: ImageSize;
  readonly seen: SeenDigit;
}

/** Classes that are all shown; of more, only the likeliest. */
const mostClasses = 12;

const barWidth = 24;

/** Draws what the network sees beside a bar for each class, and says what it reads. */
export function showAnswer(context: Context, { path, size, seen }: Shown, answer: Answer): void {
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
  const noun = outputs.length === 10 ? "digit" : "class";
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
