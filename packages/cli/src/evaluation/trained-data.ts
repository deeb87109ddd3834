import type { SetName } from "@nndl/words/set-names";
import type { Dataset, Network } from "nndl";
import { type DataSets, divide, openWhole, sourceOf } from "../data-sets.ts";
import type { Reading } from "../reading-progress.ts";
import { UsageError } from "../usage-error.ts";

/** A data set to try a network on. */
export interface TrainedSet {
  readonly sets: DataSets;
  readonly examples: Dataset;
  readonly set: SetName | "all";
}

/**
 * One of the data sets that were asked for, or else of those that the network was trained on, divided as they were then: its
 * test set when nobody says which. Of other data that have no test set of their own, it is all of them, as the network has seen
 * none. Inputs are made as the network's are, whatever these data would be by themselves.
 *
 * @param target the column of a table that has what is right
 * @throws UsageError "option.set" when there is no such set; NndlError for data that cannot be opened
 */
export async function openTrainedSet(
  network: Network,
  data: string | undefined,
  set: SetName | undefined,
  target?: string,
  reading?: Reading,
): Promise<TrainedSet> {
  const trained = network.notes.training?.data as
    | { readonly source?: unknown; readonly validation?: unknown; readonly cut?: unknown }
    | undefined;
  const { preparation } = network;
  const isSeen = typeof trained?.source === "string" && (data === undefined || sourceOf(data) === trained.source);
  const whole = await openWhole(isSeen ? String(trained.source) : sourceOf(data), { target, preparation, ...reading });
  const needsValidation = set === "validation";
  const asThen = {
    validation: typeof trained?.validation === "number" ? trained.validation : undefined,
    cut: trained?.cut === "by class" ? trained.cut : "in order",
  } as const;
  // What was set aside for a network is its validation set, also where somebody names the data.
  const isCutAlike = isSeen && (data === undefined || trained?.validation !== 0);
  const sets = divide(whole, { needsValidation, ...(isCutAlike ? asThen : {}) });
  if (!isSeen && set === undefined && whole.test === undefined) return { sets, examples: whole.training, set: "all" };
  const examples = sets[set ?? "test"];
  if (examples === undefined) throw noSuchSet(set ?? "test", sets);
  return { sets, examples, set: set ?? "test" };
}

function noSuchSet(set: SetName, { name }: DataSets): UsageError {
  return new UsageError("option.set", {
    received: set,
    expected: `--set must name a set that ${name} has`,
    next: "Use --set test or --set training.",
  });
}
