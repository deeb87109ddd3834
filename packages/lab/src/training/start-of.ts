/** The network that a run begins with, where that is not drawn from the seed. */
import { startFrom } from "@nndl/words/start-from";
import { type Network, NndlError } from "nndl";
import { placeLayers, sizeOf } from "nndl/spec";
import type { CheckedRecipe } from "./recipe.ts";

/**
 * The network that a recipe starts from, with the recipe's seed and outputs.
 * @throws NndlError "recipe.from" where it is missing, or another one
 */
export function startOf({ from, network }: CheckedRecipe, read: Network | undefined): Network {
  const { name, sha256 } = from!;
  const next = "Give the network that the run was started from, or start from new weights.";
  if (read === undefined)
    throw new NndlError("recipe.from", {
      problem: `the network ${name}, which this run starts from, is not here`,
      next,
    });
  if (read.sha256() !== sha256)
    throw new NndlError("recipe.from", {
      received: `weights whose SHA-256 is ${read.sha256().slice(0, 12)}…`,
      expected: `this run starts from ${name}, whose SHA-256 is ${sha256.slice(0, 12)}…`,
      next,
    });
  const start = startFrom(read, sizeOf(placeLayers(network).at(-1)!.output), network.seed);
  if (JSON.stringify(start.spec) !== JSON.stringify(network))
    throw new NndlError("recipe.from", { problem: `the network of this run has other layers than ${name}`, next });
  if (start.outputSize !== read.outputSize) return start;
  // With the same outputs it can be asked before it learns anything, and what it learned before counts.
  start.preparation = read.preparation;
  start.targetKind = read.targetKind;
  start.notes = read.notes;
  return start;
}

/** The mini-batches that a saved network was trained for, as its file says. */
export function trainedFor(network: Network | undefined): number {
  const step = network?.notes.training?.step;
  return typeof step === "number" && Number.isSafeInteger(step) && step > 0 ? step : 0;
}
