/** Trains handed-in runs again, one after another, and keeps what they come to. */
import { Trainer } from "../training/trainer.svelte.ts";
import { type ClassRun, recipeOf, sameRun } from "./experiment.ts";
import { keyOf, type Outcome } from "./gather.ts";

export class Checker {
  readonly trainer = new Trainer();
  /** By `keyOf`. */
  outcomes = $state.raw<ReadonlyMap<string, Outcome>>(new Map());
  /** What is still to be trained, the run at hand first. */
  waiting = $state.raw<readonly ClassRun[]>([]);
  isPaused = $state.raw(false);
  #atHand: ClassRun | undefined;
  #working: Promise<void> | undefined;

  /** Trains these too, but for those that are known or wait already. */
  check(runs: readonly ClassRun[]): void {
    const added: ClassRun[] = [];
    for (const run of runs)
      if (!this.outcomes.has(keyOf(run)) && ![...this.waiting, ...added].some((other) => sameRun(other, run)))
        added.push(run);
    this.waiting = [...this.waiting, ...added];
    this.goOn();
  }

  pause(): void {
    this.isPaused = true;
    void this.trainer.pause();
  }

  goOn(): void {
    this.isPaused = false;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      // Somebody may have gone on while the last run came to its rest.
      if (!this.isPaused && this.waiting.length > 0 && this.trainer.status !== "failed") this.goOn();
    });
  }

  /** Trains no more of them; what is known stays. */
  stop(): void {
    this.waiting = [];
    void this.trainer.pause();
  }

  async #work(): Promise<void> {
    const { trainer } = this;
    for (let run = this.waiting[0]; run !== undefined && !this.isPaused; run = this.waiting[0]) {
      if (this.#atHand !== run) {
        this.#atHand = run;
        if (!(await trainer.open(recipeOf(run)))) return this.#giveUp();
        if (this.waiting[0] !== run) continue;
      }
      if (!(await trainer.train())) return this.#giveUp();
      const measured = trainer.records.at(-1)?.evaluations.test;
      // It was paused, or stopped.
      if (trainer.status !== "done" || this.waiting[0] !== run) continue;
      if (measured?.correct === undefined || trainer.sha256 === undefined) return this.#giveUp();
      const outcome = { correct: measured.correct, of: measured.count, sha256: trainer.sha256 };
      this.outcomes = new Map(this.outcomes).set(keyOf(run), outcome);
      this.waiting = this.waiting.slice(1);
    }
  }

  /** What went wrong is said by the trainer; the run waits, to be tried again. */
  #giveUp(): void {
    this.#atHand = undefined;
    this.isPaused = true;
  }
}
