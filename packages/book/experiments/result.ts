/** What a run of an experiment is given, and what comes out of it. */
import type {
  Dataset,
  Engine,
  EpochEvent,
  MiniBatchEvent,
  Network,
  NetworkSpec,
  TrainingRun,
  TrainingSettings,
} from "nndl";
import type { Shortened } from "./experiment.ts";
import type { Measured } from "./figure.ts";
import type { Form } from "./form.ts";
import type { Keeper } from "./keeper.ts";

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
  readonly form: Form["kind"];
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
