import { NndlError } from "nndl";
import { errorOf, type Order, type Report, type Request } from "./protocol.ts";

/** The part of a Worker that is needed here, which also tells of its end. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Report>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
  /** It has ended by itself, without an error. Called where the browser can tell. */
  onended?: (() => unknown) | null | undefined;
}

/** Who has a trainer in the worker. */
export interface Owner {
  hear(report: Extract<Report, { readonly trainer: number }>): void;
  /** The worker is gone, with everything in it, and another one is there; called before anything else is told. */
  lost(): void;
  /** Milliseconds for which its computations may keep the worker from answering; 30 seconds when absent. */
  readonly silence?: number | undefined;
}

/** An order was not answered because the worker was lost. Give it again. */
export class WorkerLost extends Error {}

export interface LineOptions {
  /** Milliseconds between two looks after the worker. */
  readonly beat?: number;
  /** Milliseconds of silence after which the worker is given up, whatever its owners say; for tests. */
  readonly patience?: number;
  /** How often the worker may be lost within a minute. */
  readonly losses?: number;
}

interface Waiting {
  readonly answer: (value: unknown) => void;
  readonly refuse: (error: unknown) => void;
}

/**
 * The page's line to its worker, which starts with the first order. When the worker dies, or stays silent for longer than
 * any of its trainers can keep it busy, it is replaced, and everybody who had a trainer in it is told.
 */
export class Line {
  readonly #start: () => WorkerLike;
  readonly #options: Required<Omit<LineOptions, "patience">> & Pick<LineOptions, "patience">;
  readonly #owners = new Map<number, Owner>();
  readonly #waiting = new Map<number, Waiting>();
  readonly #lostAt: number[] = [];
  #worker: WorkerLike | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;
  #ids = 0;
  #trainers = 0;

  constructor(start: () => WorkerLike, options: LineOptions = {}) {
    this.#start = start;
    this.#options = { beat: 1000, losses: 3, ...options };
  }

  /** A number for a trainer that is not there yet. */
  join(owner: Owner): number {
    this.#owners.set(++this.#trainers, owner);
    return this.#trainers;
  }

  /** What was lost before counts no more: somebody wants another try. */
  forgive(): void {
    this.#lostAt.length = 0;
  }

  /**
   * @throws WorkerLost when the worker was lost before it answered
   * @throws NndlError what the worker answers, and "worker.failed" when it was lost too often
   */
  order(trainer: number, order: Order): Promise<unknown> {
    return this.#send({ id: ++this.#ids, trainer, order });
  }

  #send(request: Request): Promise<unknown> {
    return new Promise((answer, refuse) => {
      const now = performance.now();
      if (this.#lostAt.filter((at) => now - at < 60_000).length >= this.#options.losses) throw tooOften();
      // Before it waits for an answer: what cannot be sent gets none.
      this.#awake().postMessage(request);
      this.#waiting.set(request.id, { answer, refuse });
    });
  }

  #awake(): WorkerLike {
    if (this.#worker === undefined) {
      const worker = this.#start();
      worker.onmessage = ({ data }) => this.#hear(data);
      worker.onerror = (event) => {
        event.preventDefault?.();
        this.#lose();
      };
      worker.onmessageerror = () => this.#lose();
      worker.onended = () => {
        if (worker === this.#worker) this.#lose();
      };
      this.#worker = worker;
    }
    this.#timer ??= setInterval(() => this.#lookAfter(), this.#options.beat);
    return this.#worker;
  }

  #hear(report: Report): void {
    this.#unanswered = 0;
    if (report.say !== "answer" && report.say !== "refusal") {
      this.#owners.get(report.trainer)?.hear(report);
      return;
    }
    const waiting = this.#waiting.get(report.id);
    this.#waiting.delete(report.id);
    if (report.say === "answer") waiting?.answer(report.value);
    else waiting?.refuse(errorOf(report.complaint));
  }

  /** Beats are counted, not seconds: a computer that slept wakes to an innocent worker. */
  #lookAfter(): void {
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#unanswered = 0;
    } else if (++this.#unanswered * this.#options.beat > this.#patience) this.#lose();
    // It is enough that something comes back.
    else this.#worker?.postMessage({ id: 0 } satisfies Request);
  }

  get #patience(): number {
    return this.#options.patience ?? Math.max(...[...this.#owners.values()].map(({ silence }) => silence ?? 30_000));
  }

  #lose(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#unanswered = 0;
    this.#lostAt.push(performance.now());
    if (this.#lostAt.length > 10) this.#lostAt.shift();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const owner of this.#owners.values()) owner.lost();
    for (const { refuse } of waiting) refuse(new WorkerLost("the worker was lost"));
  }
}

function tooOften(): NndlError {
  return new NndlError("worker.failed", {
    problem: "the worker that trains stopped several times in a minute",
    next: "Try again. If it stops again, use a smaller network or fewer images.",
  });
}
