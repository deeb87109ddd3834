import { NndlError } from "nndl";
import { show } from "nndl/check";
import { judgeEnsemble } from "nndl/ensemble";
import { sha256Hex } from "nndl/formats";
import type { EnsembleExperiment } from "./experiment.ts";
import type { ExperimentResult, RunOptions } from "./result.ts";
import { runTraining } from "./run-training.ts";

/**
 * The seeds of the networks that vote with a seed: those of seed 1 are 1 to 5, those of seed 2 are 6 to 10, so that no
 * network votes in two ensembles.
 *
 * @throws NndlError "experiment.seed" for seed 0, which would have none
 */
export function membersOf({ members }: EnsembleExperiment, seed: number, count = members): readonly number[] {
  if (seed < 1)
    throw new NndlError("experiment.seed", {
      received: show(seed),
      expected: "the seed of an ensemble must be at least 1",
      next: "Give another.",
    });
  if (!Number.isSafeInteger(count) || count < 1 || count > members)
    throw new NndlError("experiment.members", {
      received: show(count),
      expected: `this ensemble can have 1 to ${members} members`,
      next: "Leave it out for all of them.",
    });
  return Array.from({ length: count }, (_, i) => members * (seed - 1) + 1 + i);
}

/** Trains the members one after another, or takes those that `runMember` brings, and lets them vote. */
export async function runEnsemble(experiment: EnsembleExperiment, options: RunOptions): Promise<ExperimentResult> {
  const { seed, data, engine, threads, signal, runMember = runTraining } = options;
  const { member, evaluation } = experiment;
  const runs: ExperimentResult[] = [];
  for (const memberSeed of membersOf(experiment, seed, options.members)) {
    signal?.throwIfAborted();
    runs.push(await runMember(member, { ...options, seed: memberSeed }));
  }
  const started = performance.now();
  const networks = runs.map(({ network }) => network).filter((network) => network !== undefined);
  const { vote, members } = await judgeEnsemble(networks, data[evaluation], {
    ...(engine === undefined ? {} : { engine }),
    ...(threads === undefined ? {} : { threads }),
  });
  const { count } = data[evaluation];
  return {
    name: experiment.name,
    seed,
    value: (100 * vote.correct) / count,
    count,
    correct: [vote.correct],
    bestEpoch: 0,
    asInBook: runs.length === experiment.members && runs.every(({ asInBook }) => asInBook),
    seconds: runs.reduce((sum, run) => sum + run.seconds, 0) + (performance.now() - started) / 1000,
    members: runs.map((run, i) => ({ seed: run.seed, correct: members[i].correct, sha256: run.sha256 ?? "" })),
    mistakes: vote.mistakes.map(({ index, label, predicted }) => ({ index, label, predicted })),
    sha256: sha256Hex([new TextEncoder().encode(runs.map(({ sha256 }) => sha256).join("\n"))]),
  };
}
