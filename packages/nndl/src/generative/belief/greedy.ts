import { integer, plainObject } from "../../check.ts";
import type { Dataset } from "../../data/index.ts";
import { NndlError, show } from "../../errors.ts";
import type { MachineEvent } from "../events.ts";
import type { BoltzmannMachine } from "../machine.ts";
import type { MachineSnapshot } from "../machine-snapshot.ts";
import { type MachineRun, trainMachine } from "../run.ts";
import type { MachineOptions } from "../settings.ts";
import { machineFeatures, withClassUnits } from "./features.ts";

/** How to train machines one upon another: what they have in common, and what each has of its own. */
export interface GreedyOptions extends Omit<MachineOptions, "evaluate"> {
  /** For some of the machines, in their order, what is otherwise. */
  readonly machines?: readonly Partial<Omit<MachineOptions, "evaluate">>[] | undefined;
  /** Goes on with this machine, from its snapshot if it has one; those below are taken to be trained. */
  readonly resume?: { readonly machine: number; readonly snapshot?: MachineSnapshot | undefined } | undefined;
}

/** What happened, and in the training of which machine, counted from 0. */
export type GreedyEvent = MachineEvent & { readonly machine: number; readonly machines: number };

/**
 * Trains the machines of a deep belief net from the bottom, each on the hidden units' means of the one below; the last with the
 * classes as further units, if it has some. Iterate over it to make it happen.
 *
 * @param onStart called with each machine's run as it begins: what `snapshot()` gives then is what `resume` takes
 * @throws NndlError "boltzmann.…", "belief.classes", "belief.machines"
 * @example
 * const machines = beliefMachines({ sizes: [784, 20, 10], classes: 10 });
 * for await (const { machine, type } of trainGreedily(machines, digits.test, { epochs: 1, learningRate: 0.1 }))
 *   console.log(machine, type);
 * const net = BeliefNet.fromMachines(machines);
 */
export async function* trainGreedily(
  machines: readonly BoltzmannMachine[],
  data: Dataset,
  options: GreedyOptions,
  onStart: (run: MachineRun, machine: number) => void = () => {},
): AsyncGenerator<GreedyEvent, void> {
  const {
    machines: own = [],
    resume,
    ...common
  } = plainObject(options, {
    code: "boltzmann.options",
    what: "the options of a greedy training",
  }) as unknown as GreedyOptions;
  const first = integer(
    resume?.machine ?? 0,
    { code: "belief.machines", what: "the machine to go on with" },
    { min: 0, max: machines.length },
  );
  if (own.length > machines.length)
    throw new NndlError("belief.machines", {
      received: `options for ${own.length} machines`,
      expected: `there are ${machines.length} machines: ${show(machines.map(({ spec }) => spec.hidden))}`,
      next: "Give options for at most as many.",
    });
  let features = data;
  for (const [index, machine] of machines.entries()) {
    const { classes } = machine.spec;
    const seen = classes > 0 ? withClassUnits(features, classes) : features;
    if (index >= first) {
      const settings = { ...common, ...own[index] };
      const snapshot = index === first ? resume?.snapshot : undefined;
      if (snapshot === undefined) machine.startFrom(seen);
      const run = trainMachine(machine, seen, snapshot === undefined ? settings : { ...settings, resume: snapshot });
      onStart(run, index);
      for await (const event of run) yield { ...event, machine: index, machines: machines.length };
      if (run.outcome?.reason === "aborted") return;
    }
    if (index < machines.length - 1) features = await machineFeatures(machine, features, common.threads);
  }
}
