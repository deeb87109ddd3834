import type { GivenFiles } from "../training/given-files.ts";
import type { ReadSource, SourceReport } from "../training/read-source.ts";
import type { DataShape } from "./draft.ts";

/** Files of the reader's, and what is known of them. */
export interface GivenData {
  readonly files: GivenFiles;
  readonly shape: DataShape;
  /** What was found in them, for people. */
  readonly report: SourceReport;
}

export function givenData({ files, report }: ReadSource): GivenData {
  const { shape, targets } = files.training;
  const classes = targets.kind === "classes";
  return { files, report, shape: { input: shape, outputs: classes ? targets.classes : targets.size, classes } };
}
