/** An experiment in which several trained networks vote. */
import { NndlError } from "nndl";
import { show } from "nndl/check";
import { judgeEnsemble } from "nndl/ensemble";
import type { Experiment } from "./experiment.ts";
import type { BookResult } from "./trains.ts";

export interface VotingExperiment extends Omit<Experiment, "claim" | "figures" | "chance" | "training" | "run"> {
  readonly members: number;
  /** What each of them is a run of. */
  readonly member: Experiment;
  readonly book: BookResult;
}

/** How many vote in the quick form. */
const quickMembers = 2;

/**
 * The experiment that lets runs of another vote: those of seed 1 are its runs with the seeds 1 to 5, those of seed 2 with 6
 * to 10, so that no network votes in two ensembles.
 */
export function votes({ members, member, book, ...rest }: VotingExperiment): Experiment {
  return {
    ...rest,
    member,
    about: `The vote of ${members} networks, each a run of ${member.name}.`,
    claim: book.text,
    chance: true,
    figures: {
      accuracy: {
        kind: "number",
        title: "test accuracy of the vote",
        unit: "%",
        text: book.text,
        ...(book.value === undefined ? {} : { book: book.value, judge: { by: "seeds" } }),
      },
      alone: { kind: "number", title: "mean test accuracy of its networks", unit: "%" },
      mistakes: { kind: "series", title: "test images that the vote misreads", x: "image", y: "taken for" },
    },
    async run(bench) {
      const number = bench.quick ? quickMembers : members;
      const runs = [];
      for (const seed of membersOf(members, bench.seed).slice(0, number)) runs.push(await bench.other(member, seed));
      const networks = runs.flatMap((run) => run.networks);
      const { test } = bench.data;
      const { vote, members: alone } = await judgeEnsemble(networks, test);
      return {
        accuracy: (100 * vote.correct) / test.count,
        alone: (100 * alone.reduce((sum, { correct }) => sum + correct, 0)) / alone.length / test.count,
        mistakes: vote.mistakes.map(({ index, predicted }) => [index, predicted] as const),
      };
    },
  };
}

/** @throws NndlError "experiment.seed" for seed 0, which would have none */
export function membersOf(members: number, seed: number): readonly number[] {
  if (seed < 1)
    throw new NndlError("experiment.seed", {
      received: show(seed),
      expected: "the seed of an ensemble must be at least 1",
      next: "Give another.",
    });
  return Array.from({ length: members }, (_, i) => members * (seed - 1) + 1 + i);
}
