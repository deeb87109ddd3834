import type { Trainer } from "../../../training/trainer.svelte.ts";
import { type Outcome, recipeOf, type Try } from "./game.ts";

/** Somebody has had enough. */
export class Stopped extends Error {}

/**
 * Trains as a try says, in the page's worker.
 * @throws Stopped where the run was stopped before its end; what the trainer says of any other trouble
 */
export async function tryOut(trainer: Trainer, tried: Try, seed: number): Promise<Outcome> {
  if (!(await trainer.open(recipeOf(tried, seed)))) throw new Error(trainer.failure?.sentence ?? "");
  const done = await trainer.train();
  const diverged = !done && trainer.failure?.code === "training.diverged";
  if (!done && !diverged) throw trainer.failure === undefined ? new Stopped() : new Error(trainer.failure.sentence);
  if (done && trainer.status !== "done") throw new Stopped();
  const { records } = trainer;
  return {
    accuracies: [
      ...records.map(({ evaluations }) => 100 * (evaluations.validation?.accuracy ?? 0)),
      ...(diverged ? [0] : []),
    ],
    costs: records.map(({ evaluations }) => evaluations.training?.cost ?? Number.NaN),
    validationCosts: diverged ? [] : records.map(({ evaluations }) => evaluations.validation?.dataCost ?? Number.NaN),
    diverged,
  };
}
