import type { Dataset, TargetKind } from "../data/index.ts";
import { checkData } from "../engines/session-checks.ts";
import { checkNetwork } from "../network/given-network.ts";
import type { Network } from "../network/index.ts";
import { checkTellsClasses } from "../network/tells-classes.ts";
import { type ClassReport, type ClassReportOptions, classReport } from "./class-report.ts";
import { outputsOn } from "./outputs-on.ts";
import { type ValueReport, valueReport } from "./value-report.ts";

/** What there is to say of a network and a data set, by the kind of its targets. */
export type Report<Kind extends TargetKind = TargetKind> = { classes: ClassReport; values: ValueReport }[Kind];

/**
 * How well a network does on a data set, in all that is commonly asked: {@link classReport} where it has classes,
 * {@link valueReport} where it has values. For cost and accuracy alone `network.evaluate` is faster.
 *
 * @throws NndlError "network.instance", "dataset.instance", "data.…" for data that do not fit, "network.classes" for classes of
 *   a network that learned values, "report.…", and what the wasm engine throws where it cannot run
 * @example
 * const report = await reportOn(net, digits.test);
 * report.classes[8].recall; // the part of the eights that are read as eights
 */
export async function reportOn<Kind extends TargetKind>(
  network: Network,
  data: Dataset<Kind>,
  options: ClassReportOptions = {},
): Promise<Report<Kind>> {
  checkNetwork(network);
  checkData(network, data);
  if (data.targets.kind === "classes") checkTellsClasses(network);
  const outputs = await outputsOn(network, data);
  const report: Report =
    data.targets.kind === "values" ? valueReport(data, outputs) : classReport(data, outputs, options);
  return report as Report<Kind>;
}
