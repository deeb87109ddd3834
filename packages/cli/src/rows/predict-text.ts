/** `nndl predict NETWORK --prompt TEXT`: what a network that learned from a text holds likely to follow. */
import { percent, plural } from "@nndl/words/numbers";
import { type NextCharacter, nextCharacters } from "nndl/generative";
import type { Context } from "../context.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { bar } from "../terminal/bar.ts";
import { indent, table } from "../terminal/table.ts";
import { harmless } from "../terminal/wrap.ts";
import { UsageError } from "../usage-error.ts";
import { rowFile } from "./row-files.ts";

const mostShown = 12;
const barWidth = 24;

/** So much of the end of a text is shown before what follows. */
const shownBefore = 40;

/** Says what follows texts: one that was typed, or those of files. */
export async function predictText(
  context: Context,
  { network, path: file, name }: OpenedNetwork,
  asked: { readonly paths: readonly string[] } | { readonly prompt: string },
): Promise<undefined> {
  const given =
    "prompt" in asked
      ? [{ from: { prompt: asked.prompt }, title: "--prompt", text: asked.prompt }]
      : await Promise.all(
          asked.paths.map(async (path) => ({ from: { file: path }, title: path, text: await textIn(path) })),
        );
  const answered = [];
  for (const part of given) answered.push({ ...part, next: await nextCharacters(network, part.text) });
  const sha256 = network.sha256();
  const inputs = network.preparation?.inputs;
  const steps = inputs?.kind === "text" ? inputs.steps : 0;
  context.print(context.out.style.dim(name), "");
  for (const { from, title, text, next } of answered) {
    const length = Array.from(text).length;
    context.emit({ ...from, characters: length, read: Math.min(length, steps), next, network: file, sha256 });
    if (!context.json) show(context, title, text, Math.min(length, steps), next);
  }
  return undefined;
}

async function textIn(path: string): Promise<string> {
  const bytes = await rowFile(path, "a text").read();
  try {
    // The mark of a byte's order, which some editors begin with, is no character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text !== "") return text;
  } catch (cause) {
    throw notText(path, "bytes that are no UTF-8", cause);
  }
  throw notText(path, "an empty file");
}

function notText(path: string, received: string, cause?: unknown): UsageError {
  return new UsageError(
    "predict.text",
    { received, expected: `${path} must be a text`, next: 'Give another file, or the text itself: --prompt "The ".' },
    { cause },
  );
}

function show(context: Context, title: string, text: string, read: number, next: readonly NextCharacter[]): void {
  const { style } = context.out;
  const characters = Array.from(text);
  const what = [
    plural(characters.length, "character"),
    ...(read < characters.length ? [`of which it reads the last ${read}`] : []),
  ].join(", ");
  context.print(`${style.bold(harmless(title))}  ${style.dim(what)}`, "");
  const end = characters.slice(-Math.min(shownBefore, read)).join("");
  context.print(`  after ${style.bold(harmless(JSON.stringify(end)))}`, "");
  const largest = next[0].probability || 1;
  const rows = next
    .slice(0, mostShown)
    .map(({ character, probability }, i) =>
      [harmless(JSON.stringify(character)), bar(probability / largest, barWidth, " "), percent(probability)].map(
        (cell) => (i === 0 ? style.green(cell) : cell),
      ),
    );
  const columns = [{ title: "next" }, { title: "" }, { title: "probability", align: "right" as const }];
  context.print(...indent(table(columns, rows, style)));
  if (next.length > mostShown) context.print(style.dim(`  and ${next.length - mostShown} others`));
  context.print("");
}
