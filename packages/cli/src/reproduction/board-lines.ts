/** The rows in which several runs stand under one another. */
import { count, duration } from "@nndl/words/numbers";
import { bar } from "../terminal/bar.ts";
import type { Style } from "../terminal/style.ts";
import { pad } from "../terminal/table.ts";
import { clip } from "../terminal/wrap.ts";
import type { Standing } from "./standing.ts";
import type { Task } from "./tasks.ts";

/** How wide each column is; 0 where there is no room for it. */
export interface Widths {
  readonly indentation: number;
  readonly name: number;
  readonly seed: number;
  readonly state: number;
  readonly figure: number;
  readonly time: number;
}

/** A terminal with fewer columns has no room for bars and times. */
const narrow = 64;

const gap = "  ";

/** What is said of a run that is as it is recorded, and where there is little room. */
export const asRecorded = "as recorded";
const same = "same";

/** What is said of a run that is not as it is recorded. */
export const differs = "differs";

/** As wide as the tasks' names need, as far as there is room. */
export function widthsFor(tasks: readonly Task[], columns: number): Widths {
  const longest = Math.max("experiment".length, ...tasks.map(({ experiment }) => experiment.name.length));
  const seeds = new Set(tasks.map(({ seed }) => seed));
  const seed = seeds.size > 1 ? Math.max("seed".length, ...tasks.map((task) => String(task.seed).length)) : 0;
  const isNarrow = columns < narrow;
  const fixed = isNarrow
    ? { indentation: 0, state: 6, figure: 8, time: 0 }
    : { indentation: 2, state: 20, figure: 9, time: 10 };
  const others = [seed, fixed.state, fixed.figure, fixed.time].filter((width) => width > 0);
  const taken = others.reduce((sum, width) => sum + width + gap.length, fixed.indentation);
  // The last column stays free: what fills a line breaks it on some terminals.
  return { ...fixed, seed, name: Math.max(6, Math.min(longest, columns - 1 - taken)) };
}

export function headingLine(widths: Widths, style: Style): string {
  return style.dim(lineOf(widths, ["experiment", "seed", "", "figure", "time"]));
}

/** @param outcome what is said of a run that is over; "done" when absent */
export function standingLine(
  run: Standing,
  widths: Widths,
  { now, style, outcome }: { now: number; style: Style; outcome?: string },
): string {
  const { experiment, seed } = run.task;
  const isOver = run.run !== undefined;
  const seconds = run.run?.result.seconds ?? run.seconds(now);
  const figure = clip(run.figure, widths.figure);
  const line = lineOf(widths, [
    experiment.name,
    experiment.chance ? String(seed) : "",
    stateText(run, widths.state, outcome),
    isOver ? style.green(figure) : figure,
    run.state === "queued" ? "" : duration(seconds),
  ]);
  if (run.state === "failed") return style.red(line);
  return outcome === differs ? style.yellow(line) : line;
}

function stateText(run: Standing, width: number, outcome: string | undefined): string {
  const { state, doing, epochs, fraction } = run;
  if (outcome === asRecorded && width < asRecorded.length) return same;
  if (outcome === differs && width < differs.length) return "differ";
  if (state !== "running" && state !== "waiting") return outcome ?? (state === "interrupted" ? "saved" : state);
  if (state === "waiting" && width < doing.length) return "waits";
  const share = epochs === undefined ? "" : `${Math.min(epochs.done + 1, epochs.all)}/${epochs.all}`;
  if (fraction === undefined) return [doing, share].filter((part) => part !== "").join(" ");
  const room = width - share.length - 1;
  return room < 6 ? `${Math.floor(100 * fraction)} %` : `${bar(fraction, Math.min(12, room), "░")} ${share}`;
}

function lineOf(widths: Widths, [name, seed, state, figure, time]: readonly string[]): string {
  const cells = [
    pad(clip(name, widths.name), widths.name),
    ...(widths.seed === 0 ? [] : [pad(seed, widths.seed, "right")]),
    pad(clip(state, widths.state), widths.state),
    pad(figure, widths.figure, "right"),
    ...(widths.time === 0 ? [] : [pad(clip(time, widths.time), widths.time, "right")]),
  ];
  return `${" ".repeat(widths.indentation)}${cells.join(gap)}`.trimEnd();
}

/** "3 of 28 done, 1 failed · about 12 min left"; the most important first, as far as there is room. */
export function totalLine(runs: readonly Standing[], left: number | undefined, columns: number): string {
  const number = (state: Standing["state"]) => runs.filter((run) => run.state === state).length;
  const failed = number("failed");
  const parts = [
    `${count(number("done"))} of ${count(runs.length)} done`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(left === undefined ? [] : [`about ${duration(left < 1 ? 1 : Math.round(left))} left`]),
  ];
  return clip(parts.join(" · "), columns - 1);
}
