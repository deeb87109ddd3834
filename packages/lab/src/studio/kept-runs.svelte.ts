/** Runs that are kept: to be compared with the one at hand, and in the reader's browser, to be gone on with. */
import type { Trainer } from "../training/trainer.svelte.ts";
import { BrowserStore, type StoredRun } from "./browser-store.ts";
import type { Origin } from "./origin.ts";
import { type KeptRun, mostRuns, nextName } from "./runs.ts";

export class KeptRuns {
  /** Those to compare with. */
  kept = $state.raw<readonly KeptRun[]>([]);
  /** The run before this one. */
  before = $state.raw<KeptRun>();
  /** What is kept in the reader's browser, the newest first. */
  stored = $state.raw<readonly StoredRun[]>([]);
  readonly #store = new BrowserStore();
  /** On their way into the browser, by their keys: the last of each run. */
  readonly #coming = new Map<string, StoredRun>();
  #storing: Promise<unknown> = Promise.resolve();

  /** What was kept in this browser. */
  async read(): Promise<void> {
    this.stored = await this.#store.runs();
    if (this.kept.length === 0) this.kept = await this.#store.comparison();
  }

  /** Keeps the trainer's run to compare with later ones, and gives its name. */
  add(trainer: Trainer): string | undefined {
    const run = snapshot(trainer, nextName(this.kept));
    if (run !== undefined) this.#keep([...this.kept, run].slice(-mostRuns));
    return run?.name;
  }

  /** The network of a run that is kept. */
  addOrigin(name: string, origin: Origin): void {
    this.#keep(this.kept.map((run) => (run.name === name ? { ...run, origin } : run)));
  }

  /** Lets go of a run to compare with, and gives it. */
  remove(name: string): KeptRun | undefined {
    const run = this.kept.find((each) => each.name === name);
    this.#keep(this.kept.filter((each) => each !== run));
    if (name === "before") this.before = undefined;
    return run;
  }

  /** Remembers the trainer's run as the one before the next. */
  remember(trainer: Trainer): void {
    const run = snapshot(trainer, "before");
    // A few mini-batches are nothing to compare with.
    if (run !== undefined && (run.records.length > 0 || run.costs.length > 20)) this.before = run;
  }

  /** Keeps a run in the reader's browser, one after another; false where that cannot be, or a later state of it is kept instead. */
  store(run: StoredRun): Promise<boolean> {
    this.#coming.set(run.key, run);
    const stored = this.#storing.then(async () => {
      if (this.#coming.get(run.key) !== run) return false;
      const kept = await this.#store.keep(run);
      if (this.#coming.get(run.key) === run) this.#coming.delete(run.key);
      this.stored = await this.#store.runs();
      return kept;
    });
    this.#storing = stored;
    return stored;
  }

  /** A run of the reader's browser, also one that is on its way there. */
  async find(key: string): Promise<StoredRun | undefined> {
    return this.#coming.get(key) ?? (await this.#store.find(key));
  }

  /** Forgets a run in the reader's browser, or all of them. */
  async forget(key?: string): Promise<void> {
    if (key === undefined) this.#coming.clear();
    else this.#coming.delete(key);
    await this.#storing;
    if (key === undefined) {
      await this.#store.forgetAll();
      await this.#store.keepComparison(this.kept);
    } else await this.#store.forget(key);
    this.stored = await this.#store.runs();
  }

  #keep(kept: readonly KeptRun[]): void {
    this.kept = kept;
    void this.#store.keepComparison(kept);
  }
}

function snapshot(trainer: Trainer, name: string): KeptRun | undefined {
  const { recipe, costs, records, step, stepsPerEpoch, sha256 } = trainer;
  if (recipe === undefined || step === 0) return undefined;
  return { name, recipe: { ...recipe, threads: "auto" }, costs, records, step, stepsPerEpoch, sha256 };
}
