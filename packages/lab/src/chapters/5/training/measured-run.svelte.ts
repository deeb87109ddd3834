import type { Recipe } from "../../../training/recipe.ts";
import { Trainer } from "../../../training/trainer.svelte.ts";

/** What was measured when so many mini-batches were done. */
export interface MeasuredAt<Found> {
  readonly step: number;
  readonly found: Found;
}

/**
 * A run that is held still at given steps to be measured, so that its curve has the same points on every machine. It can be
 * stopped at any moment, and goes on from there.
 */
export class MeasuredRun<Found> {
  readonly trainer = new Trainer();
  /** In the order of their steps. */
  measured = $state.raw<readonly MeasuredAt<Found>[]>([]);
  isGoing = $state.raw(false);
  /** What is measured could not be. */
  trouble = $state.raw("");
  readonly #measure: (trainer: Trainer) => Promise<Found | undefined>;
  #recipe = "";
  /** Who was asked to go on last; whoever goes on no longer ends. */
  #turn = 0;

  constructor(measure: (trainer: Trainer) => Promise<Found | undefined>) {
    this.#measure = measure;
  }

  /** Trains to the last of the steps, and measures at each. */
  async go(recipe: Recipe, steps: readonly number[]): Promise<void> {
    const turn = ++this.#turn;
    this.isGoing = true;
    this.trouble = "";
    try {
      await this.#walk(recipe, steps, () => turn === this.#turn);
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    } finally {
      if (turn === this.#turn) this.isGoing = false;
    }
  }

  async #walk(recipe: Recipe, steps: readonly number[], isWanted: () => boolean): Promise<void> {
    const { trainer } = this;
    const text = JSON.stringify(recipe);
    if (text !== this.#recipe || trainer.recipe === undefined) {
      this.measured = [];
      this.#recipe = text;
      if (!(await trainer.open(recipe))) return;
    }
    if (!isWanted() || !(await trainer.fetch())) return;
    const done = this.measured.at(-1)?.step ?? -1;
    for (const step of steps.filter((each) => each > done)) {
      if (!isWanted()) return;
      if (step > trainer.step && !(await trainer.train({ until: step }))) return;
      // Somebody may have held it still on the way.
      if (!isWanted() || trainer.step !== step) return;
      const found = await this.#measure(trainer);
      if (found === undefined || !isWanted()) return;
      this.measured = [...this.measured, { step, found }];
    }
  }

  /** Holds it still, where it is. */
  async hold(): Promise<void> {
    this.#turn++;
    this.isGoing = false;
    await this.trainer.pause();
  }

  /** Back to the beginning; what was measured is gone. */
  async rewind(): Promise<void> {
    await this.hold();
    this.measured = [];
    await this.trainer.rewind();
  }

  /** Ends it, and lets go of what it holds. */
  close(): void {
    this.#turn++;
    this.isGoing = false;
    this.measured = [];
    this.#recipe = "";
    this.trainer.close();
  }
}
