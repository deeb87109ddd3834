/** The accuracies of chapter 1's experiments, a row for each run. */
import { storedNames, storedRuns } from "../../../results/stored.ts";
import type { StoredRun } from "./methods.ts";

export const runs: readonly StoredRun[] = storedNames("ch1")
  .flatMap(storedRuns)
  .flatMap(({ name, measured: { accuracy } }) =>
    typeof accuracy === "number" ? [{ name, measured: { accuracy } }] : [],
  );
