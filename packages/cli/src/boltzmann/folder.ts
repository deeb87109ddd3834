/** The folder of machines in training: boltzmann.json, a file for each machine that is done, and a checkpoint of the one at hand. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemReason } from "nndl/check";
import { makeFolder, remove, writeText } from "../files.ts";
import { KeptFolder, newestOf } from "../kept-folder.ts";
import { newRunFolder } from "../training/run-folder.ts";
import { UsageError } from "../usage-error.ts";
import type { BoltzmannOptions } from "./options.ts";

/** Everything that decides what comes out, with nothing left to defaults. */
export type BoltzmannConfig = Required<
  Omit<BoltzmannOptions, "resume" | "out" | "threads" | "limit" | "sparsity" | "classes" | "persistent">
> &
  Pick<BoltzmannOptions, "limit" | "sparsity"> & { readonly classes: boolean; readonly persistent: boolean };

const format = "nndl boltzmann 1";

export class BoltzmannFolder extends KeptFolder {
  get #config(): string {
    return join(this.path, "boltzmann.json");
  }

  get checkpoint(): string {
    return join(this.path, "checkpoint.safetensors");
  }

  /** A machine that is done, counted from 0. */
  machine(index: number): string {
    return join(this.path, `machine-${index + 1}.safetensors`);
  }

  /** What it was all for: the one machine, or the deep belief net. */
  result(machines: number): string {
    return machines === 1 ? this.machine(0) : this.net;
  }

  get net(): string {
    return join(this.path, "belief.safetensors");
  }

  get isBegun(): boolean {
    return existsSync(this.#config);
  }

  write(config: BoltzmannConfig): void {
    makeFolder(this.path);
    writeText(this.#config, `${JSON.stringify({ format, ...config }, undefined, 2)}\n`);
  }

  /** @throws UsageError "boltzmann.folder" where boltzmann.json is missing or not one of ours */
  read(): BoltzmannConfig {
    try {
      const { format: written, ...config } = JSON.parse(readFileSync(this.#config, "utf8"));
      if (written !== format || !Array.isArray(config.hidden)) throw new TypeError("something else");
      return config as BoltzmannConfig;
    } catch (error) {
      throw new UsageError(
        "boltzmann.folder",
        {
          problem: `${this.#config} was not written by nndl boltzmann: ${systemReason(error).text}`,
          next: "Name the folder of such a training, or begin one: nndl boltzmann --hidden 500.",
        },
        { cause: error },
      );
    }
  }

  /** How many machines are done. */
  get done(): number {
    let machines = 0;
    while (existsSync(this.machine(machines))) machines++;
    return machines;
  }

  /** The bytes of the checkpoint; undefined where there is none. */
  readCheckpoint(): Uint8Array | undefined {
    return existsSync(this.checkpoint) ? readFileSync(this.checkpoint) : undefined;
  }

  removeCheckpoint(): void {
    remove(this.checkpoint);
  }
}

/** A folder to train in: the one that was asked for, or one that is named after the time. */
export function newBoltzmannFolder(out: string | undefined, hidden: readonly number[], now: Date): BoltzmannFolder {
  return new BoltzmannFolder(newRunFolder(out, `boltzmann-${hidden.join("-")}`, now).path);
}

/** The training under runs/ that was begun last. */
export function newestBoltzmann(): BoltzmannFolder | undefined {
  return newestOf(BoltzmannFolder);
}
