/** What one sees while several runs are done: a table on a terminal, lines elsewhere; a program is told by lines of JSON. */
import { duration } from "@nndl/words/numbers";
import type { Context } from "../context.ts";
import { LiveBlock } from "../terminal/live-block.ts";
import { indent } from "../terminal/table.ts";
import { wrap } from "../terminal/wrap.ts";
import { headingLine, standingLine, totalLine, type Widths, widthsFor } from "./board-lines.ts";
import { secondsLeft } from "./expected-time.ts";
import { isOpen, nameOf, type Standing } from "./standing.ts";

/** Milliseconds between two drawings of the table. */
const drawEvery = 200;

/** Milliseconds between two lines that say how far all is, where nothing can be drawn over. */
const sayEvery = 60_000;

export class RunsView {
  readonly #context: Context;
  readonly #runs: readonly Standing[];
  readonly #jobs: number;
  readonly #block: LiveBlock;
  readonly #timer: NodeJS.Timeout;
  #note = "";

  constructor(context: Context, runs: readonly Standing[], jobs: number) {
    this.#context = context;
    this.#runs = runs;
    this.#jobs = jobs;
    this.#block = new LiveBlock(context.out);
    if (context.out.isTerminal) context.print(headingLine(this.#widths, context.out.style));
    this.#timer = setInterval(() => this.#tick(), context.out.isTerminal ? drawEvery : sayEvery);
  }

  begins(run: Standing): void {
    if (!this.#context.out.isTerminal) this.#context.print(`${nameOf(run.task)} begins`);
    this.draw();
  }

  waits(run: Standing): void {
    if (!this.#context.out.isTerminal) this.#context.print(`${nameOf(run.task)} ${run.doing}`);
  }

  /** @param outcome how it compares with what is recorded, or "kept" */
  ends(run: Standing, outcome: string | undefined, remarks: readonly string[] = []): void {
    const { out } = this.#context;
    const { style } = out;
    if (this.#context.json) return;
    const line = out.isTerminal
      ? standingLine(run, this.#widths, {
          now: performance.now(),
          style,
          ...(outcome === undefined ? {} : { outcome }),
        })
      : sentence(run, outcome);
    const more = out.isTerminal
      ? indent(
          remarks.flatMap((text) => wrap(text, Math.max(20, out.columns - 5))),
          4,
        )
      : remarks;
    this.#block.print(line, ...more.map((text) => (run.state === "failed" ? style.red(text) : style.yellow(text))));
    this.draw();
  }

  /** Says something below the table, as long as it is there. */
  note(text: string): void {
    this.#note = text;
    this.draw();
  }

  draw(): void {
    const { out, json } = this.#context;
    if (json || !out.isTerminal) return;
    const { style } = out;
    const now = performance.now();
    const open = this.#runs.filter(({ state }) => isOpen(state));
    // On a low screen the sum is what one wants to see.
    const rows = open.slice(0, Math.max(0, out.rows - 3)).map((run) => standingLine(run, this.#widths, { now, style }));
    const below = [style.dim(this.#total), ...(this.#note === "" ? [] : [style.yellow(this.#note)])];
    this.#block.show([...rows, ...indent(below, this.#widths.indentation)]);
  }

  /** May be called again. */
  close(): void {
    clearInterval(this.#timer);
    this.#block.clear();
  }

  #tick(): void {
    const { out } = this.#context;
    if (out.isTerminal) {
      this.draw();
      return;
    }
    const open = this.#runs.filter(({ state }) => isOpen(state)).map((run) => [nameOf(run.task), share(run)].join(" "));
    this.#context.print([this.#total, ...open].join("; "));
  }

  get #total(): string {
    const { out } = this.#context;
    const now = performance.now();
    const left = secondsLeft(
      this.#runs.map((run) => run.timing(now)),
      this.#jobs,
    );
    return totalLine(
      this.#runs,
      left,
      out.isTerminal ? out.columns - this.#widths.indentation : Number.POSITIVE_INFINITY,
    );
  }

  get #widths(): Widths {
    return widthsFor(
      this.#runs.map(({ task }) => task),
      this.#context.out.columns,
    );
  }
}

/** "ch1/wider seed 2: 96.12 % in 8.1 s, sha256 099d17f67bf9…, as recorded" */
function sentence(run: Standing, outcome: string | undefined): string {
  const name = nameOf(run.task);
  if (run.run === undefined) return `${name} ${run.state === "interrupted" ? "is saved where it was" : run.state}`;
  const { seconds, sha256 } = run.run.result;
  const parts = [
    [run.figure, `in ${duration(seconds)}`].filter((part) => part !== "").join(" "),
    ...(sha256 === undefined ? [] : [`sha256 ${sha256.slice(0, 12)}…`]),
    ...(outcome === undefined ? [] : [outcome]),
  ];
  return `${name}: ${parts.join(", ")}`;
}

function share({ fraction, doing }: Standing): string {
  return fraction === undefined ? doing : `${Math.floor(100 * fraction)} %`;
}
