import { NndlError, show } from "../errors.ts";
import { Dataset } from "./dataset.ts";

/**
 * Refuses what is no data set.
 * @throws NndlError "dataset.instance"
 */
export function checkDataset(value: unknown): asserts value is Dataset {
  if (value instanceof Dataset) return;
  throw new NndlError("dataset.instance", {
    received: show(value),
    expected: "the data must be a Dataset",
    next: "Make one with classification, regression, idxDirectory or mnist.",
  });
}
