/** What somebody asks `nndl reproduce` for. */
import type { Experiment, Wanted } from "@nndl/book";
import { UsageError } from "../usage-error.ts";

export interface ReproduceOptions extends Wanted {
  readonly seeds?: number;
  readonly seed?: number;
  readonly jobs?: number;
  readonly threads?: number | "auto";
  readonly again?: boolean;
  readonly out?: string;
  readonly checkpointEvery?: number;
  readonly verify?: boolean;
  readonly against?: string;
}

/** Seconds between two checkpoints: little of a run of hours is lost, and nobody notices the writing. */
export const usualCheckpoints = 30;

/** How many are named in a complaint. */
const named = 3;

/**
 * Other epochs or fewer images make sense of a training, also where it is another experiment's that the program asks for.
 *
 * @throws UsageError "option.epochs", "option.limit", "option.quick" for experiments and options that do not go together
 */
export function checkShortened(
  experiments: readonly Experiment[],
  { quick, epochs, limit }: Pick<ReproduceOptions, "quick" | "epochs" | "limit">,
): void {
  const [option, value] = epochs === undefined ? (["limit", limit] as const) : (["epochs", epochs] as const);
  if (value === undefined) return;
  if (quick === true)
    throw new UsageError(`option.${option}`, {
      received: `--quick and --${option} ${value}`,
      expected: `--${option} and --quick must not be given together: the quick form says itself how much less it does`,
      next: "Leave one of them out.",
    });
  const others = experiments.filter(({ training, member }) => (training ?? member?.training) === undefined);
  if (others.length === 0) return;
  const names = others.slice(0, named).map(({ name }) => name);
  const more = others.length > named ? ` and ${others.length - named} more` : "";
  throw new UsageError(`option.${option}`, {
    received: `--${option} ${value} for ${names.join(", ")}${more}`,
    expected: `--${option} must go with experiments that are trainings; others decide themselves what they train`,
    next: "Leave it out, name other experiments, or use --quick.",
  });
}
