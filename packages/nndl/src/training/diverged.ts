/** When the numbers of a run are no longer finite. */
import type { Failure } from "../engines/index.ts";
import { NndlError } from "../errors.ts";
import { brokenLayer } from "./measure.ts";
import type { RunParts } from "./run-parts.ts";

/** The error that ends such a run: where it was, and what to try. */
export function diverged({ network, options, course, standing }: RunParts, { step, layer }: Failure): NndlError {
  const { cursor, progress } = standing;
  const { type } = network.layers[layer].spec;
  const checkpoint = options.lastCheckpoint();
  return new NndlError("training.diverged", {
    problem: `training diverged: a number is no longer finite in epoch ${cursor.epoch}, mini-batch ${step} of the run, layer ${layer + 1} (${type})`,
    next: `Try a smaller learning rate than ${course.learningRate(cursor, progress, step)}.${
      checkpoint === undefined ? "" : ` The last good checkpoint is ${checkpoint}.`
    }`,
  });
}

/** The same, for a cost that is not finite. */
export function divergedAtTheOutputs(parts: RunParts): NndlError {
  return diverged(parts, { step: parts.standing.cursor.step, layer: parts.network.layers.length - 1 });
}

/**
 * Checks the weights in `network.parameters`.
 * @throws NndlError "training.diverged"
 */
export function checkWeights(parts: RunParts): void {
  const layer = brokenLayer(parts.network);
  if (layer !== undefined) throw diverged(parts, { step: parts.standing.cursor.step, layer });
}
