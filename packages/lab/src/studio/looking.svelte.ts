/** What panels see of a run: not more often than is worth drawing, and only while they are there to be seen. */
import { untrack } from "svelte";
import type { Answer, Question } from "../training/questions.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import type { Trainer } from "../training/trainer.svelte.ts";
import { sentenceOf } from "./draft.ts";
import { sightHere } from "./sight.svelte.ts";

/** A value that changes often, seen a few times a second while its panel is in sight; once it is at rest, as it is. */
export class Slowly<T> {
  current = $state.raw(undefined as unknown as T);

  constructor(read: () => T, rests: () => boolean, every = 160) {
    const sight = sightHere();
    this.current = untrack(read);
    let latest = this.current;
    let last = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      last = performance.now();
      this.current = latest;
    };
    $effect(() => {
      latest = read();
      if (!rests() && !sight.isThere) return;
      const wait = rests() ? 0 : last + every - performance.now();
      if (wait <= 0) {
        clearTimeout(timer);
        untrack(show);
      } else timer ??= setTimeout(show, wait);
    });
    $effect(() => () => clearTimeout(timer));
  }
}

/**
 * The answer to a question about the run, asked again when the run has moved: at most every so many milliseconds, for no more than
 * about a fifth of the worker's time, and while it trains only if the panel is in sight.
 */
export class Look<Q extends Question> {
  answer = $state.raw<Answer<Q>>();
  /** Of which run that is the answer. */
  of = $state.raw<CheckedRecipe>();
  problem = $state.raw("");

  constructor(trainer: Trainer, question: () => Q | undefined, every = 300) {
    const sight = sightHere();
    let asking = false;
    let again = false;
    let over = false;
    let free = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted: Q | undefined;

    const ask = async () => {
      timer = undefined;
      if (wanted === undefined || over) return;
      if (asking) {
        again = true;
        return;
      }
      asking = true;
      const { recipe } = trainer;
      const began = performance.now();
      try {
        const answer = await trainer.ask(wanted);
        if (!over && answer !== undefined && trainer.recipe === recipe) {
          this.answer = answer;
          this.of = recipe;
          this.problem = "";
        }
      } catch (error) {
        if (!over) this.problem = sentenceOf(error);
      }
      const took = performance.now() - began;
      free = performance.now() + Math.max(every, 4 * took);
      asking = false;
      if (again) poke();
      again = false;
    };
    const poke = () => {
      if (asking) again = true;
      else timer ??= setTimeout(() => void ask(), Math.max(0, free - performance.now()));
    };

    // A new question, or a run that stands still, need not wait.
    $effect(() => {
      wanted = trainer.recipe === undefined ? undefined : question();
      if (wanted === undefined) {
        this.answer = undefined;
        this.of = undefined;
        return;
      }
      if (trainer.status !== "training") free = Number.NEGATIVE_INFINITY;
      clearTimeout(timer);
      timer = undefined;
      poke();
    });
    $effect(() => {
      void trainer.step;
      if (wanted !== undefined && (sight.isThere || trainer.status !== "training")) poke();
    });
    $effect(() => () => {
      over = true;
      clearTimeout(timer);
    });
  }
}
