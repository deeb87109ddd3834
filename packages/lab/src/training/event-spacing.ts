import type { NetworkSpec } from "nndl";
import { layerCosts, totalCosts } from "nndl/analysis";

/** Examples between two turns for others where all of them are looked at before each step. */
export const pieceOfAll = 128;

/** A modest machine's multiply-adds in a second, and what a mini-batch costs besides. */
const speed = 1e10;
const overhead = 2e-6;

/** Seconds from one word of a run to the next, and how many words at least a whole run says. */
const seconds = 0.025;
const words = 300;

/**
 * For how many milliseconds at most a run keeps its thread without a word: for a mini-batch, or while it measures a set.
 * Several times as long as a modest machine takes, for one that is busy with other things.
 */
export function longestSilence(network: NetworkSpec, miniBatchSize: number, measured: number): number {
  const { multiplyAdds } = totalCosts(layerCosts(network));
  return 8000 + (4 * 1000 * multiplyAdds * Math.max(3 * miniBatchSize, measured)) / speed;
}

/**
 * After how many mini-batches a run says how it goes: 1, 2, 5, 10, 20, … It depends on the description alone, so that a
 * curve has the same points on every machine.
 *
 * @param steps mini-batches of the whole run
 */
export function eventSpacing(network: NetworkSpec, miniBatchSize: number, steps: number): number {
  const { multiplyAdds } = totalCosts(layerCosts(network));
  const each = (3 * multiplyAdds * miniBatchSize) / speed + overhead;
  const most = Math.max(1, Math.min(seconds / each, steps / words));
  const power = 10 ** Math.floor(Math.log10(most));
  return power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
}
