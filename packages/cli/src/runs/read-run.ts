/** From a folder to the run that it keeps, or to the reason why it is left alone. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { readStored, type StoredResult } from "@nndl/book";
import { NndlError } from "nndl";
import { show, systemReason } from "nndl/check";
import { BoltzmannFolder } from "../boltzmann/folder.ts";
import { EnsembleFolder } from "../ensemble/folder.ts";
import { hashIn } from "../training/card.ts";
import { lockedBy } from "../training/lock.ts";
import { RunFolder } from "../training/run-folder.ts";
import { readMetrics } from "./metrics.ts";
import type { KeptExperiment, LeftAlone, Run, Training } from "./run.ts";

/** Why a folder is left alone. */
class Unreadable extends Error {}

/** The run that a folder keeps; undefined where nothing in it says that it is a run's. */
export function readRun(path: string): Run | LeftAlone | undefined {
  const folder = new RunFolder(path);
  const named = { path, name: shortName(path) };
  try {
    const experiment = readExperiment(path);
    const ensemble = readEnsemble(path);
    const machines = readMachines(path);
    const training = folder.isBegun ? readTraining(folder) : undefined;
    if (experiment === undefined && ensemble === undefined && machines === undefined && training === undefined) {
      const part = [folder.metrics, folder.network, folder.card].find((file) => existsSync(file));
      if (part === undefined) return undefined;
      throw new Unreadable(`it has ${relative(path, part)}, but no config.json`);
    }
    return {
      ...named,
      state: stateOf(
        path,
        experiment,
        ensemble,
        machines === undefined ? folder.isFinished : isFinished(path, machines),
      ),
      began: beganAt(path, training),
      ...(training === undefined ? {} : { training }),
      ...(experiment === undefined ? {} : { experiment }),
      ...(ensemble === undefined ? {} : { ensemble }),
      ...(machines === undefined ? {} : { machines }),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { ...named, why: error.message };
    if (error instanceof Error && "syscall" in error)
      return { ...named, why: `it cannot be read: ${systemReason(error).text}` };
    throw error;
  }
}

export function isRun(found: Run | LeftAlone | undefined): found is Run {
  return found !== undefined && !("why" in found);
}

/** As short as it can be said from here. */
export function shortName(path: string): string {
  return new RunFolder(path).name;
}

function stateOf(
  path: string,
  experiment: KeptExperiment | undefined,
  ensemble: Run["ensemble"],
  hasResult: boolean,
): Run["state"] {
  if (lockedBy(path) !== undefined) return "running";
  if (ensemble !== undefined) {
    if (ensemble.runs.some(({ state }) => state === "running")) return "running";
    const done = ensemble.runs.filter(({ state }) => state === "finished").length;
    return done === ensemble.members ? "finished" : "interrupted";
  }
  return (experiment === undefined ? hasResult : experiment.result !== undefined) ? "finished" : "interrupted";
}

/** What its settings say, or when the file was written that marks it. */
function beganAt(path: string, training: Training | undefined): number {
  const said = training === undefined ? Number.NaN : Date.parse(training.config.created);
  if (Number.isFinite(said)) return said;
  const marks = ["config.json", "experiment.json", "ensemble.json", "boltzmann.json"].map((name) => join(path, name));
  const mark = marks.find((file) => existsSync(file));
  return mark === undefined ? 0 : statSync(mark).mtimeMs;
}

function readTraining(folder: RunFolder): Training {
  checkFormat(folder.config, "nndl run 1");
  try {
    const config = folder.readConfig();
    const { epochs, unreadable } = readMetrics(folder.metrics);
    const sha256 = existsSync(folder.card) ? hashIn(readFileSync(folder.card, "utf8")) : undefined;
    return { config, epochs, unreadable, ...(sha256 === undefined ? {} : { sha256 }) };
  } catch (error) {
    if (!(error instanceof NndlError)) throw error;
    throw new Unreadable(`its config.json is not one that a run wrote: ${error.received ?? error.problem}`);
  }
}

/** experiment.json with what was done so far. */
function readExperiment(path: string): KeptExperiment | undefined {
  const file = join(path, "experiment.json");
  if (!existsSync(file)) return undefined;
  const mark = checkFormat(file, "nndl experiment 1") as Partial<KeptExperiment>;
  const { name, seed, form } = mark;
  if (typeof name !== "string" || !Number.isSafeInteger(seed) || typeof form !== "string")
    throw new Unreadable("its experiment.json lacks some of its fields");
  const result = readResult(join(path, "result.json"));
  if (result !== undefined && (result.name !== name || result.seed !== seed))
    throw new Unreadable(
      `its result.json is of ${result.name} with seed ${result.seed}, and not of ${name} with ${seed}`,
    );
  return {
    name,
    seed: seed!,
    form,
    ...(result === undefined ? {} : { result }),
    trainings: namesIn(join(path, "trainings")).map((each) => join(path, "trainings", each)),
    steps: namesIn(join(path, "steps")).filter((each) => each.endsWith(".json")).length,
  };
}

function readResult(file: string): StoredResult | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readStored(readFileSync(file, "utf8"), "result.json");
  } catch (error) {
    if (error instanceof NndlError) throw new Unreadable(`it has ${error.received}`);
    throw error;
  }
}

function readEnsemble(path: string): Run["ensemble"] {
  const folder = new EnsembleFolder(path);
  if (!folder.isBegun) return undefined;
  checkFormat(join(path, "ensemble.json"), "nndl ensemble 1");
  try {
    const setup = folder.read();
    return {
      members: setup.members,
      runs: folder
        .members(setup)
        .map((member) => readRun(member.path))
        .filter(isRun),
    };
  } catch (error) {
    if (error instanceof NndlError) throw new Unreadable(error.problem);
    throw error;
  }
}

function readMachines(path: string): Run["machines"] {
  const folder = new BoltzmannFolder(path);
  if (!folder.isBegun) return undefined;
  checkFormat(join(path, "boltzmann.json"), "nndl boltzmann 1");
  try {
    return { config: folder.read(), done: folder.done };
  } catch (error) {
    if (error instanceof NndlError) throw new Unreadable(error.problem);
    throw error;
  }
}

/** Whether there is what all of it was for. */
function isFinished(path: string, { config }: NonNullable<Run["machines"]>): boolean {
  return existsSync(new BoltzmannFolder(path).result(config.hidden.length));
}

/** What a file says that says first of which format it is. */
function checkFormat(file: string, format: string): unknown {
  const name = basename(file);
  let value: { readonly format?: unknown } | null;
  try {
    value = JSON.parse(readFileSync(file, "utf8")) as typeof value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Unreadable(`its ${name} is damaged, or half written`);
  }
  if (typeof value !== "object" || value === null) throw new Unreadable(`its ${name} holds ${show(value)}`);
  if (value.format !== format)
    throw new Unreadable(`its ${name} has the format ${show(value.format)}, and this version reads ${show(format)}`);
  return value;
}

function namesIn(folder: string): string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith("."))
        .sort()
    : [];
}
