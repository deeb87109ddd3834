import type { ChangedSettings, EpochRecord, Preparation, Remark, StopReason } from "nndl";
import { Curve, type CurvePoint, thinned } from "./curve.ts";
import type { Loaded } from "./digits.ts";
import type { EarlyRecord } from "./early.ts";
import type { GivenFiles } from "./given-files.ts";
import { type Line, type Owner, WorkerLost } from "./line.ts";
import type { Progress, Standing } from "./progress.ts";
import { type Complaint, complaintOf, inSentences, type Moved, type Order, type Report } from "./protocol.ts";
import type { Answer, Question } from "./questions.ts";
import type { CheckedRecipe, Recipe } from "./recipe.ts";
import { sharedLine } from "./shared-line.ts";
import { siteAddress } from "./site-address.ts";
import type { SaveFormat, TrainingWish } from "./workbench.ts";

export type Status = "idle" | "loading" | "ready" | "training" | "paused" | "done" | "failed";

/** What went wrong, with one sentence for the reader. */
export interface Failure extends Complaint {
  readonly sentence: string;
}

export interface OpenOptions {
  /** The reader's own files, for data of the kind "files". */
  readonly files?: GivenFiles;
  /** A saved network to begin with, instead of weights from the seed; the recipe's network is then the saved one. */
  readonly weights?: Uint8Array;
  /** What `save("checkpoint")` gave of the same recipe, to go on from. */
  readonly checkpoint?: Uint8Array;
  /** What was told of that run until then. */
  readonly told?: Told | undefined;
  /** Is given the run before this one as it was left, where nobody had heard of its last step yet. */
  readonly left?: (saved: Saved) => void;
}

/** What is told of a run while it goes on. */
export interface Told {
  readonly costs: readonly CurvePoint[];
  readonly records: readonly EpochRecord[];
}

/** A run as it was saved, with what was told of it until then. */
export interface Saved extends Told {
  readonly checkpoint: Uint8Array;
  readonly step: number;
}

/** A run whose place another has taken: it may have something to tell still. */
interface Leaving extends Told {
  readonly left: ((saved: Saved) => void) | undefined;
}

/** All that a trainer needs to be opened again. */
interface Opened {
  readonly recipe: unknown;
  readonly options: OpenOptions;
  readonly checkpoint: Uint8Array | undefined;
}

const oneThread =
  "Training here runs on one thread, because this page's host does not send the headers that more would need. The results are the same.";

const none: Standing = { step: 0, steps: 0, stepsPerEpoch: 0, epoch: 0, epochs: 0, threads: 1 };

/**
 * A training run for a figure: it happens in the page's worker, and is seen here as fields that Svelte watches. All
 * methods may be called at any time; none of them rejects, except that `ask` and `save` throw for what cannot be answered.
 * Methods that move the run resolve when it is done: `train` when training stops. They say whether it went as wanted; if
 * not, `failure` says why.
 *
 * @example
 * ```svelte
 * <script lang="ts">
 *   const trainer = new Trainer();
 *   $effect(() => () => trainer.close());
 *   const start = async () => (await trainer.open(e11)) && trainer.train();
 * </script>
 * {#if trainer.status === "training"}<button onclick={() => trainer.pause()}>Pause</button>
 * {:else}<button onclick={start}>Train</button>{/if}
 * <Plot><Curve points={trainer.costs.map(({ step, cost }) => [step, cost])} /></Plot>
 * <output>{trainer.records.at(-1)?.evaluations.test?.correct ?? "–"} of 10,000</output>
 * {#if trainer.failure}<p role="alert">{trainer.failure.sentence}</p>{/if}
 * ```
 */
export class Trainer {
  status = $state.raw<Status>("idle");
  /** Whether its data are here: digits are fetched when something needs them. */
  hasData = $state.raw(false);
  /** How much of the data has come, while it comes. */
  loading = $state.raw<Loaded>();
  /** As the worker checked and completed it. */
  recipe = $state.raw<CheckedRecipe>();
  /** How its inputs are made, and what its outputs mean; absent where nobody knows. */
  preparation = $state.raw<Preparation>();
  /** What is probably a mistake in the run, as far as its data are here. */
  remarks = $state.raw<readonly Remark[]>([]);
  /** Mini-batches done, the most there can be, and how many an epoch has. */
  step = $state.raw(0);
  steps = $state.raw(0);
  stepsPerEpoch = $state.raw(0);
  /** Epochs that are over, and the most there can be. */
  epoch = $state.raw(0);
  epochs = $state.raw(0);
  /** Why the run is over, once it is. */
  ended = $state.raw<StopReason>();
  /** The cost on the training data, from the first mini-batch to the last; never more than about 1,000 points. */
  costs = $state.raw<readonly CurvePoint[]>([]);
  /** What was measured after each epoch; never more than about 1,000, the last always. */
  records = $state.raw<readonly EpochRecord[]>([]);
  /** What was measured of a few examples within the first epoch, every few seconds if it is long. */
  early = $state.raw<readonly EarlyRecord[]>([]);
  learningRate = $state.raw<number>();
  /** Training images in a second, on average, without measuring and pauses; absent while it stands still. */
  imagesPerSecond = $state.raw<number>();
  /** Of the weights, whenever training stands still; absent for networks of more than four million weights. */
  sha256 = $state.raw<string>();
  threads = $state.raw(1);
  /** Why there is only one thread, where the page allows no more; empty where it does. */
  threadsNote = $state.raw("");
  failure = $state.raw<Failure>();
  /** The run as it was saved last, to be gone on with; absent until then. Not to be changed. */
  saved = $state.raw<{ readonly checkpoint: Uint8Array; readonly step: number }>();
  /** Something the reader should know though all is well. */
  notice = $state.raw("");

  /** Milliseconds for which its computations may keep the worker from answering. */
  silence: number | undefined;
  readonly #line: Line;
  readonly #trainer: number;
  readonly #curve = new Curve();
  readonly #followers = new Set<() => void>();
  #opened: Opened | undefined;
  #leaving: Leaving | undefined;
  /** Counts openings; answers to an older one are dropped. */
  #opening = 0;
  /** Counts orders that move the run; only the latest says what it is doing. */
  #moves = 0;
  /** While the worker is being replaced. */
  #recovery: Promise<void> | undefined;

  /** @param line for tests; all trainers of a page share one worker */
  constructor(line: Line = sharedLine()) {
    this.#line = line;
    this.#trainer = line.join(this.#owner());
  }

  /**
   * Makes what the recipe describes; whatever it had trained before is gone. Digits are fetched later, by `fetch`, `train`, or
   * a question about them.
   */
  async open(recipe: Recipe, options: OpenOptions = {}): Promise<boolean> {
    if (this.#isGivenUp) this.#line.forgive();
    this.#opening++;
    const { left, ...rest } = options;
    this.#opened = { recipe: plain(recipe), options: rest, checkpoint: options.checkpoint };
    this.#recovery = undefined;
    if (this.recipe !== undefined) this.#leaving = { left, costs: this.costs, records: this.records };
    this.status = "loading";
    this.loading = undefined;
    this.notice = "";
    this.failure = undefined;
    this.sha256 = undefined;
    this.recipe = undefined;
    this.preparation = undefined;
    this.silence = undefined;
    this.hasData = false;
    this.threadsNote = globalThis.crossOriginIsolated === true ? "" : oneThread;
    this.#clear();
    this.#stand(none);
    const { told } = rest;
    const opened = await this.#move("loading", this.#openOrder(this.#opened));
    if (opened && told !== undefined && this.step > 0) this.#tellAgain(told);
    return opened;
  }

  /** Brings the data here, unless they are. */
  async fetch(): Promise<boolean> {
    return this.hasData || this.#move("loading", { do: "fetch" });
  }

  /** Trains on, to the end or until a step; as fast as it can, or so many mini-batches in a second. */
  async train(wish: TrainingWish = {}): Promise<boolean> {
    if (!this.hasData) {
      const fetched = this.fetch();
      const move = this.#moves;
      // Who ordered something else meanwhile wants that.
      if (!(await fetched) || move !== this.#moves) return false;
    }
    return this.#move("training", { do: "train", wish });
  }

  /** Holds the run still after the mini-batch at hand. */
  pause(): Promise<boolean> {
    return this.#move(this.status, { do: "pause" });
  }

  /** So many mini-batches, and no more. */
  async advance(count = 1): Promise<boolean> {
    return (await this.pause()) && this.train({ until: this.step + count });
  }

  /**
   * Other settings from the next mini-batch on, also while it trains: η, mini-batch, regularization and the optimizer's
   * numbers. They become part of the recipe. What is refused changes nothing.
   */
  async change(settings: ChangedSettings): Promise<boolean> {
    const opening = this.#opening;
    try {
      const moved = (await this.#order({ do: "change", settings: plain(settings) })) as Moved | undefined;
      if (moved === undefined || this.#opened === undefined || opening !== this.#opening) return false;
      this.#opened = { ...this.#opened, recipe: moved.recipe };
      this.recipe = moved.recipe;
      this.silence = moved.silence;
      this.#stand(moved.standing);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** Back to the first weights, at step 0. */
  async rewind(): Promise<boolean> {
    return this.#restart({ do: "rewind" });
  }

  /** New weights: those of the next seed, or of one that is given. */
  async renew(seed = (this.recipe?.network.seed ?? 0) + 1): Promise<boolean> {
    return this.#restart({ do: "renew", seed });
  }

  /** Begins anew with a saved network on the same data. What does not fit changes nothing. */
  async load(bytes: Uint8Array): Promise<boolean> {
    return this.#restart({ do: "load", bytes });
  }

  /**
   * Asks about the run as it is now, also while it trains.
   * @returns undefined when the trainer is not open, or was opened anew or closed before the answer came
   * @throws NndlError for a question that cannot be answered
   */
  async ask<Q extends Question>(question: Q): Promise<Answer<Q> | undefined> {
    if (this.#opened === undefined) return undefined;
    return (await this.#order({ do: "ask", question: sendable(question) })) as Answer<Q> | undefined;
  }

  /**
   * Asks now, and again whenever the run has moved, one question at a time; the answers come as fast as they can be had.
   * @param question what to ask, or a function that says so each time (undefined asks nothing)
   * @returns what ends it; fits `$effect(() => trainer.follow(…))`
   */
  follow<Q extends Question>(question: Q | (() => Q | undefined), show: (answer: Answer<Q>) => void): () => void {
    let [asking, again, over] = [false, false, false];
    const poke = async () => {
      again = true;
      if (asking) return;
      asking = true;
      try {
        while (again && !over) {
          again = false;
          const now = typeof question === "function" ? question() : question;
          const answer = now === undefined ? undefined : await this.ask(now);
          if (answer !== undefined && !over) show(answer);
        }
      } catch (error) {
        // A run that diverged says so itself.
        if (this.status !== "failed") this.#fail(error);
      } finally {
        asking = false;
      }
    };
    const follower = () => void poke();
    this.#followers.add(follower);
    follower();
    return () => {
      over = true;
      this.#followers.delete(follower);
    };
  }

  /**
   * A file's bytes: "safetensors", "book-json" (as the book's program writes) or "checkpoint" (the whole run).
   * @throws NndlError "book-json.unsupported" for networks that the book's format cannot hold
   */
  async save(format: SaveFormat): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#opened === undefined) return undefined;
    return (await this.#order({ do: "save", format })) as Uint8Array<ArrayBuffer> | undefined;
  }

  /** The data as one .npz. */
  async saveData(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (this.#opened === undefined) return undefined;
    return (await this.#order({ do: "save-data" })) as Uint8Array<ArrayBuffer> | undefined;
  }

  /** Lets go of everything. It can be opened again. */
  close(): void {
    if (this.#opened === undefined) return;
    this.#opening++;
    this.#opened = undefined;
    this.#recovery = undefined;
    this.status = "idle";
    // Nobody waits for it.
    this.#line.order(this.#trainer, { do: "close" }).catch(() => {});
  }

  #owner(): Owner {
    const silence = () => (this.#opened === undefined ? 8000 : this.silence);
    return {
      hear: (report) => this.#hear(report),
      lost: () => this.#lost(),
      get silence() {
        return silence();
      },
    };
  }

  /** Carries out what puts the run back to step 0. */
  async #restart(order: Order): Promise<boolean> {
    const opening = this.#opening;
    const done = await this.#move(this.status, order);
    if (!done || opening !== this.#opening || this.#opened === undefined) return done;
    const { options } = this.#opened;
    const weights = order.do === "load" ? { weights: order.bytes } : order.do === "renew" ? {} : weightsOf(options);
    const { files } = options;
    this.#opened = {
      recipe: this.recipe,
      options: { ...(files === undefined ? {} : { files }), ...weights },
      checkpoint: undefined,
    };
    this.#clear();
    this.notice = "";
    return true;
  }

  /** Gives an order that moves the run. */
  async #move(meanwhile: Status, order: Order): Promise<boolean> {
    if (this.#opened === undefined) return false;
    if (this.#isGivenUp && order.do !== "open") this.#tryAgain();
    const [opening, move, before] = [this.#opening, ++this.#moves, this.status];
    this.status = meanwhile;
    if (order.do !== "pause") this.failure = undefined;
    if (meanwhile === "training") this.sha256 = undefined;
    const isLatest = () => opening === this.#opening && move === this.#moves;
    try {
      const moved = (await this.#order(order)) as Moved | undefined;
      if (moved === undefined) return false;
      this.recipe = moved.recipe;
      this.preparation = moved.preparation;
      if (JSON.stringify(moved.remarks) !== JSON.stringify(this.remarks)) this.remarks = moved.remarks;
      this.hasData = moved.hasData;
      this.silence = moved.silence;
      this.#stand(moved.standing);
      if (isLatest()) {
        this.imagesPerSecond = undefined;
        this.status = moved.standing.ended !== undefined ? "done" : moved.standing.step > 0 ? "paused" : "ready";
        this.sha256 = moved.sha256;
      }
      this.#poke();
      return true;
    } catch (error) {
      if (isLatest()) this.#refused(order, error, before);
      return false;
    } finally {
      if (order.do === "open" && opening === this.#opening) this.loading = undefined;
    }
  }

  #refused(order: Order, error: unknown, before: Status): void {
    this.#fail(error);
    if (order.do === "train" || this.failure?.code === "worker.failed") this.status = "failed";
    else if (order.do === "open") {
      this.status = "failed";
      this.#opened = undefined;
    } else {
      // A file or a seed that was refused has changed nothing: what was ordered before still holds.
      this.status = before;
      this.#moves--;
    }
  }

  /** Gives an order, again if the worker is lost over it; undefined when meanwhile nobody wants the answer. */
  async #order(order: Order): Promise<unknown> {
    const opening = this.#opening;
    for (;;) {
      if (order.do !== "open") await this.#recovery;
      if (opening !== this.#opening) return undefined;
      try {
        const answer = await this.#line.order(this.#trainer, order);
        return opening === this.#opening ? answer : undefined;
      } catch (error) {
        if (opening !== this.#opening) return undefined;
        if (!(error instanceof WorkerLost)) throw error;
      }
    }
  }

  #openOrder({ recipe, options: { files, weights }, checkpoint }: Opened): Order {
    const threads = globalThis.crossOriginIsolated === true ? {} : { threads: 1 };
    return {
      do: "open",
      recipe: { ...(recipe as object), ...threads },
      opening: {
        ...(weights === undefined ? {} : { weights }),
        ...(checkpoint === undefined ? {} : { checkpoint }),
      },
      files,
      mnist: siteAddress("mnist/"),
    };
  }

  #hear(report: Extract<Report, { readonly trainer: number }>): void {
    if (this.#opened === undefined) return;
    if (report.say === "loading") this.loading = report.loaded;
    else if (report.say === "loaded") {
      this.loading = undefined;
      this.hasData ||= report.hasData && this.recipe !== undefined;
    }
    // While a run is being opened, only the one before it can have anything to tell.
    else if (this.recipe === undefined) this.#hearLeaving(report);
    else if (report.say === "saved") {
      const { checkpoint, step } = report;
      this.#opened = { ...this.#opened, checkpoint };
      this.saved = { checkpoint, step };
    } else this.#progress(report.progress);
  }

  /** The last words of the run before: what it had come to, and the run as it was then. */
  #hearLeaving(report: Extract<Report, { readonly say: "progress" | "saved" }>): void {
    if (this.#leaving === undefined) return;
    const { left, costs, records } = this.#leaving;
    if (report.say === "saved") left?.({ checkpoint: report.checkpoint, step: report.step, costs, records });
    else {
      const { progress } = report;
      const told = { costs: [...costs, ...progress.costs], records: thinned([...records, ...progress.records]) };
      this.#leaving = { left, ...told };
    }
  }

  #progress({ costs, records, early, learningRate, imagesPerSecond, ...standing }: Progress): void {
    this.#stand(standing);
    this.#curve.add(costs);
    this.costs = this.#curve.points;
    if (records.length > 0) this.records = thinned([...this.records, ...records]);
    if (early.length > 0) this.early = [...this.early, ...early];
    this.learningRate = learningRate;
    this.imagesPerSecond = this.status === "training" ? imagesPerSecond : undefined;
    this.#poke();
  }

  #stand({ step, steps, stepsPerEpoch, epoch, epochs, threads, ended }: Standing): void {
    this.step = step;
    this.steps = steps;
    this.stepsPerEpoch = stepsPerEpoch;
    this.epoch = epoch;
    this.epochs = epochs;
    this.threads = threads;
    this.ended = ended;
  }

  /** What was told of a run before it was opened again, as far as it has come. */
  #tellAgain({ costs, records }: Told): void {
    this.#curve.add(costs.filter(({ step }) => step <= this.step));
    this.costs = this.#curve.points;
    this.records = records.filter(({ index }) => index < this.epoch);
  }

  #clear(): void {
    this.saved = undefined;
    this.#curve.cutAfter(-1);
    this.costs = [];
    this.records = [];
    this.early = [];
    this.imagesPerSecond = undefined;
    this.learningRate = undefined;
  }

  #poke(): void {
    for (const follower of this.#followers) follower();
  }

  #fail(error: unknown): void {
    const complaint = complaintOf(error);
    this.failure = { ...complaint, sentence: inSentences(complaint) };
  }

  /** Whether the worker was lost so often that the run is in none any more. */
  get #isGivenUp(): boolean {
    return this.failure?.code === "worker.failed";
  }

  /** Who orders something of a run that was given up wants it back, as its last checkpoint has it. */
  #tryAgain(): void {
    this.failure = undefined;
    this.#line.forgive();
    this.#lost();
  }

  /** Puts the run back where its last checkpoint was; whatever was under way is then ordered again. */
  #lost(): void {
    const opened = this.#opened;
    // While it is being opened, the opening itself is ordered again.
    if (opened === undefined || (this.status === "loading" && this.recipe === undefined)) return;
    const [opening, wasTraining] = [this.#opening, this.status === "training"];
    this.#recovery = (async () => {
      try {
        const moved = (await this.#line.order(this.#trainer, this.#openOrder(opened))) as Moved;
        if (opening !== this.#opening) return;
        this.#stand(moved.standing);
        this.#curve.cutAfter(moved.standing.step);
        this.costs = this.#curve.points;
        this.records = this.records.filter(({ index }) => index < moved.standing.epoch);
        this.early = this.early.filter(({ step }) => step <= moved.standing.step);
        this.hasData = moved.hasData;
        this.notice = noticeOf(wasTraining, moved.standing);
      } catch (error) {
        // Lost again: that has begun another recovery, or the orders that wait will say why not.
        if (opening === this.#opening && !(error instanceof WorkerLost)) {
          this.#fail(error);
          this.status = "failed";
        }
      }
    })();
  }
}

function weightsOf({ weights }: OpenOptions): OpenOptions {
  return weights === undefined ? {} : { weights };
}

function noticeOf(wasTraining: boolean, { step, epoch }: Standing): string {
  if (!wasTraining) return "The worker stopped, and was started again where it was saved last.";
  return step === 0
    ? "The worker stopped before anything was saved; training began again."
    : `The worker stopped; training went on from epoch ${epoch}.`;
}

/** As it can be sent: lists that Svelte watches cannot. */
function sendable<Q extends Question>(question: Q): Q {
  const fields = Object.entries(question).map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]);
  return Object.fromEntries(fields) as Q;
}

/** As it can be sent: without Svelte's proxies. */
function plain(recipe: unknown): unknown {
  return JSON.parse(JSON.stringify(recipe ?? null)) as unknown;
}
