/** In which form an experiment is run: in full, in its quick form, or as a look with other epochs or images. */
import type { Experiment, Shortened } from "./experiment.ts";

export interface Form {
  /** A look says nothing about the book. */
  readonly kind: "full" | "quick" | "look";
  /** What is less of its trainings. */
  readonly shortened: Shortened;
}

/** What somebody asks for. */
export interface Wanted extends Shortened {
  readonly quick?: boolean | undefined;
}

/** What a training's quick form is, where its experiment does not say. */
export const usualQuick: Shortened = { epochs: 2, limit: 5000 };

/** The form that is asked for; where the quick one is the same as the full, or the epochs are the book's, the full. */
export function formOf(
  { quick: own = usualQuick, training }: Pick<Experiment, "quick" | "training">,
  { quick = false, epochs, limit }: Wanted,
): Form {
  if (quick) return own === "same" ? { kind: "full", shortened: {} } : { kind: "quick", shortened: own };
  const fewer = epochs === training?.training.epochs ? undefined : epochs;
  const shortened = {
    ...(fewer === undefined ? {} : { epochs: fewer }),
    ...(limit === undefined ? {} : { limit }),
  };
  return { kind: Object.keys(shortened).length === 0 ? "full" : "look", shortened };
}
