import type { Trainer } from "../../../training/trainer.svelte.ts";
import { allAtOnce, images } from "../training/recipe.ts";
import { type Deep, placesOf } from "./network.ts";
import type { LayerGradients } from "./speeds.ts";

/** The gradients before training over the book's thousand images, by the page's worker; undefined where they could not be had. */
export async function gradientsOverThousand(
  trainer: Trainer,
  deep: Deep,
): Promise<readonly LayerGradients[] | undefined> {
  if (!(await trainer.open(allAtOnce(deep))) || !(await trainer.fetch())) return undefined;
  const answer = await trainer.ask({ about: "gradients", examples: images, training: deep.normalized, byUnit: true });
  const at = (place: number) => answer?.layers.find(({ index }) => index === place)?.units;
  return placesOf(deep).map(({ weights, shift }) => ({ biases: at(shift)!.biases, weights: at(weights)!.weights }));
}
