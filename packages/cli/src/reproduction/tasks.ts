/** The runs that are asked for: experiments, each with its seeds. */
import { availableParallelism } from "node:os";
import type { Experiment } from "@nndl/book";
import type { ReproduceOptions } from "./options.ts";

export interface Task {
  readonly experiment: Experiment;
  readonly seed: number;
}

/** One run where chance has no part, else one for each seed; experiment by experiment. */
export function tasksOf(
  experiments: readonly Experiment[],
  { seeds = 1, seed: first = 1 }: Pick<ReproduceOptions, "seeds" | "seed">,
): Task[] {
  return experiments.flatMap((experiment) =>
    Array.from({ length: experiment.chance ? seeds : 1 }, (_, i) => ({ experiment, seed: first + i })),
  );
}

/** How many runs are done at a time, and on how many threads each. */
export function sharesOf(
  number: number,
  { jobs, threads }: Pick<ReproduceOptions, "jobs" | "threads">,
  cores: number = availableParallelism(),
): { readonly jobs: number; readonly threads: number | "auto" } {
  if (number === 1) return { jobs: 1, threads: threads ?? "auto" };
  const each = threads ?? 1;
  return { jobs: jobs ?? (each === "auto" ? 1 : Math.max(1, Math.floor(cores / each))), threads: each };
}
