import type { RowId } from "../rows/index.ts";
import type { Bench } from "./bench.ts";
import type { Figure, Measured } from "./figure.ts";
import type { TrainingRecipe } from "./training-recipe.ts";

/**
 * One of the book's experiments, worked exercises or claims: what is measured, what the book has, and the program that
 * measures it. Where the work is a training, its settings are plain data (`trains`); else the program is a short function.
 */
export interface Experiment {
  /** Chapter and name, as on the command line and as its file: "ch1/first-network". Unique. */
  readonly name: string;
  /** Its row of the book: "E1.1", "X3.18". Unique. */
  readonly id: RowId;
  /** Further rows that it answers. */
  readonly rows?: readonly RowId[];
  readonly title: string;
  /** Where the book has it. */
  readonly section: string;
  /** What the book says, in our words. */
  readonly claim: string;
  /** What one must know to compare fairly. */
  readonly note: string;
  /** What it yields, by name; the first is the one that stands for it in a table. */
  readonly figures: Readonly<Record<string, Figure>>;
  /** Whether seeds matter; without chance one run says it all. */
  readonly chance: boolean;
  /** How many seeds the published runs have; five when absent. */
  readonly seeds?: number;
  /**
   * The quick form, where it is a training: fewer epochs, fewer images. A program asks its bench. "same" where the full form
   * takes seconds: it is then run in full.
   */
  readonly quick?: Shortened | "same";
  /** Where all the work is one training: its settings, for whoever wants to train the same. */
  readonly training?: TrainingRecipe;
  /** Of an ensemble: what each of its networks is a run of. */
  readonly member?: Experiment;
  /** What is being done, in a line; of a training it is made from its settings. */
  readonly about?: string;
  /** As long as results/ has no run of it; a test sees to it that it is said then, and only then. */
  readonly status?: "not run yet";
  /** Does the work. The same seed gives the same figures, to the bit, but for those that are times. */
  readonly run: (bench: Bench) => Promise<Measured>;
}

/** Less of a training: so many epochs, the first so many training images. */
export interface Shortened {
  readonly epochs?: number | undefined;
  readonly limit?: number | undefined;
}

/** An experiment as its file says it. */
export function experimentOf(experiment: Experiment): Experiment {
  return experiment;
}
