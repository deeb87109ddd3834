/** Runs in a few words. */
import { describeNetwork } from "../describe-network.ts";
import { harmless } from "../terminal/wrap.ts";
import type { Run } from "./run.ts";

/** What it is, its network, its data, and how it stands: "training", "784-30-10 · …", "MNIST", "finished". */
export function describeRun(run: Run): readonly [kind: string, network: string, data: string, state: string] {
  return [kindOf(run), networkOf(run), dataOf(run), run.state];
}

/** "ch3/regularized, quick", "ensemble of 5", "Boltzmann machine", "training" */
export function kindOf({ experiment, ensemble, machines }: Run): string {
  if (experiment !== undefined)
    return [experiment.name, ...(experiment.form === "" ? [] : [experiment.form])].map(harmless).join(", ");
  if (machines !== undefined) return machines.config.hidden.length === 1 ? "Boltzmann machine" : "deep belief net";
  return ensemble === undefined ? "training" : `ensemble of ${ensemble.members}`;
}

/** The network of a training, or of the first member of an ensemble; of machines the hidden units. */
function networkOf({ training, experiment, ensemble, machines }: Run): string {
  if (machines !== undefined)
    return `${machines.config.hidden.join("-")} hidden${machines.config.classes ? ", classes" : ""}`;
  const config = training?.config ?? ensemble?.runs[0]?.training?.config;
  if (config !== undefined) return describeNetwork(config.network);
  const { trainings = [] } = experiment ?? {};
  return trainings.length === 0 ? "" : `${trainings.length} trainings`;
}

function dataOf({ training, ensemble, machines }: Run): string {
  if (machines !== undefined) return harmless(machines.config.data);
  const config = training?.config ?? ensemble?.runs[0]?.training?.config;
  return config === undefined ? "" : harmless(config.data.name);
}
