/** From flags to a run that is ready to go: everything is checked here, before anything is written. */
import { resolve } from "node:path";
import { formatChanges } from "@nndl/words/changes";
import { shellQuote } from "@nndl/words/shell-quote";
import { defaults } from "@nndl/words/train-defaults";
import { type TrainFlags, trainOptions } from "@nndl/words/train-options";
import {
  Checkpoints,
  expandByShifts,
  type Network,
  type NetworkSpec,
  network,
  type Remark,
  type TrainingRun,
  type TrainingSnapshot,
  train,
} from "nndl";
import { checkSettings } from "nndl/spec";
import { type Cut, type DataSets, openData, type ReadingRequest, sourceOf, withRemarks } from "../data-sets.ts";
import { nameNetwork } from "../describe-network.ts";
import { checkWritable } from "../files.ts";
import { readSpec } from "../network-spec.ts";
import { pictureOptions } from "../picture-options.ts";
import type { Reading } from "../reading-progress.ts";
import { runsDirectory } from "../runs-directory.ts";
import { UsageError } from "../usage-error.ts";
import { configOf, measuredIdentities } from "./config.ts";
import { foresee } from "./foresee.ts";
import { checkHasText, overPreset, presetFor, presetNetwork, type Usual, usualFor } from "./presets.ts";
import { checkFree, newRunFolder, type RunConfig, type RunFolder, type StartedFrom } from "./run-folder.ts";
import { evaluated, makeSetup, needsValidation, type Setup } from "./setup.ts";
import { fitStart, openStart, picturesOf, type Start, textOf } from "./start.ts";

export interface Request extends Reading {
  /** The file of a network's description, if one was given. */
  readonly file?: string | undefined;
  readonly flags: TrainFlags;
  readonly signal: AbortSignal;
  readonly version: string;
}

export interface PreparedRun {
  readonly folder: RunFolder;
  readonly config: RunConfig;
  readonly data: DataSets;
  readonly run: TrainingRun;
  readonly checkpoints: Checkpoints;
  /** The checkpoint that it goes on from. */
  readonly from?: string;
  /** Newer checkpoints that are damaged. */
  readonly skipped?: readonly string[];
  /** What is likely a mistake in the run itself. */
  readonly remarks: readonly Remark[];
  /** What a large network needs. */
  readonly forecast?: string;
  /** What was taken that nobody said, in a sentence, where that is not what any run takes. */
  readonly usual?: string;
}

/** A run that starts from its first weights. */
export async function prepareNew(request: Request): Promise<PreparedRun> {
  const { file, signal, version } = request;
  checkWritable(request.flags.out ?? runsDirectory);
  const now = new Date();
  if (request.flags.out !== undefined) checkFree(newRunFolder(request.flags.out, "", now));
  const asked = await complete(request, { isNew: true });
  const { spec, opened } = asked;
  const like = opened && picturesOf(opened);
  const preparation = textOf(opened?.network.preparation, asked.flags.data);
  const seed = asked.flags.seed ?? spec?.seed ?? defaults.seed;
  const data = await openFor(asked.flags, seed, request, { like, preparation });
  // Written down, so that the run is resumed and repeated without a look at that network.
  const flags = data.found?.kind === "pictures" ? { ...like, ...asked.flags } : asked.flags;
  const start = opened && fitStart(opened, data.training, flags.seed);
  const setup = makeSetup(flags, data, start?.network.spec ?? spec);
  const forecast = await foresee(setup, data, flags);
  const folder = newRunFolder(flags.out, nameNetwork(setup.network), now);
  const checkpoints = new Checkpoints(folder.checkpoints);
  const run = trainFor(setup, data, { flags, signal, checkpoints, start: start?.network });
  const config = configOf({
    ...{
      run,
      data,
      monitor: setup.monitor,
      flags: decisive(flags),
      checkpointEvery: flags.checkpointEvery ?? (forecast === undefined ? undefined : defaults.checkpointEveryLarge),
      version,
      now,
    },
    file: file === undefined ? undefined : resolve(file),
    from: start?.from,
  });
  return {
    folder,
    config,
    data,
    run,
    checkpoints,
    remarks: [...run.remarks, ...remarkOnOrder(data, flags)],
    ...(forecast === undefined ? {} : { forecast }),
    ...(asked.usual === undefined ? {} : { usual: asked.usual }),
  };
}

/** A run that goes on from its newest checkpoint, or from its beginning when it was interrupted before the first. */
export async function prepareResumed(folder: RunFolder, request: Request): Promise<PreparedRun> {
  const { signal } = request;
  const stored = folder.readConfig();
  const asked = await complete(request, { isNew: false });
  const { flags } = asked;
  const checkpoints = new Checkpoints(folder.checkpoints);
  const found = await checkpoints.latest();
  const data = await openFor({ ...stored.flags, ...decisive(flags) }, stored.network.seed, request, {
    cut: stored.data.cut ?? "in order",
    preparation: await textBefore(stored, found?.snapshot),
  });
  checkSame(folder, stored, asked, data);
  const training = { ...stored.training, epochs: request.flags.epochs ?? stored.training.epochs };
  const config: RunConfig = {
    ...stored,
    training,
    checkpointEvery: flags.checkpointEvery ?? stored.checkpointEvery,
    command: stored.command.replace(/--epochs \d+/, `--epochs ${training.epochs}`),
  };
  const setup = { network: stored.network, training, monitor: stored.monitor };
  const forecast = await foresee(setup, data, flags);
  const start = found === undefined && stored.from !== undefined ? await startAgain(stored, data) : undefined;
  const run = trainFor(setup, data, { flags, signal, checkpoints, resume: found?.snapshot, start });
  if (JSON.stringify(run.snapshot().data) !== JSON.stringify(stored.data.identity))
    throw new UsageError("run.data", {
      problem: `the data in ${stored.data.name} are not those that the run ${folder.name} began with`,
      next: "Bring the data back, or start a new run.",
    });
  const remarks = [...run.remarks, ...remarkOnMeasured(stored, data, run.progress.epoch)];
  return {
    folder,
    config: { ...config, data: { ...config.data, measured: measuredIdentities(stored.monitor, data) } },
    remarks,
    data,
    run,
    checkpoints,
    ...(forecast === undefined ? {} : { forecast }),
    ...(found === undefined ? {} : { from: found.path, skipped: found.skipped.map(({ path }) => path) }),
  };
}

/** How the text of a run is read that started from a network of characters: by that network's alphabet. */
async function textBefore({ from, flags }: RunConfig, snapshot: TrainingSnapshot | undefined) {
  if (from === undefined) return undefined;
  const preparation = snapshot?.preparation ?? (await openStart(from.path)).network.preparation;
  return textOf(preparation, flags.data);
}

/** The first weights of a run that was interrupted before its first checkpoint. */
async function startAgain({ from, seed, network: spec }: RunConfig, data: DataSets): Promise<Network> {
  const opened = await openStart((from as StartedFrom).path);
  const { network: start } = fitStart(opened, data.training, seed);
  if (opened.from.sha256 === from?.sha256 && JSON.stringify(start.spec) === JSON.stringify(spec)) return start;
  throw new UsageError("run.from", {
    problem: `the network in ${opened.from.path} is not the one that this run started from: its weights have changed`,
    next: "Bring that network back, or start a new run.",
  });
}

/** Carrying on says that examples follow one another, which those of a part that was drawn do not. */
function remarkOnOrder({ cut, divided }: DataSets, { order }: TrainFlags): readonly Remark[] {
  if (order !== "carried" || cut !== "by class" || divided === undefined) return [];
  return [
    {
      code: "run.carries-drawn",
      what: "Examples were drawn at random to be set aside: those that are learned from, whose state is carried on from one to the next, do not follow one another.",
      next: "Give data with a test set of their own, or leave --order carried out.",
    },
  ];
}

/** What of the measured sets is not what it was; earlier versions did not write down what it was. */
function remarkOnMeasured(
  { data: { measured }, monitor }: RunConfig,
  data: DataSets,
  epochs: number,
): readonly Remark[] {
  const now = measuredIdentities(monitor, data);
  const changed =
    epochs === 0 ? [] : monitor.filter((name) => measured?.[name] !== undefined && measured[name] !== now[name]);
  if (changed.length === 0) return [];
  return [
    {
      code: "run.measured",
      what:
        `The ${changed.join(" and ")} data have changed since this run began: what was measured in its first ` +
        `${epochs === 1 ? "epoch" : `${epochs} epochs`} was measured on other ones, and the two do not compare.`,
      next: "Bring the earlier data back, or measure the finished network anew: nndl evaluate.",
    },
  ];
}

interface TrainContext {
  readonly flags: TrainFlags;
  readonly signal: AbortSignal;
  readonly checkpoints: Checkpoints;
  readonly resume?: TrainingSnapshot | undefined;
  /** What it starts from instead of weights that are all drawn. */
  readonly start?: Network | undefined;
}

function trainFor(
  setup: Setup,
  data: DataSets,
  { flags, signal, checkpoints, resume, start }: TrainContext,
): TrainingRun {
  return train(start ?? network(setup.network), data.training, {
    ...setup.training,
    evaluate: evaluated(setup.monitor, data),
    threads: flags.threads ?? "auto",
    signal,
    lastCheckpoint: () => checkpoints.lastPath,
    ...(resume === undefined ? {} : { resume }),
  });
}

/** What the flags say of training that data are remarked on for. */
export function settingsOf({ order, classWeights }: TrainFlags) {
  return { shuffle: (order ?? "shuffled") === "shuffled", ...(classWeights === undefined ? {} : { classWeights }) };
}

/** How the flags say that data are to be read. */
export function readingOf(flags: TrainFlags, { onProgress, cache }: Reading): ReadingRequest {
  const { target, targetKind, without, steps } = flags;
  return { target, targetKind, without, steps, pictures: pictureOptions(flags), onProgress, cache };
}

interface How {
  readonly cut?: Cut;
  readonly like?: ReadingRequest["likePictures"];
  readonly preparation?: ReadingRequest["preparation"];
}

async function openFor(flags: TrainFlags, seed: number, request: Reading, how: How): Promise<DataSets> {
  const { data, validation, limit } = flags;
  const { cut, like, preparation } = how;
  const reading = { ...readingOf(flags, request), likePictures: like, preparation };
  const opened = await openData({ data, ...reading, validation, limit, cut, needsValidation: needsValidation(flags) });
  const sets = inRows(withRemarks(opened, settingsOf(flags)), flags);
  return flags.expand === "book" ? { ...sets, training: expandByShifts(sets.training, { seed }) } : sets;
}

/** Where rows read on, each has as many stretches as any other: what is left over is not learned from. */
function inRows(sets: DataSets, { order, batch = defaults.batch }: TrainFlags): DataSets {
  const { count } = sets.training;
  if (order !== "carried" || batch === "all" || count < batch || count % batch === 0) return sets;
  const whole = count - (count % batch);
  const divided = `${whole} of ${count} to learn from: ${whole / batch} for each of ${batch} rows`;
  return {
    ...sets,
    training: sets.training.take(whole),
    divided: sets.divided === undefined ? divided : `${sets.divided}; ${divided}`,
  };
}

/** The flags that decide what comes out, with the data's full name. */
function decisive(flags: TrainFlags): TrainFlags {
  const entries = Object.entries(flags).filter(([name]) => trainOptions[name as keyof TrainFlags].decides);
  return { ...Object.fromEntries(entries), ...(flags.data === undefined ? {} : { data: sourceOf(flags.data) }) };
}

/** What was asked for, with what a preset says where nobody says otherwise. */
export interface Asked extends Pick<Usual, "usual"> {
  readonly flags: TrainFlags;
  /** The network of a file or of a preset; absent when --layers has it. */
  readonly spec?: NetworkSpec | undefined;
  /** The network of --from. */
  readonly opened?: Start | undefined;
}

export async function complete({ file, flags }: Request, { isNew }: { readonly isNew: boolean }): Promise<Asked> {
  if (flags.from !== undefined) {
    if (file !== undefined || flags.preset !== undefined)
      throw new UsageError("option.from", {
        received: `--from ${flags.from} and ${file ?? `--preset ${flags.preset}`}`,
        expected: "a network must be described only once",
        next: "Leave out one of the two: a trained network's file says which layers it has.",
      });
    const opened = await openStart(flags.from);
    return { flags: { ...flags, from: opened.from.path }, spec: opened.network.spec, opened };
  }
  if (flags.preset === undefined && file === undefined) return isNew ? usualFor(flags) : { flags };
  if (flags.preset === undefined) return { flags, spec: await readSpec(file as string) };
  if (file !== undefined)
    throw new UsageError("option.preset", {
      received: `--preset ${flags.preset} and ${file}`,
      expected: "a network must be described only once",
      next: "Leave out the file or --preset.",
    });
  const preset = await presetFor(flags.preset);
  checkHasText(flags);
  const all = overPreset(flags, preset);
  return { flags: all, spec: flags.layers === undefined ? presetNetwork(preset, all) : undefined };
}

/** Before the moments are looked for in the run: it may be too short for those that somebody wants to add. */
function checkSameChanges(folder: RunFolder, { flags, command }: RunConfig, asked: TrainFlags): void {
  if (asked.changes === undefined) return;
  const [before, after] = [
    flags.changes === undefined ? "none" : formatChanges(flags.changes),
    formatChanges(asked.changes),
  ];
  if (before === after) return;
  const start = command
    .replace(/ --changes \S+/, "")
    .replace(/--epochs \d+/, (epochs) => (asked.epochs === undefined ? epochs : `--epochs ${asked.epochs}`));
  throw new UsageError("run.settings", {
    received: `--changes ${after}`,
    expected: `the run ${folder.name} must go on as it began, with --changes ${before}`,
    next: `Begin a run with them, which has the same bits up to the first of them: ${start} --changes ${shellQuote(after)} --out ANOTHER-FOLDER`,
  });
}

/** Options may be repeated when a run is resumed, but they must say what they said. */
function checkSame(folder: RunFolder, stored: RunConfig, asked: Asked, data: DataSets): void {
  const { epochs: _, ...given } = decisive(asked.flags);
  if (Object.keys(given).length === 0 && asked.spec === undefined) return;
  checkSameChanges(folder, stored, asked.flags);
  const described = [stored.networkFile, stored.flags.preset, stored.flags.from].some((each) => each !== undefined);
  const from = asked.flags.from ?? stored.flags.from;
  const spec =
    (from === undefined ? asked.spec : undefined) ??
    (described && given.layers === undefined ? stored.network : undefined);
  const setup = makeSetup({ ...stored.flags, ...given }, data, spec);
  const settings = checkSettings({ ...setup.training, evaluate: evaluated(setup.monitor, data) });
  const now = { network: setup.network, ...settings, epochs: 0, measured: setup.monitor, from };
  const then = {
    network: stored.network,
    ...stored.training,
    epochs: 0,
    measured: stored.monitor,
    from: stored.flags.from,
  };
  for (const key of Object.keys({ ...then, ...now }) as (keyof typeof now)[]) {
    const [before, after] = [JSON.stringify(then[key]), JSON.stringify(now[key])];
    if (before !== after)
      throw new UsageError("run.settings", {
        received: `${key} ${after ?? "none"}`,
        expected: `the run ${folder.name} must go on as it began, with ${key} ${before ?? "none"}`,
        next: "Leave these options out (the run's folder has them), or start a new run in another folder.",
      });
  }
}
