/** What every computation with machines in WebAssembly needs: memory, threads, and a frame to command them. */
import { Frame, type UpdateNumbers } from "../../engines/wasm/frame.ts";
import { kernelModule } from "../../engines/wasm/kernels.ts";
import { EngineMemory } from "../../engines/wasm/memory.ts";
import type { OpList } from "../../engines/wasm/ops.ts";
import { ThreadChoice } from "../../engines/wasm/thread-choice.ts";
import { type Crew, chooseThreads, gatherCrew } from "../../engines/wasm/threads.ts";
import { isRefusedWorker } from "../../platform/worker-errors.ts";

/** One command: so many rows in mini-batches of so many, from a step on. */
export interface Command {
  readonly total: number;
  readonly miniBatch: number;
  readonly step: number;
  readonly numbers?: UpdateNumbers;
  /** Where the indices of examples are, for operations that gather some. */
  readonly examples?: number;
}

export class Workshop {
  readonly memory: EngineMemory;
  readonly #frame: Frame;
  readonly #crew: Crew;
  readonly #auto: boolean;
  readonly #choices = new WeakMap<OpList, ThreadChoice>();
  #closed = false;

  /** @param multiplyAdds of one command's smallest part, which decide whether a second thread is tried */
  static async open(asked: number | "auto", multiplyAdds: number): Promise<Workshop> {
    const threads = chooseThreads(asked, multiplyAdds);
    try {
      return await Workshop.#with(threads, asked === "auto" && threads > 1);
    } catch (error) {
      // Nobody asked for a second thread: where none can be started, the results are the same with one.
      if (asked !== "auto" || threads === 1 || !isRefusedWorker(error)) throw error;
      return Workshop.#with(1, false);
    }
  }

  static async #with(threads: number, auto: boolean): Promise<Workshop> {
    const module = await kernelModule(threads > 1);
    const memory = new EngineMemory(threads > 1);
    const frame = new Frame(memory);
    return new Workshop(memory, frame, await gatherCrew(module, memory, frame.address, threads), auto);
  }

  private constructor(memory: EngineMemory, frame: Frame, crew: Crew, auto: boolean) {
    this.memory = memory;
    this.#frame = frame;
    this.#crew = crew;
    this.#auto = auto;
  }

  get threads(): number {
    return this.#crew.threads;
  }

  run(list: OpList, { total, miniBatch, step, numbers = {}, examples = 0 }: Command): void {
    this.#frame.write(list, { examples, total, miniBatch }, numbers, { measure: false, step });
    const choice = this.#choices.get(list) ?? new ThreadChoice(this.#auto);
    this.#choices.set(list, choice);
    const { together } = choice;
    const started = performance.now();
    this.#crew.execute(this.#frame.address, together);
    choice.learn(together, total, performance.now() - started);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#frame.writeEnd();
    this.#crew.end();
  }
}
