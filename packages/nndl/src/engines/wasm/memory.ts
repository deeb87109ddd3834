import { NndlError } from "../../errors.ts";

const pageBytes = 65536;

/** The largest memory that WebAssembly can address with 32 bits. */
const mostPages = 65536;

/** A session's memory: grows while the session is set up, and is never given back in parts. */
export class EngineMemory {
  readonly memory: WebAssembly.Memory;
  #used = 4096;

  /** @throws NndlError "engine.memory" when not even the addresses can be reserved, as where a system limits them */
  constructor(shared: boolean) {
    try {
      this.memory = new WebAssembly.Memory({ initial: 1, maximum: mostPages, shared });
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
    const address = this.#used;
    const end = address + Math.ceil(bytes / 64) * 64;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / pageBytes);
    if (missing > 0) {
      try {
        if (end > mostPages * pageBytes) throw new RangeError("past 4 GiB");
        this.memory.grow(missing);
      } catch (cause) {
        throw new NndlError(
          "engine.memory",
          {
            problem: `network and data need ${(end / 2 ** 20).toFixed(0)} MiB, ${(bytes / 2 ** 20).toFixed(1)} of them for ${purpose}, more than WebAssembly can get here (it never gets more than 4096 MiB)`,
            next: "Use fewer examples, smaller layers or smaller mini-batches.",
          },
          { cause },
        );
      }
    }
    this.#used = end;
    return address;
  }

  get usedBytes(): number {
    return this.#used;
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
