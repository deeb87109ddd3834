import {
  type ChangedSettings,
  type Engine,
  Network,
  type Preparation,
  type Remark,
  type StopReason,
  type TrainingEvent,
  type TrainingRun,
  train,
  wasmEngine,
} from "nndl";
import { finite } from "nndl/check";
import { decodeCheckpoint, encodeCheckpoint } from "nndl/formats";
import { isFullBatch } from "nndl/functions";
import { Answers } from "./answers.ts";
import { wholeIn } from "./check.ts";
import { isMnistItself } from "./data-choice.ts";
import { EarlyClock, type EarlyPause, mostEarly } from "./early.ts";
import { eventSpacing, longestSilence, pieceOfAll } from "./event-spacing.ts";
import { type Progress, type Standing, Teller } from "./progress.ts";
import type { Answer, Question } from "./questions.ts";
import { readNetwork } from "./read-network.ts";
import { type CheckedRecipe, checkMemory, checkRecipe, type Recipe, withSeed } from "./recipe.ts";
import type { Sets } from "./run-data.ts";
import { blankSets, measuredSets, type Sources, setsOf, trainingCount } from "./sets.ts";
import { startOf, trainedFor } from "./start-of.ts";

/** Who listens to a workbench, and what it computes with. */
export interface Surroundings extends Sources {
  /** At most some 30 times a second, and whenever training stops. */
  progress?(progress: Progress): void;
  /** The bytes of a checkpoint: now and then, and whenever training stops. */
  saved?(checkpoint: Uint8Array<ArrayBuffer>, step: number): void;
  /** The library's fast engine when absent. */
  readonly engine?: Engine;
  /** How seldom is measured within the first epoch; for tests. */
  readonly earlyPause?: EarlyPause;
}

/** How a run is opened otherwise than at its beginning, with the weights that its seed gives. */
export interface Opening {
  /** A saved network, whose weights the run begins with. */
  readonly weights?: Uint8Array;
  /** A checkpoint of this run, to go on from. */
  readonly checkpoint?: Uint8Array;
}

export interface TrainingWish {
  /** To stop after so many mini-batches of the run; at its end when absent. */
  readonly until?: number;
  /** Mini-batches in a second, for those who want to watch; as fast as it goes when absent. */
  readonly stepsPerSecond?: number;
}

export type SaveFormat = "safetensors" | "book-json" | "checkpoint";

/** Milliseconds between checkpoints: after an epoch, within one; and how many times longer than making one takes. */
const saving = { afterEpoch: 2000, within: 10_000, patience: 50 } as const;

/**
 * One run on the workbench: made from a recipe, trained, held still at any mini-batch, looked at, rewound. However it is cut
 * into pieces, its weights are those of `train` without interruption, to the bit.
 *
 * It holds a run of the library still by not asking it for its next event, so that data and threads stay where they are.
 */
export class Workbench {
  #recipe: CheckedRecipe;
  readonly #surroundings: Surroundings;
  #sets: Sets;
  /** Whether these are the data, and no stand-ins. */
  #isHere: boolean;
  readonly #answers: Answers;
  #remarks: readonly Remark[] = [];
  /** The weights that were given to begin with; drawn from the seed when absent. */
  #given: Network | undefined;
  /** Mini-batches that these weights were trained for before. */
  #before = 0;
  #run!: TrainingRun<TrainingEvent>;
  #events!: AsyncGenerator<TrainingEvent, void>;
  #teller!: Teller;
  #spacing = 1;
  #started = false;
  #ended: StopReason | undefined;
  /** An event that must be fetched though no step is wanted: an epoch's, or the run's end. */
  #owed = false;
  #loop: Promise<void> | undefined;
  #wish: TrainingWish = {};
  #pausing = false;
  /** Counts who wanted it to stand still. */
  #stops = 0;
  #wake = () => {};
  #saved = { at: 0, took: 0 };
  #early!: EarlyClock;

  /**
   * Makes what a recipe describes, and trains nothing yet. Data that come from afar are fetched when something needs them; a
   * network that is given can be asked without the files that it learned from.
   * @throws NndlError for a recipe, data or bytes that are wrong
   */
  static async open(recipe: unknown, surroundings: Surroundings, opening: Opening = {}): Promise<Workbench> {
    const read = opening.weights === undefined ? undefined : readNetwork(opening.weights);
    const isWhole = read === undefined || (recipe as Recipe | undefined)?.from !== undefined;
    const checked = checkRecipe(isWhole ? recipe : { ...(recipe as object), network: read.spec });
    const given = checked.from === undefined ? read : startOf(checked, read);
    const blank = opening.checkpoint === undefined ? blankSets(checked.data, surroundings, given) : undefined;
    const isHere = blank === undefined;
    const sets = blank ?? (await setsOf(checked.data, surroundings));
    if (checked.data.kind === "files") checkMemory(checked, sets.training.features.byteLength);
    const workbench = new Workbench(checked, surroundings, { sets, isHere }, given, opening.checkpoint);
    if (isHere) await workbench.#remark();
    return workbench;
  }

  private constructor(
    recipe: CheckedRecipe,
    surroundings: Surroundings,
    data: { readonly sets: Sets; readonly isHere: boolean },
    given: Network | undefined,
    checkpoint: Uint8Array | undefined,
  ) {
    this.#recipe = recipe;
    this.#surroundings = surroundings;
    this.#sets = data.sets;
    this.#isHere = data.isHere;
    this.#given = given;
    this.#before = trainedFor(given);
    this.#answers = new Answers(() => this.fetch(), this.#engine, recipe.data);
    this.#begin(checkpoint);
  }

  /** As it was checked and completed; with another seed after {@link renew}. */
  get recipe(): CheckedRecipe {
    return this.#recipe;
  }

  get standing(): Standing {
    const { step, epoch } = this.#run.progress;
    const { epochs } = this.#run.settings;
    const stepsPerEpoch = this.#stepsPerEpoch;
    return {
      step,
      steps: this.#isHere ? this.#run.progress.steps : epochs * stepsPerEpoch,
      epoch,
      stepsPerEpoch,
      epochs,
      threads: this.#run.threads,
      ...(this.#ended === undefined ? {} : { ended: this.#ended }),
    };
  }

  get parameterCount(): number {
    return this.#run.network.parameterCount;
  }

  get isTraining(): boolean {
    return this.#loop !== undefined;
  }

  /** Milliseconds for which its computations may keep the worker from answering. */
  get silence(): number {
    const { network, training, measured } = this.#recipe;
    const most = Math.max(0, ...Object.values(measured).map((count) => Math.min(count, 60_000)));
    return longestSilence(network, isFullBatch(training.optimizer) ? pieceOfAll : training.miniBatchSize, most);
  }

  /** Whether its data are here. */
  get hasData(): boolean {
    return this.#isHere;
  }

  /** What is probably a mistake in it, as far as its data are here. */
  get remarks(): readonly Remark[] {
    return this.#remarks;
  }

  /** How its inputs are made: as those that its network learned from, or will. */
  get preparation(): Preparation | undefined {
    return this.#run.network.preparation ?? this.#sets.training.preparation;
  }

  /**
   * Brings the data here, unless they are.
   * @throws NndlError "file.read", "files.missing", … ; it can be tried again
   */
  async fetch(): Promise<Sets> {
    if (!this.#isHere) {
      const sets = await setsOf(this.#recipe.data, this.#surroundings);
      // Somebody else may have waited for them too.
      if (!this.#isHere) {
        this.#sets = sets;
        this.#isHere = true;
        this.#begin();
        await this.#remark();
      }
    }
    return this.#sets;
  }

  async #remark(): Promise<void> {
    const { remarksOnRun } = await import("./run-remarks.ts");
    this.#remarks = remarksOnRun(this.#recipe, this.#sets, this.#run);
  }

  /**
   * Trains from where it stands; resolves when it stops, for whatever reason. While it trains, another wish takes the
   * place of the first.
   * @throws NndlError "training.diverged", …; the run can then only be rewound or renewed
   */
  async train(wish: TrainingWish = {}): Promise<Standing> {
    checkWish(wish);
    if (!this.#isHere) {
      const stops = this.#stops;
      await this.fetch();
      if (stops !== this.#stops) return this.standing;
    }
    // Who pauses at this moment is done first.
    if (this.#pausing) await this.#loop?.catch(() => {});
    if (wish.stepsPerSecond !== this.#wish.stepsPerSecond) this.#teller.startClock();
    this.#wish = wish;
    this.#wake();
    if (this.#isUnderWay && !this.#owed) this.#run.nextEventAfter(this.#nextStep());
    this.#loop ??= this.#trainOn().finally(() => {
      this.#loop = undefined;
    });
    await this.#loop;
    return this.standing;
  }

  /** Stops after the mini-batch at hand. */
  async pause(): Promise<Standing> {
    this.#stops++;
    if (this.#loop !== undefined) {
      this.#pausing = true;
      this.#wake();
      if (this.#isUnderWay) this.#run.nextEventAfter(this.#run.progress.step + 1);
      // What goes wrong is for whoever trains to hear.
      await this.#loop.catch(() => {});
    }
    return this.standing;
  }

  /** So many mini-batches, and no more. */
  async step(count = 1): Promise<Standing> {
    await this.pause();
    return this.train({ until: this.standing.step + count });
  }

  /**
   * Other settings from the next mini-batch on: of those that may change on the way. They are part of the recipe from then
   * on, so that it still leads to the same bits.
   * @throws NndlError "training.changes", …; nothing has changed then
   */
  change(settings: unknown): Standing {
    const change = settings as ChangedSettings;
    const { miniBatchSize = this.#recipe.training.miniBatchSize } = change;
    checkMemory(
      { ...this.#recipe, training: { ...this.#recipe.training, miniBatchSize } },
      this.#sets.training.features.byteLength,
    );
    this.#run.change(change);
    this.#recipe = { ...this.#recipe, training: this.#run.settings };
    this.#teller.startClock(this.#epochAtHand);
    if (this.#isUnderWay && !this.#owed) this.#run.nextEventAfter(this.#nextStep());
    return this.standing;
  }

  /** Back to the weights that the run began with. */
  async rewind(): Promise<Standing> {
    await this.#stop();
    this.#begin();
    return this.standing;
  }

  /** Other weights, and another order of the examples: those of another seed, the next one when absent. */
  async renew(seed = this.#recipe.network.seed + 1): Promise<Standing> {
    const recipe = withSeed(this.#recipe, seed);
    await this.#stop();
    this.#recipe = recipe;
    this.#given = undefined;
    this.#before = 0;
    this.#begin();
    return this.standing;
  }

  /**
   * Begins anew with a saved network on the same data: safetensors, the book's JSON, or a checkpoint's weights.
   * @throws NndlError for bytes that are none, or a network that does not fit the data; nothing changes then
   */
  async load(bytes: Uint8Array): Promise<Standing> {
    const given = readNetwork(bytes);
    const { from: _, ...rest } = this.#recipe;
    const recipe = checkRecipe({ ...rest, network: given.spec });
    // Whether it fits is said by whoever would train it.
    this.#runOf(recipe, given.clone());
    await this.#stop();
    this.#recipe = recipe;
    this.#given = given;
    this.#before = trainedFor(given);
    this.#begin();
    return this.standing;
  }

  /** Answers a question about the run as it is at this moment, also while it trains. */
  ask<Q extends Question>(question: Q): Promise<Answer<Q>> {
    return this.#answers.answer(question, () => ({
      network: this.#current(),
      first: () => this.#first(),
      step: this.standing.step,
      preparation: this.preparation,
    }));
  }

  /** SHA-256 of the weights as they are now. */
  sha256(): string {
    return this.#current().sha256();
  }

  /**
   * The bytes of a file: the network (which nndl, and for "book-json" the book's own program, can load) or the run.
   * @throws NndlError "book-json.unsupported" for networks that the book's format cannot hold
   */
  save(format: SaveFormat): Uint8Array<ArrayBuffer> {
    if (format === "checkpoint") return encodeCheckpoint(this.#run.snapshot());
    const network = this.#current();
    const { training, data: choice, from } = this.#recipe;
    // The command line knows the digits by this name.
    const source = isMnistItself(choice) ? { source: "mnist" } : {};
    const validation = choice.kind === "mnist" ? { validation: choice.validation } : {};
    const step = this.#before + this.standing.step;
    const data = { ...source, ...validation, choice };
    network.notes = { training: { ...training, step, data, ...(from === undefined ? {} : { from: { ...from } }) } };
    return network.toBytes(format);
  }

  /** The data as one .npz, which is read as the same data, to the bit. */
  async saveData(): Promise<Uint8Array<ArrayBuffer>> {
    const { training, validation, test } = await this.fetch();
    const { npzOf } = await import("./write-data.ts");
    // Who reads data without a test set sets some aside, and would train on fewer.
    return npzOf({ training, validation, test: test ?? training });
  }

  /** Ends it; nothing of it is left in memory. */
  async close(): Promise<void> {
    await this.#stop();
    this.#answers.close();
  }

  get #engine(): Engine {
    return this.#surroundings.engine ?? wasmEngine;
  }

  /** Examples to train on, and mini-batches in an epoch, also while stand-ins are in their place. */
  get #count(): number {
    return trainingCount(this.#recipe.data) ?? this.#sets.training.count;
  }
  get #stepsPerEpoch(): number {
    if (this.#isHere) return this.#run.stepsPerEpoch;
    return Math.ceil(this.#count / Math.min(this.#count, this.#run.settings.miniBatchSize));
  }

  get #epochAtHand() {
    return { images: this.#count, steps: this.#stepsPerEpoch };
  }

  #first(): Network {
    return this.#given?.clone() ?? Network.initialize(this.#recipe.network);
  }

  #runOf(recipe: CheckedRecipe, network: Network, checkpoint?: Uint8Array): TrainingRun<TrainingEvent> {
    return train(network, this.#sets.training, {
      ...recipe.training,
      evaluate: measuredSets(this.#sets, recipe.measured, recipe.data),
      threads: recipe.threads,
      engine: this.#engine,
      miniBatchEvents: 1,
      ...(checkpoint === undefined ? {} : { resume: decodeCheckpoint(checkpoint) }),
    });
  }

  #begin(checkpoint?: Uint8Array): void {
    this.#run = this.#runOf(this.#recipe, this.#first(), checkpoint);
    this.#events = this.#run[Symbol.asyncIterator]();
    if (this.standing.step > 0) {
      // What it has learned was of these data, also where it learns no more.
      const { preparation, targets } = this.#sets.training;
      if (preparation !== undefined) this.#run.network.preparation = preparation;
      this.#run.network.targetKind = targets.kind;
    }
    this.#started = false;
    this.#ended = undefined;
    this.#owed = false;
    const { step, steps } = this.standing;
    this.#teller = new Teller(this.#epochAtHand, step);
    const size = Math.min(this.#count, this.#run.settings.miniBatchSize);
    this.#spacing = eventSpacing(this.#recipe.network, size, steps);
    this.#answers.close();
  }

  /** Stops training, and lets go of the run. */
  async #stop(): Promise<void> {
    await this.pause();
    // One that diverged has nothing to say any more.
    await this.#events.return().catch(() => {});
  }

  /** The network with the weights of this moment. */
  #current(): Network {
    // A snapshot brings them here from the engine.
    if (this.#isUnderWay) this.#run.snapshot();
    return this.#run.network;
  }

  async #trainOn(): Promise<void> {
    this.#saved.at = performance.now();
    this.#early = new EarlyClock(performance.now(), this.#surroundings.earlyPause);
    const began = { at: performance.now(), step: this.standing.step };
    try {
      while (this.#ended === undefined && (this.#owed || !(this.#pausing || this.#isThere()))) {
        if (!this.#owed) await this.#beSlow(began);
        await this.#next();
      }
    } finally {
      this.#pausing = false;
      this.#surroundings.progress?.(this.#teller.tell(this.standing, performance.now()));
    }
    this.#save();
  }

  /** Whether an engine holds its weights. */
  get #isUnderWay(): boolean {
    return this.#started && this.#ended === undefined;
  }

  #isThere(): boolean {
    return this.standing.step >= (this.#wish.until ?? Number.POSITIVE_INFINITY);
  }

  /** Fetches the next event, at the step where it is wanted. */
  async #next(): Promise<void> {
    if (!this.#owed) this.#run.nextEventAfter(this.#nextStep());
    const isFirst = !this.#started;
    this.#started = true;
    const asked = performance.now();
    const { done, value: event } = await this.#events.next();
    const now = performance.now();
    if (done) {
      this.#owed = false;
      this.#ended = this.#run.outcome?.reason ?? "aborted";
      return;
    }
    // The first had to wait for the engine and its data.
    this.#teller.hear(event, isFirst ? undefined : now - asked);
    this.#owed = event.type === "mini-batch" ? this.#run.isEpochOver : event.reason !== undefined;
    if (this.#owed) return;
    if (this.#run.progress.epoch === 0 && this.#early.isDue(now)) void this.#measureEarly();
    if (this.#teller.isDue(now)) this.#surroundings.progress?.(this.#teller.tell(this.standing, now));
    const since = now - this.#saved.at;
    const patience = event.type === "epoch" ? saving.afterEpoch : saving.within;
    if (since >= Math.max(patience, saving.patience * this.#saved.took)) this.#save();
  }

  /** Where the run is to speak next: on the curve's grid, where it shall stop, or when the watcher wants to see it. */
  #nextStep(): number {
    const { step, steps } = this.standing;
    const { until = steps, stepsPerSecond } = this.#wish;
    const onGrid = (Math.floor(step / this.#spacing) + 1) * this.#spacing;
    const inTime = stepsPerSecond === undefined ? steps : step + Math.max(1, Math.round(stepsPerSecond / 30));
    return Math.max(step + 1, Math.min(onGrid, until, inTime));
  }

  /** Waits, where the wish is to go slowly. */
  async #beSlow(began: { at: number; step: number }): Promise<void> {
    const { stepsPerSecond } = this.#wish;
    if (stepsPerSecond === undefined) return;
    const due = began.at + (1000 * (this.standing.step - began.step)) / stepsPerSecond;
    const asked = performance.now();
    const wait = due - asked;
    if (wait <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#teller.waited(performance.now() - asked);
  }

  /** Before there is an epoch: cost and accuracy on some examples, by a copy, while training goes on. */
  async #measureEarly(): Promise<void> {
    const measured = measuredSets(this.#sets, this.#recipe.measured, this.#recipe.data);
    const set = (["test", "validation", "training"] as const).find((name) => measured[name] !== undefined);
    if (set === undefined) return;
    const [clock, run, limit] = [this.#early, this.#run, Math.min(mostEarly, measured[set]!.count)];
    clock.begin(performance.now());
    try {
      const { step, count, dataCost, accuracy } = await this.ask({ about: "measure", set, limit });
      // Meanwhile it may have been rewound, or the epoch be over and measured as a whole.
      if (run !== this.#run || run.progress.epoch > 0) return;
      this.#teller.measured({ step, set, count, dataCost, ...(accuracy === undefined ? {} : { accuracy }) });
    } catch {
      // A network that broke meanwhile is spoken of by whoever trains it.
    } finally {
      clock.end(performance.now());
    }
  }

  #save(): void {
    const { saved } = this.#surroundings;
    if (saved === undefined) return;
    const began = performance.now();
    saved(encodeCheckpoint(this.#run.snapshot()), this.standing.step);
    const at = performance.now();
    this.#saved = { at, took: at - began };
  }
}

function checkWish({ until = 0, stepsPerSecond = 1 }: TrainingWish): void {
  wholeIn(until, 0, Number.MAX_SAFE_INTEGER, "wish", "the step to train until");
  finite(stepsPerSecond, { code: "wish", what: "the number of mini-batches in a second" }, { min: 0.01, max: 1e6 });
}
