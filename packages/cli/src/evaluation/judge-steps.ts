/** How well a network does on data with a class at every step, as a text has: all steps together, and no examples one by one. */
import { count, percent, significant } from "@nndl/words/numbers";
import type { Dataset, Network } from "nndl";
import type { Context } from "../context.ts";
import type { DataSets } from "../data-sets.ts";
import { indent } from "../terminal/table.ts";
import { UsageError } from "../usage-error.ts";

interface Asked {
  readonly network: Network;
  readonly file: string;
  readonly name: string;
  readonly sets: DataSets;
  readonly examples: Dataset;
  readonly set: string;
  /** The option that asks about examples one by one, if one was given. */
  readonly unfit: "wrong" | "unsure" | "top" | undefined;
}

/** Whether a network has learned with its state carried on from stretch to stretch. */
export function carries({ notes }: Network): boolean {
  return notes.training?.carry === true;
}

/** @throws UsageError for options that ask about examples one by one */
export async function judgeSteps(context: Context, { network, file, name, sets, examples, set, unfit }: Asked) {
  if (unfit !== undefined)
    throw new UsageError(`option.${unfit}`, {
      received: `--${unfit} for ${examples.name}`,
      expected: `--${unfit} asks about examples that have one class each, and these have one at each step`,
      next: "Leave it out.",
    });
  // As it was measured when it learned to go on from stretch to stretch.
  const carry = carries(network);
  const evaluation = await network.evaluate(examples as Dataset<"classes">, { carry });
  const { count: steps, correct, cost } = evaluation;
  const accuracy = correct / steps;
  const bits = network.spec.cost === "log-likelihood" ? { bits: cost / Math.LN2 } : {};
  context.emit({
    ...{ network: file, data: sets.source, set, targets: "classes", count: steps, correct, accuracy, cost, ...bits },
    ...(carry ? { carry } : {}),
    sha256: network.sha256(),
  });
  const { style } = context.out;
  context.print(
    style.bold(name),
    style.dim(
      `${sets.name}, ${set}: ${count(examples.count)} sequences, ${count(steps)} steps${carry ? ", read on from each to the next" : ""}`,
    ),
    "",
    ...indent([
      `right       ${percent(accuracy)}, ${count(correct)} of ${count(steps)}`,
      `cost        ${significant(cost)}, without regularization`,
      ...(bits.bits === undefined ? [] : [`            ${significant(bits.bits)} bits each`]),
    ]),
  );
}
