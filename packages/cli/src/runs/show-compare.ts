/** A comparison as tables and curves. */
import { duration } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import { curveColour, drawOverlay } from "../terminal/overlay.ts";
import { roomOf } from "../terminal/screen.ts";
import type { Style } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { harmless, widthOf, wrap } from "../terminal/wrap.ts";
import type { Compared, Comparison } from "./compare.ts";
import { describeRun } from "./describe-run.ts";
import { bestAndLast, courseText, epochsText, secondsOf } from "./figures.ts";
import { runFacts } from "./run-facts.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export function showComparison(context: Context, comparison: Comparison): void {
  const { runs, differing, shared, figure } = comparison;
  context.emit({
    figure,
    differing: Object.fromEntries(differing.map((name) => [name, runs.map(({ settings }) => settings[name] ?? null)])),
    shared,
    runs: runs.map(({ run, course }) => ({
      ...runFacts(run),
      ...(course === undefined ? {} : { curve: { figure: course.name, points: course.points } }),
    })),
  });
  if (context.json) return;
  const { style } = context.out;
  const room = Math.min(roomOf(context.out), 120);
  context.print(...settingLines(comparison, room, style), "");
  context.print(...drawing(comparison, context.out.isTerminal ? Math.min(room, 100) : 80, style));
  context.print(
    ...table(
      figureColumns,
      runs.map((each, i) => figureRow(each, i, style)),
      style,
      room,
    ),
  );
}

/** First what differs: a row for each run where that fits, else a line for each setting. */
function settingLines({ runs, differing, shared }: Comparison, room: number, style: Style): string[] {
  if (differing.length === 0) {
    const rest = "All their settings are the same; equal settings give equal bits.";
    return [...runs.map((each, i) => `${letterOf(i, style)}  ${harmless(each.run.name)}`), "", ...wrap(rest, room)];
  }
  const rows = runs.map(({ run, settings }, i) => [
    letterOf(i, style),
    harmless(run.name),
    ...differing.map((name) => harmless(settings[name] ?? "–")),
  ]);
  const whole = table([{ title: "" }, { title: "run" }, ...differing.map((title) => ({ title }))], rows, style);
  const same = Object.entries(shared).map(([name, value]) => `${name} ${harmless(value)}`);
  const rest = same.length === 0 ? [] : ["", ...wrap(`The same: ${same.join(", ")}`, room).map(style.dim)];
  if (whole.every((line) => widthOf(line) <= room)) return [...whole, ...rest];
  const each = differing.flatMap((name) => {
    const values = runs.map(({ settings }, i) => `${letterOf(i, style)} ${harmless(settings[name] ?? "–")}`);
    return wrap(`${style.bold(name)}: ${values.join(", ")}`, room);
  });
  return [...runs.map(({ run }, i) => `${letterOf(i, style)}  ${harmless(run.name)}`), "", ...each, ...rest];
}

function drawing({ runs, figure }: Comparison, columns: number, style: Style): string[] {
  const curves = runs.flatMap(({ course }, i) =>
    course === undefined || i >= letters.length
      ? []
      : [{ letter: letters[i], points: course.points, course, index: i }],
  );
  const [first] = curves;
  if (first === undefined) return [];
  const format = (value: number) => courseText(first.course, value);
  const alike = curves.filter(({ course }) => course.measure === first.course.measure);
  const lines = drawOverlay(alike, { height: 12, columns, format, x: "epoch" }, style);
  return lines.length === 0 ? [] : [style.bold(figure), ...lines, ""];
}

const right = "right" as const;
const figureColumns = [
  { title: "" },
  { title: "run" },
  { title: "what" },
  { title: "measured" },
  { title: "best (epoch)", align: right },
  { title: "last", align: right },
  { title: "epochs", align: right },
  { title: "time", align: right },
];

function figureRow({ run, course }: Compared, index: number, style: Style): string[] {
  const [best, last] = course === undefined ? bestAndLast(run) : textsOf(course);
  const seconds = secondsOf(run);
  return [
    letterOf(index, style),
    harmless(run.name),
    describeRun(run)[0],
    course?.name ?? "",
    style.bold(best),
    last,
    epochsText(run),
    seconds === undefined ? "" : duration(seconds),
  ];
}

function textsOf(course: NonNullable<Compared["course"]>): readonly [best: string, last: string] {
  const text = (value: number) => courseText(course, value);
  return [`${text(course.best[1])} (${course.best[0]})`, text(course.last[1])];
}

function letterOf(index: number, style: Style): string {
  return style.bold(curveColour(index, style)(letters[index] ?? "·"));
}
