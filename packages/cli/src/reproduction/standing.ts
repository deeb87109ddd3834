/** Where one of several runs stands, as far as its lines tell. */
import { type Experiment, epochRead, numberOf, type Point, withUnit } from "@nndl/book";
import { percent } from "@nndl/words/numbers";
import type { Measurement } from "nndl";
import type { Timing } from "./expected-time.ts";
import type { Line } from "./job.ts";
import type { OneRun } from "./kept-run.ts";
import type { Ended } from "./run-jobs.ts";
import type { Task } from "./tasks.ts";

export type State = "queued" | "running" | "waiting" | "done" | "failed" | "interrupted";

export class Standing {
  readonly task: Task;
  /** Seconds that it is expected to take. */
  readonly expected: number | undefined;
  state: State = "queued";
  /** What is being done: a training or a step, by its name, or whom it waits for. */
  doing = "";
  /** Epochs, where it trains: those that are done, and all. */
  epochs: { readonly done: number; readonly all: number } | undefined;
  /** Its main figure, so far. */
  figure = "";
  /** When it is over. */
  run: OneRun | undefined;
  #began: number | undefined;
  #elapsed = 0;
  /** How much of it is done, where the whole is one training; and how much was, when it began here. */
  #fraction: number | undefined;
  #from = 0;
  readonly #points: Point[] = [];
  readonly #validation: Point[] = [];

  constructor(task: Task, expected: number | undefined) {
    this.task = task;
    this.expected = expected;
  }

  begin(now: number): void {
    this.state = "running";
    this.doing = "begins";
    this.#began = now;
  }

  tell(line: Line): void {
    if (line.type === "run") return;
    this.state = line.type === "wait" ? "waiting" : "running";
    if (line.type === "wait") this.doing = `waits for process ${line.pid}`;
    if (line.type === "step") {
      this.doing = String(line.step);
      this.epochs = undefined;
    }
    if (line.type === "start" || line.type === "progress") this.#trains(line);
    if (line.type === "epoch" && line.training === undefined) this.#measured(line);
  }

  end(ended: Ended, now: number): void {
    this.#elapsed = this.seconds(now);
    this.state = ended.kind;
    this.doing = "";
    if (ended.kind === "done") this.keep(ended.run);
  }

  /** Is over, now or before. */
  keep(run: OneRun): void {
    this.state = "done";
    this.run = run;
    const [key, figure] = Object.entries(this.task.experiment.figures)[0];
    if (figure.kind === "number") this.figure = withUnit(figure, numberOf(run.result.measured, key));
  }

  /** Seconds since it began. */
  seconds(now: number): number {
    if (this.#began === undefined) return 0;
    return this.state === "running" || this.state === "waiting" ? (now - this.#began) / 1000 : this.#elapsed;
  }

  timing(now: number): Timing {
    const state = this.state === "queued" ? "queued" : isOpen(this.state) ? "running" : "over";
    const { expected } = this;
    // One that was kept, or failed, says nothing about how long others take.
    const counts = state !== "over" || (this.state === "done" && this.run?.wasKept === false);
    return {
      state,
      expected: counts ? expected : undefined,
      elapsed: this.seconds(now),
      fraction: this.#fraction,
      from: this.#from,
    };
  }

  /** How much is done, where that is known. */
  get fraction(): number | undefined {
    return this.#fraction;
  }

  #trains({ type, training, epoch, epochs, step, steps }: Line): void {
    this.doing = training === undefined ? "" : String(training);
    this.epochs = { done: Number(epoch), all: Number(epochs) };
    if (training !== undefined || this.task.experiment.training === undefined) return;
    this.#fraction = Number(step) / Number(steps);
    if (type === "start") this.#from = this.#fraction;
  }

  #measured({ epoch, evaluations }: Line): void {
    const { training } = this.task.experiment;
    if (training === undefined) return;
    const measured = evaluations as Readonly<Record<string, Measurement>>;
    const add = (points: Point[], set: string) => {
      points.push([Number(epoch), measured[set]?.accuracy ?? Number.NaN]);
    };
    add(this.#points, training.evaluation);
    add(this.#validation, "validation");
    const read = epochRead(training.reading, this.#points, this.#validation);
    const accuracy = this.#points[read]?.[1] ?? Number.NaN;
    this.figure = Number.isFinite(accuracy) ? percent(accuracy) : "";
  }
}

export function isOpen(state: State): boolean {
  return state === "running" || state === "waiting";
}

/** "ch1/wider seed 2", without the seed where chance has no part. */
export function nameOf({ experiment, seed }: { readonly experiment: Experiment; readonly seed: number }): string {
  return experiment.chance ? `${experiment.name} seed ${seed}` : experiment.name;
}
