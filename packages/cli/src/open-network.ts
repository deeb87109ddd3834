/** From what someone calls a network to the network. */
import { existsSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Network } from "nndl";
import { BoltzmannFolder } from "./boltzmann/folder.ts";
import { RunFolder, runFolders } from "./training/run-folder.ts";
import { UsageError } from "./usage-error.ts";

export interface OpenedNetwork {
  readonly network: Network;
  /** Its full path, and as short as it can be said from here. */
  readonly path: string;
  readonly name: string;
}

/** What the argument may be, for the help. */
export const networkArgument =
  "a network's file or URL, or the folder of the run that trained it (default: the last run's)";

/**
 * Opens a network: a file, a run folder, or, when nothing is said, the network of the newest finished run.
 *
 * @throws UsageError "network.none", "network.unfinished"; NndlError for a file that is not a whole network
 */
export async function openNetwork(argument: string | undefined): Promise<OpenedNetwork> {
  const path = argument === undefined ? newest() : fileOf(argument);
  return { network: await Network.load(path), path, name: shortName(path) };
}

function fileOf(argument: string): string {
  if (isUrl(argument)) return argument;
  const path = resolve(argument);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  const folder = new RunFolder(path);
  if (folder.isFinished) return folder.network;
  throw new UsageError("network.unfinished", {
    problem: `${argument} has no network.safetensors, which a run writes at its end`,
    next: folder.isBegun
      ? `Let it finish: nndl train --resume ${folder.name}.`
      : new BoltzmannFolder(path).isBegun
        ? `It holds what nndl boltzmann trains, which is no network: see nndl dream ${argument}, or nndl likelihood ${argument}.`
        : "Give a run's folder or a network's file.",
  });
}

function newest(): string {
  const finished = runFolders().find((folder) => folder.isFinished);
  if (finished !== undefined) return finished.network;
  throw new UsageError("network.none", {
    problem: "no network was named, and there is no finished run under runs/",
    next: 'Give its file, or train one: "nndl train --epochs 5".',
  });
}

/** Of a network that is fetched. */
function isUrl(argument: string): boolean {
  return /^https?:\/\//i.test(argument);
}

function shortName(path: string): string {
  if (isUrl(path)) return path;
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || !existsSync(short) ? path : short;
}
