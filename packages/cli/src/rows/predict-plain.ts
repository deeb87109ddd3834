/** `nndl predict NETWORK rows.csv` for networks that take plain numbers, sequences among them, of any length up to their own. */
import { gunzipSync } from "node:zlib";
import { count, percent, plural, significant } from "@nndl/words/numbers";
import { type Network, NndlError, wasmEngine } from "nndl";
import { activationOf } from "nndl/spec";
import type { Context } from "../context.ts";
import { answerOf } from "../image/answer.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { roomOf } from "../terminal/screen.ts";
import { indent, table } from "../terminal/table.ts";
import { harmless } from "../terminal/wrap.ts";
import { UsageError } from "../usage-error.ts";
import { type PlainRow, type PlainRows, plainRows } from "./plain-rows.ts";
import { rowFile } from "./row-files.ts";

/** What a network makes of one input, or of one step of it. */
interface PlainAnswer {
  readonly outputs: readonly number[];
  /** Where it tells classes. */
  readonly class?: number;
  readonly probabilities?: readonly number[];
}

/** One row, and what the network makes of it. Plain JSON. */
type AnsweredRow = {
  /** Counted from 1. */
  readonly row: number;
  /** How many steps of a sequence it has. */
  readonly steps?: number;
} & (PlainAnswer | { readonly answers: readonly PlainAnswer[] });

/** More lines are counted, not listed: a program reads them all with --json. */
const mostShown = 200;

/** Lets a network answer to rows of numbers: those of files, or one that was typed. */
export async function predictPlain(
  context: Context,
  { network, path: file, name }: OpenedNetwork,
  asked: { readonly paths: readonly string[] } | { readonly row: string },
): Promise<undefined> {
  const given =
    "row" in asked
      ? [{ from: {}, title: "--row", ...plainRows(asked.row, network.spec.input) }]
      : await Promise.all(
          asked.paths.map(async (path) => ({ from: { file: path }, title: path, ...(await rowsIn(path, network)) })),
        );
  const answered = [];
  for (const part of given) answered.push({ ...part, answers: await answersTo(network, part.rows) });
  const sha256 = network.sha256();
  context.print(context.out.style.dim(name), "");
  for (const { from, title, names, answers } of answered) {
    if (names !== undefined)
      context.remark(
        `Note: the first line of ${title} has no numbers; this network knows no columns by names, and takes numbers in their order.`,
      );
    for (const answer of answers) context.emit({ ...from, ...answer, network: file, sha256 });
    if (!context.json) show(context, title, answers);
  }
  return undefined;
}

async function rowsIn(path: string, { spec }: Network): Promise<PlainRows> {
  const bytes = await rowFile(path).read();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(/\.gz$/i.test(path) ? gunzipSync(bytes) : bytes);
    return plainRows(text, spec.input, path);
  } catch (cause) {
    if (cause instanceof NndlError) throw cause;
    throw new UsageError(
      "predict.row",
      { problem: `${path} is no text of numbers`, next: "Give rows of numbers, a line for each." },
      { cause },
    );
  }
}

async function answersTo(network: Network, rows: readonly PlainRow[]): Promise<readonly AnsweredRow[]> {
  const inputs = new Float32Array(rows.length * network.inputSize);
  for (const [i, { numbers }] of rows.entries()) inputs.set(numbers, i * network.inputSize);
  const isSequence = rows[0].steps !== undefined;
  const session = await wasmEngine.open(network, { threads: 1 });
  try {
    const lengths = isSequence ? Uint32Array.from(rows, ({ steps }) => steps ?? 1) : undefined;
    const outputs = session.predict(inputs, lengths);
    const { outputSize, output } = network;
    const isEach = output.length === 2;
    return rows.map(({ steps }, i) => {
      const own = outputs.subarray(i * outputSize, (i + 1) * outputSize);
      const row = { row: i + 1, ...(steps === undefined ? {} : { steps }) };
      if (!isEach) return { ...row, ...plainAnswer(network, own, row.row) };
      const width = output[1];
      const answers = Array.from({ length: steps ?? output[0] }, (_, t) =>
        plainAnswer(network, own.subarray(t * width, (t + 1) * width), row.row),
      );
      return { ...row, answers };
    });
  } finally {
    session.close();
  }
}

function plainAnswer(network: Network, outputs: Float32Array, row: number): PlainAnswer {
  if (tellsClasses(network) && outputs.length > 1) {
    const { prediction, probabilities, outputs: values } = answerOf(network, outputs);
    return { outputs: values, class: prediction, ...(probabilities === undefined ? {} : { probabilities }) };
  }
  if (outputs.every(Number.isFinite)) return { outputs: Array.from(outputs) };
  throw new NndlError("network.outputs", {
    received: `${outputs.find((value) => !Number.isFinite(value))} for row ${row}`,
    expected: "a network's outputs must be finite",
    next: "Its weights are too large to compute with; use an earlier checkpoint.",
  });
}

/** Softmax does, unless values were learned; of other outputs who saved the network must have said so. */
function tellsClasses({ targetKind, layers }: Network): boolean {
  return (
    targetKind === "classes" || (targetKind === undefined && activationOf(layers[layers.length - 1].spec) === "softmax")
  );
}

function show(context: Context, title: string, rows: readonly AnsweredRow[]): void {
  const { style } = context.out;
  context.print(`${style.bold(harmless(title))}  ${style.dim(plural(rows.length, "row"))}`, "");
  const lines = rows.flatMap((row) =>
    "answers" in row
      ? row.answers.map((answer, t) => ({ place: [t === 0 ? String(row.row) : "", String(t + 1)], answer }))
      : [{ place: [String(row.row), ...(row.steps === undefined ? [] : [String(row.steps)])], answer: row }],
  );
  const [first] = lines;
  const second = "answers" in rows[0] ? ["step"] : rows[0].steps === undefined ? [] : ["steps"];
  const titles = ["row", ...second, ...answerTitles(first.answer)];
  const columns = titles.map((each) => ({ title: each, align: "right" as const }));
  const shown = lines.slice(0, mostShown).map(({ place, answer }) => [...place, ...answerCells(answer)]);
  context.print(...indent(table(columns, shown, style, roomOf(context.out) - 2)), "");
  if (lines.length > shown.length)
    context.print(style.dim(`  and ${count(lines.length - shown.length)} lines more: all of them with --json`), "");
}

function answerTitles({ outputs, class: answer, probabilities }: PlainAnswer): readonly string[] {
  if (answer === undefined) return outputs.map((_, i) => `output ${i + 1}`);
  return ["class", probabilities === undefined ? "output" : "certainty"];
}

function answerCells({ outputs, class: answer, probabilities }: PlainAnswer): readonly string[] {
  if (answer === undefined) return outputs.map((value) => significant(value));
  return [String(answer), probabilities === undefined ? significant(outputs[answer]) : percent(probabilities[answer])];
}
