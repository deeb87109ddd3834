import type { TargetKind } from "../data/index.ts";
import { NndlError } from "../errors.ts";

/**
 * Refuses to take the largest output for an answer where outputs are known to be values.
 * @throws NndlError "network.classes"
 */
export function checkTellsClasses({
  outputSize,
  targetKind,
}: {
  readonly outputSize: number;
  readonly targetKind: TargetKind | undefined;
}): void {
  if (targetKind !== "values") return;
  throw new NndlError("network.classes", {
    problem: `this network learned values, not classes: it has ${outputSize} ${outputSize === 1 ? "output" : "outputs"}, and none stands for a class`,
    next: "Use predict, and decide yourself what its outputs mean.",
  });
}
