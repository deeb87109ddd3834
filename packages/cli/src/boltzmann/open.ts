/** From what somebody names to a machine or a deep belief net. */
import { readFileSync, statSync } from "node:fs";
import { NndlError, systemReason } from "nndl/check";
import { BeliefNet, BoltzmannMachine } from "nndl/generative";
import { UsageError } from "../usage-error.ts";
import { BoltzmannFolder, newestBoltzmann } from "./folder.ts";

/** What was found, and where. */
export interface OpenedMachine {
  readonly path: string;
  /** The machine that dreams and is measured: of a net, the topmost. */
  readonly machine: BoltzmannMachine;
  readonly net: BeliefNet | undefined;
}

/**
 * Opens a file of a machine or a net, or the folder of a training; without a name, that of the newest one.
 *
 * @throws UsageError "boltzmann.none"; NndlError "file.read", "boltzmann.file", …
 */
export function openMachine(argument: string | undefined): OpenedMachine {
  const path =
    argument === undefined ? newest() : isFolder(argument) ? inFolder(new BoltzmannFolder(argument)) : argument;
  const bytes = readBytes(path);
  try {
    return { path, machine: BoltzmannMachine.fromBytes(bytes, path), net: undefined };
  } catch (error) {
    if (!(error instanceof NndlError) || error.code !== "boltzmann.file") throw error;
    try {
      const net = BeliefNet.fromBytes(bytes, path);
      return { path, machine: net.top, net };
    } catch (other) {
      // It is neither: what is said of the simpler one tells more.
      if (other instanceof NndlError && other.code === "belief.file") throw error;
      throw other;
    }
  }
}

function newest(): string {
  const folder = newestBoltzmann();
  if (folder === undefined)
    throw new UsageError("boltzmann.none", {
      problem: "no machine is named, and none was trained under runs/",
      next: "Name a file or a folder, or train one first: nndl boltzmann --hidden 500.",
    });
  return inFolder(folder);
}

/** The result of a training; of one that is not over, the machine at hand. */
function inFolder(folder: BoltzmannFolder): string {
  const { hidden } = folder.read();
  const candidates = [folder.result(hidden.length), folder.checkpoint, folder.machine(Math.max(0, folder.done - 1))];
  const found = candidates.find((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  if (found !== undefined) return found;
  throw new UsageError("boltzmann.none", {
    problem: `in ${folder.name} nothing has been learned yet`,
    next: `Go on with it: nndl boltzmann --resume ${folder.name}.`,
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UsageError(
      "boltzmann.none",
      {
        problem: `${path} cannot be read: ${systemReason(error).text}`,
        next: "Name a file that nndl boltzmann wrote.",
      },
      { cause: error },
    );
  }
}
