/** What one sees of a training run while it goes on. */
import type { EpochEvent } from "nndl";
import type { Context } from "../context.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { type Cell, type Counted, EpochTable, epochSentence } from "./epoch-lines.ts";
import { type Position, ProgressClock, progressParts } from "./progress.ts";

export interface TrainingView {
  /** Called every tenth of a second or so. */
  tick(at: Position): void;
  epoch(event: EpochEvent): void;
  /** Called once, however the run ends. */
  close(): void;
}

export interface ViewOptions {
  /** The columns of a terminal's table, and the set that tells which epochs are the best. */
  readonly cells: readonly Cell[];
  readonly main: string | undefined;
  readonly epochs: number;
  readonly batch: number;
  readonly from: Position;
  /** What its speed counts; images when absent. */
  readonly counted?: Counted;
}

/** JSON lines for a program, plain lines for a file, a table with a live line under it for a terminal. */
export function viewFor(context: Context, options: ViewOptions): TrainingView {
  if (context.json) return jsonView(context);
  return context.out.isTerminal ? terminalView(context, options) : plainView(context, options);
}

function jsonView(context: Context): TrainingView {
  return {
    tick() {},
    epoch: ({ index, ...event }) => context.emit({ ...event, epoch: index }),
    close() {},
  };
}

function plainView(context: Context, { counted }: ViewOptions): TrainingView {
  return { tick() {}, epoch: (event) => context.print(epochSentence(event, counted)), close() {} };
}

function terminalView({ out }: Context, { cells, main, epochs, batch, from, counted }: ViewOptions): TrainingView {
  const live = new LiveLine(out);
  const rows = new EpochTable(cells, out.style, main, out.columns, counted);
  const clock = new ProgressClock(from, batch);
  let begun = false;
  let rate: number | undefined;
  return {
    tick: (at) => live.show(progressParts(at, epochs, clock, rate, out.style, counted)),
    epoch(event) {
      if (!begun) live.print(rows.heading);
      begun = true;
      rate = event.examplesPerSecond;
      live.print(rows.row(event));
    },
    close: () => live.clear(),
  };
}
