import type { EngineMemory } from "./memory.ts";

/** Room that a kernel needs while it runs; all stages share it, one after another. */
interface Room {
  bytes: number;
  address: number | undefined;
}

/** The memory that the stages of a plan share: its measures, and room for what a kernel needs while it runs. */
export class PlanMemory {
  readonly memory: EngineMemory;
  readonly threads: number;
  /** How many rows each example has: the steps of a sequence, or one. */
  readonly times: number;
  /** Rows that activations are kept of, and errors. */
  readonly rows: number;
  readonly errorRows: number;
  readonly seed: number;
  /** Where it says how many steps of each example of the mini-batch count; 0 where inputs are no sequences. */
  readonly lengths: number;
  readonly #room: Room;

  constructor(
    memory: EngineMemory,
    sizes: Pick<PlanMemory, "threads" | "rows" | "errorRows" | "seed" | "lengths">,
    times = 1,
    room: Room = { bytes: 0, address: undefined },
  ) {
    this.memory = memory;
    this.threads = sizes.threads;
    this.rows = sizes.rows * times;
    this.errorRows = sizes.errorRows * times;
    this.seed = sizes.seed;
    this.lengths = sizes.lengths;
    this.times = times;
    this.#room = room;
  }

  /** The same for stages that take each of so many steps by itself. */
  repeated(times: number): PlanMemory {
    return times === 1 ? this : new PlanMemory(this.memory, this, times, this.#room);
  }

  /** Asks for room of a thread's own. To be asked for before it is used. */
  need(bytes: number): void {
    if (this.#room.address !== undefined) throw new TypeError("the room is in use already");
    this.#room.bytes = Math.max(this.#room.bytes, Math.ceil(bytes / 64) * 64);
  }

  /** The first thread's room, and how many bytes each thread has. */
  get room(): { readonly room: number; readonly roomBytes: number } {
    const { bytes } = this.#room;
    this.#room.address ??= this.memory.allocate(bytes * this.threads + 64, "working room");
    return { room: this.#room.address, roomBytes: bytes };
  }

  floats(count: number, purpose: string): number {
    return this.memory.allocate(count * 4, purpose);
  }
}
