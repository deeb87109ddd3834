/** The book's experiment as `nndl reproduce ch1/first-network` ran it in Node, on all images. */
import { storedRuns, valuesOf } from "../results/stored.ts";

export interface RecordedRun {
  readonly seed: number;
  /** Of 10,000 test images, after the last epoch. */
  readonly correct: number;
  readonly sha256: string;
}

/** Seeds 1 to 5. */
const runs = storedRuns("ch1/first-network").slice(0, 5);

export const recordedEpochs: number = valuesOf(runs[0]!, "course").length;

export const recordedRuns: readonly RecordedRun[] = runs.map((run) => ({
  seed: run.seed,
  correct: valuesOf(run, "course").at(-1)!,
  sha256: run.sha256!,
}));
