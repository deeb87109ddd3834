import { NndlError } from "../../errors.ts";

const pageBytes = 65536;

/** What WebAssembly can address with 32 bits. */
const mostBytes = 2 ** 32;

/** Begins and ends on a cache line. */
interface Block {
  readonly address: number;
  readonly bytes: number;
}

/** A session's memory. It grows when there is no room; what is released becomes room again, and is never given back. */
export class EngineMemory {
  readonly memory: WebAssembly.Memory;
  readonly #taken = new Map<number, number>();
  /** What is not taken, in the order of addresses; no two blocks touch. All of it is zero, or will be once it exists. */
  #free: readonly Block[] = [{ address: 4096, bytes: mostBytes - 4096 }];

  /** @throws NndlError "engine.memory" when not even the addresses can be reserved, as where a system limits them */
  constructor(shared: boolean) {
    try {
      this.memory = new WebAssembly.Memory({ initial: 1, maximum: mostBytes / pageBytes, shared });
    } catch (cause) {
      throw new NndlError(
        "engine.memory",
        {
          problem: "no memory could be had for a session",
          next: "Close other sessions or pages; where a limit is set on a program's memory (ulimit -v), raise it.",
        },
        { cause },
      );
    }
  }

  /**
   * Reserves bytes that start on a cache line and are zero; returns their address.
   * @throws NndlError "engine.memory" when there is not that much
   */
  allocate(bytes: number, purpose: string): number {
    const whole = Math.max(1, Math.ceil(bytes / 64)) * 64;
    const room = this.#free.find((block) => block.bytes >= whole);
    try {
      if (room === undefined) throw new RangeError("past 4 GiB");
      const missing = Math.ceil((room.address + whole - this.memory.buffer.byteLength) / pageBytes);
      if (missing > 0) this.memory.grow(missing);
    } catch (cause) {
      throw new NndlError(
        "engine.memory",
        {
          problem: `network and data need ${inMebibytes(this.usedBytes + whole)} MiB, ${inMebibytes(whole)} of them for ${purpose}, more than WebAssembly can get here (it never gets more than 4096 MiB)`,
          next: "Use fewer examples, smaller layers or smaller mini-batches.",
        },
        { cause },
      );
    }
    const { address } = room;
    const rest = { address: address + whole, bytes: room.bytes - whole };
    this.#free = this.#free.flatMap((block) => (block !== room ? [block] : rest.bytes > 0 ? [rest] : []));
    this.#taken.set(address, whole);
    return address;
  }

  /** Makes room of what was allocated at an address. */
  release(address: number): void {
    const bytes = this.#taken.get(address);
    if (bytes === undefined) throw new TypeError(`nothing is allocated at ${address}`);
    this.#taken.delete(address);
    this.bytes(address, bytes).fill(0);
    const blocks = [...this.#free, { address, bytes }].sort((a, b) => a.address - b.address);
    this.#free = blocks.reduce(joined, []);
  }

  /** Bytes in use. */
  get usedBytes(): number {
    return this.#free.reduce((used, { bytes }) => used - bytes, mostBytes);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  halves(address: number, length: number): Uint16Array {
    return new Uint16Array(this.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }

  view(): DataView {
    return new DataView(this.memory.buffer);
  }
}

/** Blocks in the order of their addresses, with one more after them. */
function joined(blocks: readonly Block[], next: Block): readonly Block[] {
  const last = blocks.at(-1);
  if (last === undefined || last.address + last.bytes < next.address) return [...blocks, next];
  return [...blocks.slice(0, -1), { address: last.address, bytes: last.bytes + next.bytes }];
}

function inMebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
