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

/**
 * Refuses a class at every step for what asks for one of each example.
 * @throws NndlError "dataset.label"
 */
export function checkOneLabelEach({ labelsEach, name }: Dataset, what: string): void {
  if (labelsEach <= 1) return;
  throw new NndlError("dataset.label", {
    received: `${name}: a class at each of ${labelsEach} steps of an example`,
    expected: `${what} goes by one class for each example`,
    next: "Give each example a class of its own, or measure with evaluate, which counts every step.",
  });
}
