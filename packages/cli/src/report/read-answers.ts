/** Lets the networks of runs read their data, each data set being opened once. */
import { Network, NndlError } from "nndl";
import type { Context } from "../context.ts";
import { openTrainedSet, type TrainedSet } from "../evaluation/trained-data.ts";
import type { Reading } from "../reading-progress.ts";
import type { Run } from "../runs/run.ts";
import { LiveLine } from "../terminal/live-line.ts";
import { RunFolder } from "../training/run-folder.ts";
import { type Answers, answersOf } from "./answers.ts";
import { answersKey, keepAnswers, recallAnswers } from "./kept-answers.ts";

/** What the network of a run answers, or why nobody can tell. */
export type Answered = { readonly answers: Answers } | { readonly why: string };

/** Of each run that has a network, by its path. */
export async function readAnswers(
  { err, json, cache }: Context,
  runs: readonly Run[],
  reading: Reading,
): Promise<ReadonlyMap<string, Answered>> {
  const trained = runs.filter(({ path, training }) => training !== undefined && new RunFolder(path).isFinished);
  const opened = new Map<string, Promise<TrainedSet>>();
  const live = new LiveLine(err);
  const answered = new Map<string, Answered>();
  try {
    for (const [i, run] of trained.entries()) {
      if (!json) live.show([`Reading the test data: network ${i + 1} of ${trained.length}`]);
      answered.set(run.path, await answerOf(run, cache, opened, reading));
    }
  } finally {
    live.clear();
  }
  return answered;
}

async function answerOf(
  { path, training }: Run,
  cache: boolean,
  opened: Map<string, Promise<TrainedSet>>,
  reading: Reading,
): Promise<Answered> {
  const folder = new RunFolder(path);
  const key = cache && training !== undefined ? answersKey(folder.network, training.config) : undefined;
  const kept = key === undefined ? undefined : recallAnswers(key, folder);
  if (kept !== undefined) return { answers: kept };
  try {
    const network = await Network.load(folder.network);
    const sameData = JSON.stringify([network.notes.training?.data, network.preparation]);
    const set = opened.get(sameData) ?? openTrainedSet(network, undefined, undefined, undefined, reading);
    opened.set(sameData, set);
    const { sets, examples, set: name } = await set;
    const answers = await answersOf(network, examples, `${sets.name}, ${name}`);
    if (key !== undefined) keepAnswers(key, answers);
    return { answers };
  } catch (error) {
    if (error instanceof NndlError) return { why: error.message };
    throw error;
  }
}
