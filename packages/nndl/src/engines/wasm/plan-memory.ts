import type { EngineMemory } from "./memory.ts";

/** The memory that the stages of a plan share: its measures, and room for what a kernel needs while it runs. */
export class PlanMemory {
  readonly memory: EngineMemory;
  readonly threads: number;
  /** Examples that activations are kept of, and errors. */
  readonly rows: number;
  readonly errorRows: number;
  readonly seed: number;
  #roomBytes = 0;
  #room: number | undefined;

  constructor(memory: EngineMemory, sizes: Pick<PlanMemory, "threads" | "rows" | "errorRows" | "seed">) {
    this.memory = memory;
    this.threads = sizes.threads;
    this.rows = sizes.rows;
    this.errorRows = sizes.errorRows;
    this.seed = sizes.seed;
  }

  /** Asks for room of a thread's own; all stages share it, one after another. To be asked for before it is used. */
  need(bytes: number): void {
    if (this.#room !== undefined) throw new TypeError("the room is in use already");
    this.#roomBytes = Math.max(this.#roomBytes, Math.ceil(bytes / 64) * 64);
  }

  /** The first thread's room, and how many bytes each thread has. */
  get room(): { readonly room: number; readonly roomBytes: number } {
    this.#room ??= this.memory.allocate(this.#roomBytes * this.threads + 64, "working room");
    return { room: this.#room, roomBytes: this.#roomBytes };
  }

  floats(count: number, purpose: string): number {
    return this.memory.allocate(count * 4, purpose);
  }
}
