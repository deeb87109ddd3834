/**
 * What experiments, the bench that their programs work at, and the keepers of what they do say to one another. They know each other,
 * so that they stand in one file.
 */
import type {
  Dataset,
  Engine,
  EpochEvent,
  EpochRecord,
  Evaluated,
  MiniBatchEvent,
  Network,
  NetworkInput,
  NetworkSpec,
  TrainingOutcome,
  TrainingRun,
  TrainingSettings,
  TrainingSnapshot,
  TrainOptions,
} from "nndl";
import type { RowId } from "../rows/index.ts";
import type { Figure, Measured } from "./figure.ts";
import type { ExperimentTraining, TrainingRecipe } from "./training-recipe.ts";

/**
 * A place in the book's survey of what others found, S6.1 to S6.12 (adversarial images are the tenth), and a letter for each experiment
 * on it. The survey has no rows of its own: nothing of it is asked for.
 */
export type SurveyId = `S6.${number}${"a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k"}`;

/**
 * One of the book's experiments, worked exercises or claims: what is measured, what the book has, and the program that
 * measures it. Where the work is a training, its settings are plain data (`trains`); else the program is a short function.
 */
export interface Experiment {
  /** Chapter and name, as on the command line and as its file: "ch1/first-network". Unique. */
  readonly name: string;
  /** Its row of the book: "E1.1", "X3.18"; or, of what the book's survey only tells of, a place in that: "S6.10a". Unique. */
  readonly id: RowId | SurveyId;
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

export interface Bench {
  /** What chance comes from. */
  readonly seed: number;
  readonly data: RunOptions["data"];
  /** Whether the quick form is wanted: under half a minute. */
  readonly quick: boolean;
  /** Less of a training, where somebody wants that: the quick form of a recipe, or a quick look. */
  readonly shortened: Shortened;
  readonly signal: AbortSignal;
  /** Trains a network, or goes on where it was. Each training of a run has a name of its own. */
  readonly train: (name: string, plan: Plan) => Promise<Trained>;
  /** Does a piece of work, or takes what it came to when it was done before. What it gives must be plain JSON. */
  readonly step: <Result>(name: string, work: () => Result | Promise<Result>) => Promise<Result>;
  /** Runs another experiment with a seed, or takes its kept run. */
  readonly other: (experiment: Experiment, seed: number) => Promise<ExperimentResult>;
  /** Tells what is being done, and why; it stands in the result. */
  readonly say: (line: string) => void;
}

export interface Plan {
  readonly network: Omit<NetworkInput, "seed">;
  readonly training: ExperimentTraining & Pick<TrainOptions, "expansion" | "adversarial">;
  /** What it learns from; the 50,000 training images when absent. */
  readonly images?: Dataset;
  /** What is measured after each epoch, by name. */
  readonly evaluate: Evaluated;
  /** Another seed than the run's. */
  readonly seed?: number;
  /** Numbers that are taken before the first epoch and after each; they change nothing. */
  readonly watch?: (network: Network) => Watched | Promise<Watched>;
}

export interface Trained {
  readonly network: Network;
  readonly epochs: readonly EpochRecord[];
  /** What was watched: before the first epoch, and after each. */
  readonly watched: readonly Watched[];
  readonly sha256: string;
  /** Seconds that its epochs took on this machine, without what was measured after them. */
  readonly seconds: number;
}

/** Numbers that an experiment watches beside a training: before its first epoch, and after each. */
export type Watched = Readonly<Record<string, number>>;

export interface Keeper {
  /** What was kept under a name; undefined where nothing was. Plain JSON. */
  readonly recall: (name: string) => unknown;
  readonly keep: (name: string, value: unknown) => void;
  /** Opens what is kept of a training, or begins to keep it. */
  readonly training: (name: string, about: TrainingAbout) => Promise<KeptTraining>;
  /** Where another experiment's run with a seed is kept. */
  readonly other: (experiment: Experiment, seed: number) => Promise<Keeper>;
  /** Whoever opened it closes it. */
  readonly close: () => void;
}

/** What tells one training from another. */
export interface TrainingAbout {
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  /** The names of what is measured after each epoch. */
  readonly measured: readonly string[];
  /** Whether numbers are watched beside it: it is then only taken up where those of all epochs before were kept. */
  readonly watches: boolean;
}

export interface KeptTraining {
  /** Where an interrupted run goes on, and what it has taken so far; one that has come to its end gives its result. */
  readonly resume?: Resumption;
  readonly begin: (run: TrainingRun) => void;
  readonly epoch: (event: EpochEvent, watched: Watched) => void;
  /** At its end, whatever that is; without an outcome, it failed. */
  readonly end: (run: TrainingRun, outcome: TrainingOutcome | undefined) => Promise<void>;
}

export interface Resumption {
  readonly snapshot: TrainingSnapshot;
  /** Seconds since its beginning, and those that went into training whole epochs. */
  readonly seconds: number;
  readonly trainingSeconds: number;
  /** What was watched after each epoch. */
  readonly watched: readonly Watched[];
}

export interface RunOptions {
  readonly seed: number;
  readonly data: Readonly<Record<"training" | "validation" | "test", Dataset>>;
  /** The quick form: under half a minute, for a first look and for tests; of an experiment that has none, the full one. */
  readonly quick?: boolean;
  /** Other epochs than a training experiment's, or only the first so many training images. */
  readonly epochs?: number;
  readonly limit?: number;
  /** As for `train`; threads never change a result. */
  readonly engine?: Engine;
  readonly threads?: number | "auto";
  /** Ends the run; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Keeps what is done, and has what was done before; nothing is kept when absent. */
  readonly keeper?: Keeper;
  /** Called before each training, with its name: what shows it may read its `progress`, and save its `snapshot()`. */
  readonly onStart?: (run: TrainingRun, name: string) => void;
  /** Called after each epoch of a training. */
  readonly onEpoch?: (event: EpochEvent, name: string) => void;
  /** Called a few dozen times in each epoch, with the mean cost since the last call. */
  readonly onProgress?: (event: MiniBatchEvent, name: string) => void;
  /** Called before each step that is work. */
  readonly onStep?: (name: string) => void;
  /** Called with each line that the program says. */
  readonly onSay?: (line: string) => void;
}

/** One run of one experiment. Plain JSON, except for the networks. */
export interface ExperimentResult {
  readonly name: string;
  readonly seed: number;
  /** In full, in its quick form, or a look with other epochs or images, which says nothing about the book. */
  readonly form: "full" | "quick" | "look";
  /** Of a look: its epochs and images, where they are other than the experiment's. */
  readonly shortened?: Shortened;
  readonly measured: Measured;
  /** What the program said while it worked. */
  readonly said: readonly string[];
  /** Its trainings, in their order. */
  readonly trainings: readonly TrainingRecord[];
  /** Seconds from start to end, evaluation included; those before an interruption too, as far as trainings took them. */
  readonly seconds: number;
  /** The final weights' hash: of one training its own, of several the hash of their hashes; absent where nothing is trained. */
  readonly sha256?: string;
  /** The trained networks, in the order of the trainings; not in what is stored. */
  readonly networks: readonly Network[];
}

/** One training of a run, with everything that decides its bits. Plain JSON. */
export interface TrainingRecord {
  readonly name: string;
  readonly network: NetworkSpec;
  readonly settings: TrainingSettings;
  /** How many images it learned from, and their hash. */
  readonly images: number;
  readonly data: string;
  readonly epochs: number;
  readonly sha256: string;
  readonly seconds: number;
  /** Seconds of training alone. */
  readonly trainingSeconds: number;
  readonly threads: number;
}
