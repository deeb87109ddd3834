import { platform } from "#platform";
import { NndlError, show } from "../errors.ts";
import { isTemporaryName } from "../platform/atomic-write.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";
import type { TrainingSnapshot } from "./snapshot.ts";

/** How many checkpoints stay: the newest, and one in case that something happens to it. */
const kept = 2;

/** The newest whole checkpoint of a directory. */
export interface FoundCheckpoint {
  /** The file. */
  readonly path: string;
  /** What train takes as `resume`. */
  readonly snapshot: TrainingSnapshot;
  /** Newer ones that are damaged, and what is wrong with each. */
  readonly skipped: readonly { readonly path: string; readonly error: NndlError }[];
}

/**
 * The checkpoints of a training run, in a directory of their own: `step-00012345.safetensors`, the last two.
 *
 * Each is complete before it gets its name, so that whatever happens, be it a `kill -9`, a crash or a full disk, the one
 * before it is still there. A later run in the same directory replaces them as it passes their step.
 *
 * @example
 * const checkpoints = new Checkpoints("runs/first/checkpoints");
 * const resume = (await checkpoints.latest())?.snapshot;
 * const run = train(net, digits.training, { epochs: 30, learningRate: 3, ...(resume && { resume }) });
 * for await (const epoch of run) await checkpoints.save(run.snapshot());
 */
export class Checkpoints {
  /** Where the checkpoints lie. */
  readonly directory: string;
  readonly #damaged = new Set<string>();
  #lastPath: string | undefined;
  #swept = false;

  /** @throws NndlError "checkpoint.directory" unless it is a path; nothing is read or made yet */
  constructor(directory: string) {
    if (typeof directory !== "string" || directory === "")
      throw new NndlError("checkpoint.directory", {
        received: show(directory),
        expected: "the directory of the checkpoints must be a path",
        next: 'Give one, for example "checkpoints".',
      });
    this.directory = directory;
  }

  /** The checkpoint that was last saved or found to be whole. */
  get lastPath(): string | undefined {
    return this.#lastPath;
  }

  /**
   * Writes a checkpoint, making the directory if need be, and removes those that are no longer wanted.
   *
   * @returns its path
   * @throws NndlError "file.write" or "file.directory" with the system's reason, "training.snapshot" as
   *   {@link encodeCheckpoint}; the checkpoints that were there before are still there
   */
  async save(snapshot: TrainingSnapshot): Promise<string> {
    const bytes = encodeCheckpoint(snapshot);
    await platform.makeDirectory(this.directory);
    const name = `step-${String(snapshot.cursor.step).padStart(8, "0")}.safetensors`;
    const path = this.#pathOf(name);
    await platform.writeFileAtomically(path, bytes);
    this.#lastPath = path;
    this.#damaged.delete(name);
    await this.#tidy(name);
    return path;
  }

  /**
   * Reads the newest checkpoint that is whole; undefined when there is none at all.
   *
   * @throws NndlError "checkpoint.damaged" when there are some, but not one that is whole
   */
  async latest(): Promise<FoundCheckpoint | undefined> {
    const skipped: { path: string; error: NndlError }[] = [];
    for (const { name } of await this.#names()) {
      const path = this.#pathOf(name);
      try {
        const snapshot = decodeCheckpoint(await platform.readBytes(path), path);
        this.#lastPath = path;
        return { path, snapshot, skipped };
      } catch (error) {
        if (!(error instanceof NndlError)) throw error;
        this.#damaged.add(name);
        skipped.push({ path, error });
      }
    }
    if (skipped.length === 0) return undefined;
    throw new NndlError(
      "checkpoint.damaged",
      {
        problem: `${this.directory} holds no intact checkpoint (${skipped.map(({ error }) => error.problem).join("; ")})`,
        next: "Start a new run in another directory.",
      },
      { cause: skipped[0].error },
    );
  }

  /** All checkpoints, the newest first. */
  async #names(): Promise<readonly { readonly name: string; readonly step: number }[]> {
    const names = (await platform.listDirectory(this.directory)) ?? [];
    return names
      .flatMap((name) => {
        const step = /^step-(\d{8,16})\.safetensors$/.exec(name)?.[1];
        return step === undefined ? [] : [{ name, step: Number(step) }];
      })
      .sort((a, b) => b.step - a.step);
  }

  async #tidy(saved: string): Promise<void> {
    const old = (await this.#names()).filter(({ name }) => !this.#damaged.has(name)).slice(kept);
    for (const { name } of old) if (name !== saved) await this.#remove(name);
    if (this.#swept) return;
    this.#swept = true;
    for (const name of (await platform.listDirectory(this.directory)) ?? [])
      if (isTemporaryName(name)) await this.#remove(name);
  }

  /** What cannot be removed stays: it does no harm, and the run must go on. */
  async #remove(name: string): Promise<void> {
    await platform.removeFile(this.#pathOf(name)).catch(() => {});
  }

  #pathOf(name: string): string {
    return `${this.directory.replace(/[/\\]+$/, "")}/${name}`;
  }
}
