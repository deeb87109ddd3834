/** `nndl predict NETWORK rows.csv`: each row's answer. */
import { count, percent, plural, significant } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import type { OpenedNetwork } from "../open-network.ts";
import { sayRemarks } from "../say-remarks.ts";
import { roomOf } from "../terminal/screen.ts";
import { type Column, indent, table } from "../terminal/table.ts";
import { harmless } from "../terminal/wrap.ts";
import { type AnsweredRow, answerRows } from "./answer-rows.ts";
import { rowFile } from "./row-files.ts";

/** More rows are counted, not listed: a program reads them all with --json. */
const mostShown = 200;

/** Lets a network answer to the rows of some files. */
export async function predictRows(
  context: Context,
  { network, path: file, name }: OpenedNetwork,
  paths: readonly string[],
  target: string | undefined,
): Promise<void> {
  const sha256 = network.sha256();
  const answered = [];
  for (const path of paths) answered.push({ path, ...(await answerRows(network, rowFile(path), target)) });
  context.print(context.out.style.dim(name), "");
  for (const { path, rows, remarks } of answered) {
    for (const row of rows) context.emit({ file: path, ...row, network: file, sha256 });
    if (!context.json) show(context, path, rows);
    sayRemarks(context, remarks);
  }
}

function show(context: Context, path: string, rows: readonly AnsweredRow[]): void {
  const { style } = context.out;
  const columns = roomOf(context.out) - 2;
  context.print(`${style.bold(harmless(path))}  ${style.dim(plural(rows.length, "row"))}`, "");
  const shown = rows.slice(0, mostShown);
  const isClasses = shown[0].prediction !== undefined;
  const lines = isClasses
    ? table(classColumns(shown), shown.map(classCells), style, columns)
    : table(valueColumns(shown), shown.map(valueCells), style, columns);
  context.print(...indent(lines), "");
  if (rows.length > shown.length)
    context.print(style.dim(`  and ${count(rows.length - shown.length)} rows more: all of them with --json`), "");
  const right = rows.filter(({ prediction, expected }) => prediction === expected).length;
  if (isClasses && shown[0].expected !== undefined)
    context.print(`  ${count(right)} of ${count(rows.length)} as the file says (${percent(right / rows.length)})`, "");
}

const right = "right" as const;

function classColumns([first]: readonly AnsweredRow[]): Column[] {
  return [
    { title: "row", align: right },
    { title: "answer" },
    { title: first.probabilities === undefined ? "output" : "certainty", align: right },
    ...(first.expected === undefined ? [] : [{ title: "the file says" }]),
  ];
}

function classCells({ row, prediction, class: place, outputs, probabilities, expected }: AnsweredRow): string[] {
  const output = outputs[place ?? 0];
  const sure = probabilities === undefined ? significant(output) : percent(probabilities[place ?? 0]);
  const other = typeof expected === "string" ? [expected === prediction ? "the same" : harmless(expected)] : [];
  return [String(row), harmless(prediction ?? ""), sure, ...other];
}

function valueColumns([first]: readonly AnsweredRow[]): Column[] {
  const names = Object.keys(first.values ?? {});
  return [
    { title: "row", align: right },
    ...names.map((name) => ({ title: harmless(name), align: right })),
    ...(first.expected === undefined ? [] : names.map(() => ({ title: "the file says", align: right }))),
  ];
}

function valueCells({ row, values, expected }: AnsweredRow): string[] {
  const said = typeof expected === "object" ? Object.values(expected) : [];
  return [String(row), ...[...Object.values(values ?? {}), ...said].map((value) => significant(value))];
}
