/** What could be trained for ever without learning: refused before it is. */
import type { Dataset, ValueTargets } from "../data/index.ts";
import { checkFrozen } from "../engines/frozen.ts";
import { NndlError } from "../errors.ts";
import { activations, leastOf, mostOf } from "../functions/index.ts";
import { activationOf, isSequence, sizeOf } from "../layers/index.ts";
import type { Network } from "../network/index.ts";
import { checkFullBatch } from "./check-full-batch.ts";
import type { Course } from "./course.ts";

/** How far float32 numbers that should be bounds, or add up to 1, may miss them. */
const rounding = 1e-6;
const roundingOfSums = 1e-3;

/**
 * Refuses networks that cannot learn from some data, whatever becomes of their weights.
 *
 * @throws NndlError "training.freeze" for layers that cannot be frozen, "training.softmax" for a softmax of one unit, "data.targets" for targets that the outputs never reach,
 *   "training.miniBatchSize" as {@link checkMiniBatches}, and what {@link checkFullBatch} throws
 */
export function checkTrainable(network: Network, data: Dataset, course: Course): void {
  checkFrozen(network, course.settings.freeze, "training.freeze");
  checkSoftmax(network);
  if (data.targets.kind === "values") checkReach(network, data.targets, data.lengths);
  checkMiniBatches(network, course);
  checkFullBatch(network, course);
}

/**
 * Refuses mini-batches of one example where batch normalization sees a single value of each channel: it makes β of it
 * whatever it is, so that nothing before it ever learns.
 *
 * @throws NndlError "training.miniBatchSize"
 */
export function checkMiniBatches(network: Network, course: Course): void {
  const layer = singleValued(network, course.settings.freeze);
  if (layer === undefined || course.smallestMiniBatch > 1) return;
  throw new NndlError("training.miniBatchSize", {
    received: "mini-batches of 1",
    expected:
      `layer ${layer + 1}, batchNorm, compares the examples of a mini-batch: of a single one it leaves nothing, ` +
      "and no layer before it would ever learn",
    next: "Use mini-batches of 2 or more, 16 for example, or leave the batch normalization out.",
  });
}

/** The first batch normalization that learns from mini-batches and sees one value of each channel in each example. */
export function singleValued({ layers }: Network, freeze: readonly number[] = []): number | undefined {
  return layers.find(
    ({ index, spec, input }) => spec.type === "batchNorm" && !freeze.includes(index) && sizeOf(input) === input[0],
  )?.index;
}

function checkSoftmax({ layers }: Network): void {
  for (const { index, spec, output } of layers) {
    if (activationOf(spec) !== "softmax" || (isSequence(output) ? output[1] : sizeOf(output)) > 1) continue;
    throw new NndlError("training.softmax", {
      received: `layer ${index + 1}, ${spec.type}, with one output`,
      expected:
        "a softmax needs two outputs or more: they add up to 1, so that a single one is always 1 and never learns",
      next: "Use sigmoid for one output between 0 and 1, or a softmax of two units for two classes.",
    });
  }
}

/** Refuses targets outside of what the last layer's activation gives: their cost could never fall to 0. */
function checkReach(network: Network, { values, size }: ValueTargets, lengths: Uint32Array | undefined): void {
  const activation = activations[activationOf(network.layers[network.layers.length - 1].spec)];
  const [least, most] = [leastOf(activation), mostOf(activation)];
  const refuse = (received: string, expected: string, next: string): never => {
    throw new NndlError("data.targets", { received, expected, next });
  };
  const wrong = values.findIndex((value) => value < least - rounding || value > most + rounding);
  if (wrong >= 0)
    refuse(
      `the target ${values[wrong]} (example ${Math.floor(wrong / size)})`,
      `outputs of ${activation.name} lie ${intervalOf(least, most)}, and never reach it`,
      `${scaling(values, least, most)}, or end in a linear layer with the quadratic cost.`,
    );
  if (activation.range !== "distribution") return;
  const width = isSequence(network.output) ? network.output[1] : size;
  for (let from = 0; from < values.length; from += width) {
    const example = Math.floor(from / size);
    // What lies behind the end of a sequence is compared with nothing.
    if (lengths !== undefined && from - example * size >= lengths[example] * width) continue;
    let sum = 0;
    for (let i = from; i < from + width; i++) sum += values[i];
    if (Math.abs(sum - 1) > roundingOfSums)
      refuse(
        `targets that add up to ${Number(sum.toPrecision(6))} (example ${example})`,
        "outputs of softmax add up to 1, and so must the targets of an example",
        "Use sigmoid where several may be true at once, or divide the targets of each example by their sum.",
      );
  }
}

function intervalOf(least: number, most: number): string {
  return most === Number.POSITIVE_INFINITY ? `from ${least} up` : `between ${least} and ${most}`;
}

/** How the targets at hand can be brought into an interval. */
function scaling(values: Float32Array, least: number, most: number): string {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const minus = (value: number) => (value < 0 ? `+ ${short(-value)}` : `− ${short(value)}`);
  if (most === Number.POSITIVE_INFINITY)
    return `Add ${short(least - low)} to the targets, so that none lies below ${least}`;
  const share = `(y ${minus(low)}) / ${short(high - low || 1)}`;
  return `Scale the targets: they lie from ${short(low)} to ${short(high)}, and ${
    least === 0 ? share : `2 ${share} − 1`
  } lies ${intervalOf(least, most)}`;
}
