import { untrack } from "svelte";
import type { Answer, Question } from "../training/questions.ts";
import type { Trainer } from "../training/trainer.svelte.ts";

/**
 * Asks a question again and again as the run moves, but while it trains not more often than once in a while: what is shown
 * costs the reader's machine time, and nobody sees 30 pictures in a second. Once training stands still, it asks at once.
 *
 * @returns what ends it; fits `$effect(() => paced(…))`, which then depends on nothing that the trainer says
 */
export function paced<Q extends Question>(
  trainer: Trainer,
  milliseconds: number,
  question: Q,
  show: (answer: Answer<Q>) => void,
): () => void {
  let askedAt = Number.NEGATIVE_INFINITY;
  const next = () =>
    untrack(() => {
      const now = performance.now();
      if (trainer.status === "training" && now - askedAt < milliseconds) return undefined;
      askedAt = now;
      return question;
    });
  return untrack(() => trainer.follow(next, show));
}
