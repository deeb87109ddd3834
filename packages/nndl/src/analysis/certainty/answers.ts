import { type ClassTargets, checkDataset, checkOneLabelEach, type Dataset } from "../../data/index.ts";
import { NndlError } from "../../errors.ts";
import { outputRows } from "../class-report.ts";

/** A data set with classes, and a network's outputs for each of its examples. */
export interface Answers {
  readonly labels: ClassTargets["labels"];
  /** How many outputs there are. */
  readonly size: number;
  readonly rows: (example: number) => ArrayLike<number>;
}

/** @throws NndlError "dataset.instance", "report.data" for targets that are values, "report.outputs" */
export function checkAnswers(data: Dataset, outputs: unknown): Answers {
  checkDataset(data);
  const { targets } = data;
  if (targets.kind === "values")
    throw new NndlError("report.data", {
      received: "targets that are values",
      expected: `${data.name}: how certain answers are can be asked only of data that have classes`,
      next: "Use valueReport.",
    });
  checkOneLabelEach(data, "how certain an answer is");
  return { labels: targets.labels, ...outputRows(outputs, data) };
}
