/** The list of runs, for people and for programs. */
import { resolve } from "node:path";
import { duration, plural } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import { runsDirectory } from "../runs-directory.ts";
import { roomOf } from "../terminal/screen.ts";
import type { Style } from "../terminal/style.ts";
import { indent, table } from "../terminal/table.ts";
import { harmless, widthOf, wrap } from "../terminal/wrap.ts";
import { commandName } from "../training/shell.ts";
import { describeRun } from "./describe-run.ts";
import { bestAndLast, epochsText, secondsOf } from "./figures.ts";
import type { Listed } from "./list-runs.ts";
import type { Run } from "./run.ts";
import { runFacts } from "./run-facts.ts";

export interface ShownList extends Listed {
  /** Those that were asked for, in the order that was asked for. */
  readonly chosen: readonly Run[];
}

export function showList(context: Context, { runs, chosen, leftAlone, others }: ShownList): void {
  context.emit({ runs: chosen.map((run) => runFacts(run)), of: runs.length, leftAlone, others });
  if (context.json) return;
  const { style } = context.out;
  const room = roomOf(context.out);
  if (runs.length + leftAlone.length === 0) {
    const nndl = commandName(context.environment);
    context.print(
      `There are no runs under ${runsDirectory}/ yet. What makes one:`,
      `  ${style.cyan(`${nndl} train --epochs 5`)}               a network of your own`,
      `  ${style.cyan(`${nndl} reproduce ch1/first-network`)}    the book's first`,
    );
  } else if (chosen.length === 0) context.print(`None of the ${plural(runs.length, "run")} is as asked for.`);
  else context.print(...listLines(chosen, room, style));
  if (chosen.length > 0 && chosen.length < runs.length)
    context.print("", style.dim(`${chosen.length} of ${plural(runs.length, "run")}.`));
  const alone = leftAlone.flatMap(({ name, why }) => wrap(`${harmless(name)}: ${harmless(why)}`, room - 2));
  if (alone.length > 0) context.print("", style.yellow("Left alone, for they cannot be read:"), ...indent(alone));
  if (others.length > 0) context.print("", ...wrap(`No runs: ${others.map(harmless).join(", ")}`, room).map(style.dim));
}

interface Column {
  readonly title: string;
  readonly align?: "right";
  /** What a narrow terminal can do without goes first: the largest. */
  readonly spare: number;
  readonly text: (run: Run, style: Style) => string;
}

/** Under runs/ the name of the folder says it all. */
function nameOf({ name }: Run): string {
  const inside = `${runsDirectory}/`;
  return harmless(name.startsWith(inside) ? name.slice(inside.length) : name);
}

const columns: readonly Column[] = [
  { title: "run", spare: 0, text: (run, style) => style.cyan(nameOf(run)) },
  { title: "what", spare: 5, text: (run) => describeRun(run)[0] },
  { title: "network", spare: 4, text: (run) => describeRun(run)[1] },
  { title: "data", spare: 7, text: (run) => describeRun(run)[2] },
  { title: "epochs", align: "right", spare: 2, text: epochsText },
  { title: "best (epoch)", align: "right", spare: 0, text: (run, style) => style.bold(bestAndLast(run)[0]) },
  { title: "last", align: "right", spare: 1, text: (run) => bestAndLast(run)[1] },
  { title: "time", align: "right", spare: 6, text: (run) => timeText(run) },
  { title: "began", spare: 8, text: ({ began }) => dayOf(began) },
  { title: "", spare: 0, text: (run, style) => stateText(run, style) },
];

/** With as many columns as there is room for. */
export function listLines(runs: readonly Run[], room: number, style: Style): string[] {
  const most = Math.max(...columns.map(({ spare }) => spare));
  for (let keep = most; ; keep--) {
    const shown = columns.filter(({ spare }) => spare <= keep);
    const rows = runs.map((run) => shown.map(({ text }) => text(run, style)));
    const titles = shown.map(({ title, align }) => ({ title, ...(align === undefined ? {} : { align }) }));
    const lines = table(titles, rows, style);
    if (keep === 0 || lines.every((line) => widthOf(line) <= room)) return lines;
  }
}

function timeText(run: Run): string {
  const seconds = secondsOf(run);
  return seconds === undefined ? "" : duration(seconds);
}

/** 2026-11-22, where the reader is. */
function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function stateText({ state, training }: Run, style: Style): string {
  const lost = training?.unreadable ?? 0;
  const rest = lost === 0 ? "" : style.yellow(`, ${plural(lost, "line")} unreadable`);
  const color = { finished: style.green, interrupted: style.yellow, running: style.cyan }[state];
  return color(state) + rest;
}

/** Where runs are listed from. */
export function runsHere(): string {
  return resolve(runsDirectory);
}
