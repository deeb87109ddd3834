import { type Engine, NndlError } from "nndl";
import type { MnistChoice } from "./data-choice.ts";
import type { Loaded } from "./digits.ts";
import { few } from "./few/counts.mjs";
import { isFew } from "./few/is-few.ts";
import { buffersIn, complaintOf, type Moved, type Order, type Report, type Request } from "./protocol.ts";
import type { Digits } from "./sets.ts";
import { Workbench } from "./workbench.ts";

/** SHA-256 of more parameters than this takes so long that it is told only to who asks. */
const mostHashed = 4_000_000;

type Post = (report: Report, transfer?: ArrayBuffer[]) => void;

export interface HostOptions {
  /** The digits from an address, at least those that are chosen; fetched when absent. */
  readonly digits?: (base: string, tell: (loaded: Loaded) => void, choice: MnistChoice) => Promise<Digits>;
  readonly engine?: Engine;
}

/**
 * What lives in the worker: any number of workbenches, which train in turns. It answers every request once, in whatever order
 * the answers are ready, and reports how things go.
 */
export class Host {
  readonly #post: Post;
  readonly #options: HostOptions;
  readonly #workbenches = new Map<number, Promise<Workbench>>();
  /** Loaded once for all workbenches, and again only if that failed: all digits of an address, or its first ones. */
  readonly #digits = new Map<string, { readonly digits: Promise<Digits>; readonly waiting: Set<number> }>();

  constructor(post: Post, options: HostOptions = {}) {
    this.#post = post;
    this.#options = options;
  }

  /** Never rejects: what goes wrong is reported. */
  async receive(request: Request): Promise<void> {
    const { id } = request;
    try {
      const value = request.trainer === undefined ? undefined : await this.#carryOut(request.trainer, request.order);
      this.#post({ say: "answer", id, value }, buffersIn(value));
    } catch (error) {
      this.#post({ say: "refusal", id, complaint: complaintOf(error) });
    }
  }

  async #carryOut(trainer: number, order: Order): Promise<unknown> {
    if (order.do === "open") return this.#open(trainer, order);
    const workbench = await this.#workbench(trainer);
    switch (order.do) {
      case "fetch":
        await workbench.fetch();
        return moved(workbench);
      case "train":
        await workbench.train(order.wish);
        return moved(workbench);
      case "pause":
        await workbench.pause();
        return moved(workbench);
      case "change":
        workbench.change(order.settings);
        return moved(workbench);
      case "rewind":
        await workbench.rewind();
        return moved(workbench);
      case "renew":
        await workbench.renew(order.seed);
        return moved(workbench);
      case "load":
        await workbench.load(order.bytes);
        return moved(workbench);
      case "ask":
        return workbench.ask(order.question);
      case "save":
        // A checkpoint says of which data it is.
        if (order.format === "checkpoint") await workbench.fetch();
        return workbench.save(order.format);
      case "save-data":
        return workbench.saveData();
      case "close":
        this.#workbenches.delete(trainer);
        return workbench.close();
    }
  }

  #workbench(trainer: number): Promise<Workbench> {
    const found = this.#workbenches.get(trainer);
    if (found !== undefined) return found;
    throw new NndlError("trainer.closed", {
      problem: "this trainer is not open",
      next: "Open it first.",
    });
  }

  async #open(trainer: number, order: Extract<Order, { do: "open" }>): Promise<Moved> {
    const before = this.#workbenches.get(trainer);
    for (const { waiting } of this.#digits.values()) waiting.delete(trainer);
    const opened = (async () => {
      // Memory is not held twice.
      await (await before?.catch(() => undefined))?.close();
      const { engine } = this.#options;
      return Workbench.open(
        order.recipe,
        {
          digits: (choice) => this.#load(order.mnist, trainer, choice),
          files: order.files,
          progress: (progress) => this.#post({ say: "progress", trainer, progress }),
          saved: (checkpoint, step) => this.#post({ say: "saved", trainer, checkpoint, step }, [checkpoint.buffer]),
          ...(engine === undefined ? {} : { engine }),
        },
        order.opening,
      );
    })();
    this.#workbenches.set(trainer, opened);
    try {
      return moved(await opened);
    } catch (error) {
      if (this.#workbenches.get(trainer) === opened) this.#workbenches.delete(trainer);
      throw error;
    }
  }

  #load(base: string, trainer: number, choice: MnistChoice): Promise<Digits> {
    // Where all are here, or on their way, nobody needs the first ones by themselves.
    const key = isFew(choice) && !this.#digits.has(base) ? base + few.file : base;
    const known = this.#digits.get(key);
    if (known !== undefined) {
      known.waiting.add(trainer);
      return known.digits;
    }
    const waiting = new Set([trainer]);
    const tell = (loaded: Loaded) => {
      for (const each of waiting) this.#post({ say: "loading", trainer: each, loaded });
    };
    const digits = this.#options.digits?.(base, tell, choice) ?? fetchDigits(base, tell, key !== base);
    this.#digits.set(key, { digits, waiting });
    const over = (hasData: boolean) => {
      for (const each of waiting) this.#post({ say: "loaded", trainer: each, hasData });
      waiting.clear();
      if (!hasData) this.#digits.delete(key);
    };
    digits.then(
      () => over(true),
      () => over(false),
    );
    return digits;
  }
}

/** What reads them is fetched with them. */
async function fetchDigits(base: string, tell: (loaded: Loaded) => void, first: boolean): Promise<Digits> {
  if (first) return (await import("./few/few-digits.ts")).fetchFewDigits(base, tell);
  return (await import("./digits.ts")).fetchDigits(base, tell);
}

function moved(workbench: Workbench): Moved {
  const { standing, recipe, hasData, silence, preparation, remarks } = workbench;
  const moved = { standing, recipe, hasData, silence, preparation, remarks };
  return workbench.parameterCount > mostHashed ? moved : { ...moved, sha256: workbench.sha256() };
}
