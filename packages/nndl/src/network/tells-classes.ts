import type { TargetKind } from "../data/index.ts";
import { NndlError } from "../errors.ts";
import { isSequence, type Shape } from "../layers/index.ts";

/**
 * Refuses to take the largest output for an answer where outputs are known to be values, or stand for a class of an example and are
 * one step's after another's, or the other way round.
 * @throws NndlError "network.classes"
 */
export function checkTellsClasses(
  {
    output,
    outputSize,
    targetKind,
  }: {
    readonly output: Shape;
    readonly outputSize: number;
    readonly targetKind: TargetKind | undefined;
  },
  each: "example" | "step" = "example",
): void {
  const isEach = isSequence(output);
  if (isEach !== (each === "step"))
    throw new NndlError("network.classes", {
      problem: isEach
        ? `this network answers at each of ${output[0]} steps, with ${output[1]} outputs: none of them stands for the class of an example`
        : "this network answers once for each example: it has no classes of single steps",
      next: isEach
        ? "Use predictClasses, which tells the class of each step; or let its last recurrent layer give on its last output alone."
        : "Use predictClass.",
    });
  if (targetKind !== "values") return;
  throw new NndlError("network.classes", {
    problem: `this network learned values, not classes: it has ${outputSize} ${outputSize === 1 ? "output" : "outputs"}, and none stands for a class`,
    next: "Use predict, and decide yourself what its outputs mean.",
  });
}
