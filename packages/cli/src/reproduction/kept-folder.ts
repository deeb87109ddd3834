/** The folder that an experiment's run with one seed is kept in, and whose it is. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Experiment, formOf, type Wanted } from "@nndl/book";
import { checkNetworkSpec, checkSettings } from "nndl/spec";
import { writeText } from "../files.ts";
import { runsDirectory } from "../runs-directory.ts";
import { type RunConfig, RunFolder } from "../training/run-folder.ts";
import { UsageError } from "../usage-error.ts";
import { version } from "../version.ts";

/** What tells one kept run of an experiment from another. */
export interface WhichRun extends Wanted {
  readonly seed: number;
  /** The folder of all kept runs; runs/ when absent. */
  readonly out?: string | undefined;
}

/** experiment.json: which run the folder holds. */
interface Mark {
  readonly format: "nndl experiment 1";
  readonly name: string;
  readonly seed: number;
  readonly form: string;
  readonly nndl: string;
}

/**
 * runs/ch6-relu-seed-1, runs/ch6-relu-seed-1-quick, or runs/ch6-relu-seed-1-epochs-2-limit-500 for a quick look; with a number
 * after it where that holds something else, such as a run of another version.
 */
export function keptFolder(experiment: Experiment, which: WhichRun): RunFolder {
  const { out = runsDirectory } = which;
  const name = nameOfKept(experiment, which);
  for (let copy = 1; ; copy++) {
    const folder = new RunFolder(resolve(join(out, copy === 1 ? name : `${name}-${copy}`)));
    const mark = readMark(folder);
    const isFree = mark === undefined && !folder.isBegun;
    if (isFree || isOf(folder, mark, experiment, which)) return folder;
  }
}

/** What the folder is called, where nothing else is. */
export function nameOfKept(experiment: Experiment, which: WhichRun): string {
  return [experiment.name.replaceAll("/", "-"), "seed", which.seed, ...formWords(experiment, which)].join("-");
}

/** The words in which a run is less than the experiment in full. */
function formWords(experiment: Experiment, which: WhichRun): (string | number)[] {
  const { kind, shortened } = formOf(experiment, which);
  if (kind === "quick") return ["quick"];
  const { epochs, limit } = shortened;
  return [...(epochs === undefined ? [] : ["epochs", epochs]), ...(limit === undefined ? [] : ["limit", limit])];
}

export function writeMark(folder: RunFolder, experiment: Experiment, which: WhichRun): void {
  writeText(markOf(folder), `${JSON.stringify(markFor(experiment, which))}\n`);
}

function markFor(experiment: Experiment, which: WhichRun): Mark {
  const form = formWords(experiment, which).join(" ");
  return { format: "nndl experiment 1", name: experiment.name, seed: which.seed, form, nndl: version() };
}

export function markOf(folder: RunFolder): string {
  return join(folder.path, "experiment.json");
}

/** What it came to, once it has come to its end. */
export function resultOf(folder: RunFolder): string {
  return join(folder.path, "result.json");
}

function readMark(folder: RunFolder): unknown {
  if (!existsSync(markOf(folder))) return undefined;
  try {
    return JSON.parse(readFileSync(markOf(folder), "utf8")) as unknown;
  } catch {
    return null;
  }
}

/** A folder of before there were marks is told by what it trained, too. */
function isOf(folder: RunFolder, mark: unknown, experiment: Experiment, which: WhichRun): boolean {
  if (mark !== undefined && JSON.stringify(mark) !== JSON.stringify(markFor(experiment, which))) return false;
  const { training: recipe } = experiment;
  if (recipe === undefined || !folder.isBegun) return mark !== undefined;
  const { epochs = recipe.training.epochs } = formOf(experiment, which).shortened;
  return isTrainingOf(readOrNothing(folder), {
    network: checkNetworkSpec({ ...recipe.network, seed: which.seed }),
    settings: checkSettings({ ...recipe.training, epochs }),
  });
}

/** Whether a run folder's config is of that training, by this version. */
export function isTrainingOf(
  config: RunConfig | undefined,
  about: { readonly network: unknown; readonly settings: unknown },
): boolean {
  const now = { network: about.network, training: about.settings, nndl: version() };
  const then = { network: config?.network, training: config?.training, nndl: config?.versions.nndl };
  return JSON.stringify(then) === JSON.stringify(now);
}

/** A folder of which nobody can read what it is does not hold up the experiment. */
export function readOrNothing(folder: RunFolder): RunConfig | undefined {
  try {
    return folder.isBegun ? folder.readConfig() : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
