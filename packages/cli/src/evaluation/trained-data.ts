import type { SetName } from "@nndl/words/set-names";
import type { Dataset, Network } from "nndl";
import { type DataSets, openData, sourceOf } from "../data-sets.ts";
import { UsageError } from "../usage-error.ts";

/**
 * One of the data sets that were asked for, or else of those that the network was trained on, divided as they were then.
 *
 * @throws UsageError "option.set" when there is no such set; NndlError for data that cannot be opened
 */
export async function openTrainedSet(
  network: Network,
  data: string | undefined,
  set: SetName,
): Promise<{ readonly sets: DataSets; readonly examples: Dataset }> {
  const sets = await openSets(network, data, set);
  const examples = sets[set];
  if (examples === undefined) throw noSuchSet(set, sets);
  return { sets, examples };
}

async function openSets(network: Network, data: string | undefined, set: SetName): Promise<DataSets> {
  const trained = network.notes.training?.data as
    | { readonly source?: unknown; readonly validation?: unknown; readonly cut?: unknown }
    | undefined;
  const needsValidation = set === "validation";
  // What was set aside for a network is its validation set, also where somebody names the data.
  const isTheSame = trained?.validation !== 0 && data !== undefined && sourceOf(data) === trained?.source;
  if ((data !== undefined && !isTheSame) || typeof trained?.source !== "string")
    return openData({ data, needsValidation });
  const validation = typeof trained.validation === "number" ? trained.validation : undefined;
  const cut = trained.cut === "by class" ? trained.cut : "in order";
  return openData({ data: trained.source, validation, needsValidation, cut });
}

function noSuchSet(set: SetName, { name }: DataSets): UsageError {
  return new UsageError("option.set", {
    received: set,
    expected: `--set must name a set that ${name} has`,
    next: "Use --set test or --set training.",
  });
}
