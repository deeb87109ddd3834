/** The folder of an ensemble: ensemble.json, which says what its members are, and a run folder for each of them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemReason } from "nndl/check";
import { makeFolder, writeText } from "../files.ts";
import { KeptFolder, newestOf } from "../kept-folder.ts";
import { newRunFolder, RunFolder } from "../training/run-folder.ts";
import { UsageError } from "../usage-error.ts";

/** What is needed to train the same members again. */
export interface EnsembleSetup {
  readonly members: number;
  /** The first member's seed; each one after it has the next. */
  readonly seed: number;
  /** The arguments of `nndl train` that all of them share. */
  readonly options: readonly string[];
}

const format = "nndl ensemble 1";

export class EnsembleFolder extends KeptFolder {
  get #file(): string {
    return join(this.path, "ensemble.json");
  }

  get isBegun(): boolean {
    return existsSync(this.#file);
  }

  write(setup: EnsembleSetup): void {
    makeFolder(this.path);
    writeText(this.#file, `${JSON.stringify({ format, ...setup }, undefined, 2)}\n`);
  }

  /** @throws UsageError "ensemble.folder" when ensemble.json is missing or is not one of ours */
  read(): EnsembleSetup {
    try {
      const { format: written, members, seed, options } = JSON.parse(readFileSync(this.#file, "utf8"));
      const isOurs = written === format && Number.isSafeInteger(members) && Number.isSafeInteger(seed);
      if (!isOurs || !Array.isArray(options) || !options.every((each) => typeof each === "string"))
        throw new TypeError("something else");
      return { members, seed, options };
    } catch (error) {
      throw new UsageError(
        "ensemble.folder",
        {
          problem: `${this.#file} was not written by nndl ensemble --train: ${systemReason(error).text}`,
          next: "Name the folder of an ensemble, or train one: nndl ensemble --train 5.",
        },
        { cause: error },
      );
    }
  }

  /** The run folders of its members, in order. */
  members({ members, seed }: EnsembleSetup): RunFolder[] {
    return Array.from({ length: members }, (_, i) => new RunFolder(join(this.path, `seed-${seed + i}`)));
  }
}

/** A folder for an ensemble: the one that was asked for, or one that is named after the time. */
export function newEnsembleFolder(out: string | undefined, members: number, now: Date): EnsembleFolder {
  return new EnsembleFolder(newRunFolder(out, `ensemble-of-${members}`, now).path);
}

/** The ensemble under runs/ that was begun last. */
export function newestEnsemble(): EnsembleFolder | undefined {
  return newestOf(EnsembleFolder);
}
