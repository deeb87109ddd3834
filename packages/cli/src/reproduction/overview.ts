import { type Experiment, mainFigures, type Summary } from "@nndl/book";
import type { Context } from "../context.ts";
import type { Style } from "../terminal/style.ts";
import { type Column, indent, table } from "../terminal/table.ts";
import { clip, widthOf, wrap } from "../terminal/wrap.ts";
import { differs } from "./board-lines.ts";
import type { Recorded } from "./recorded.ts";
import { verdictText } from "./rows.ts";

/** An experiment of which at least one run is done. */
export interface Overviewed {
  readonly experiment: Experiment;
  readonly summary: Summary;
  /** How its runs compare with what is stored of them, where something is. */
  readonly recorded: readonly Recorded[];
}

const right = "right" as const;

interface Cell extends Column {
  /** What a narrow screen can do without goes first: the largest. */
  readonly spare: number;
  readonly text: (each: Overviewed, style: Style) => string;
}

/** All experiments in one table, once they are over, and what the book has otherwise. */
export function overview(context: Context, entries: readonly Overviewed[]): void {
  const { isTerminal, columns, style } = context.out;
  context.emit({ type: "overview", summaries: entries.map(({ summary }) => summary) });
  if (context.json || entries.length === 0) return;
  const room = isTerminal ? columns - 1 : Number.POSITIVE_INFINITY;
  context.print("", ...fitting(cellsFor(entries), entries, style, room));
  const differing = entries.flatMap(({ experiment, summary }) =>
    Object.values(summary.figures)
      .filter(({ verdict }) => verdict !== "agrees" && verdict !== "not judged")
      .map(({ title, explanation }) => `${experiment.name}, ${title}: ${explanation}`),
  );
  const width = Math.min(room, 100) - 2;
  context.print(
    "",
    ...differing.flatMap((text) => indent(wrap(text, width).map(style.dim))),
    ...(differing.length === 0 ? [] : [""]),
  );
}

const verdict: Cell = { title: "", spare: 0, text: ({ summary }, style) => verdictText(summary.verdict, style) };
/** "higher", where there is no room for "ours is higher". */
const shortVerdict: Cell = { ...verdict, text: (each, style) => verdict.text(each, style).replace("ours is ", "") };

function cellsFor(entries: readonly Overviewed[]): Cell[] {
  const figure = (i: number) => (each: Overviewed) => mainFigures(each.experiment, each.summary)[i];
  const areSeveral = entries.some(({ summary }) => summary.seeds.length > 1);
  return [
    { title: "", spare: 0, text: ({ experiment }, style) => style.cyan(experiment.name) },
    { title: "", spare: 5, text: ({ experiment }) => experiment.id },
    { title: "the book", align: right, spare: 2, text: figure(0) },
    ...(areSeveral
      ? [
          { title: "min", align: right, spare: 4, text: figure(1) },
          { title: "median", align: right, spare: 0, text: figure(2) },
          { title: "max", align: right, spare: 4, text: figure(3) },
        ]
      : [{ title: "here", align: right, spare: 0, text: figure(2) }]),
    verdict,
    ...(entries.some(({ recorded }) => recorded.length > 0)
      ? [{ title: "", spare: 3, text: ({ recorded }: Overviewed, style: Style) => recordedText(recorded, style) }]
      : []),
  ];
}

function recordedText(recorded: readonly Recorded[], style: Style): string {
  if (recorded.length === 0) return "";
  return recorded.every(({ isSame }) => isSame) ? "as recorded" : style.yellow(`${differs} from recorded`);
}

/** As many columns as there is room for; in the end the verdicts are shorter and the names are cut. */
function fitting(cells: readonly Cell[], entries: readonly Overviewed[], style: Style, room: number): string[] {
  const lines = indent(linesOf(cells, entries, style));
  const excess = Math.max(...lines.map(widthOf)) - room;
  if (excess <= 0) return lines;
  const most = Math.max(...cells.map(({ spare }) => spare));
  if (most > 0)
    return fitting(
      cells.filter(({ spare }) => spare < most),
      entries,
      style,
      room,
    );
  if (cells.includes(verdict))
    return fitting(
      cells.map((cell) => (cell === verdict ? shortVerdict : cell)),
      entries,
      style,
      room,
    );
  const longest = Math.max(...entries.map(({ experiment }) => experiment.name.length));
  const [first, ...rest] = cells;
  const name = ({ experiment }: Overviewed) => style.cyan(clip(experiment.name, Math.max(6, longest + 2 - excess)));
  return linesOf([{ ...first, text: name }, ...rest], entries, style);
}

function linesOf(cells: readonly Cell[], entries: readonly Overviewed[], style: Style): string[] {
  return table(
    cells,
    entries.map((each) => cells.map(({ text }) => text(each, style))),
    style,
  );
}
