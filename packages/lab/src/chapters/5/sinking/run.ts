/** A deep network that learns a thousand digits, and how the activations of its hidden layers lie meanwhile. */
import type { Recipe } from "../../../training/recipe.ts";
import type { Trainer } from "../../../training/trainer.svelte.ts";
import { type Deep, networkOf, placesOf } from "../deep/network.ts";

export const images = 1000;
export const epochs = 100;
export const miniBatchSize = 10;
/** Of so many images the activations are looked at. */
const looked = 300;
const tested = 1000;

/** After how many epochs it is measured: often at first. */
export const measuredAt: readonly number[] = Array.from({ length: epochs + 1 }, (_, epoch) => epoch).filter(
  (epoch) => epoch <= 10 || (epoch <= 30 && epoch % 2 === 0) || epoch % 5 === 0,
);
export const steps = measuredAt.map((epoch) => (epoch * images) / miniBatchSize);

export function recipeOf(deep: Deep, momentum: number): Recipe {
  return {
    network: networkOf(deep),
    data: { kind: "mnist", training: images, test: 2000 },
    training: {
      epochs,
      miniBatchSize,
      learningRate: 0.1,
      ...(momentum > 0 ? { optimizer: { type: "momentum", momentum } } : {}),
    },
    measured: {},
  };
}

export interface Found {
  /** Of each hidden layer. */
  readonly layers: readonly { readonly mean: number; readonly deviation: number }[];
  /** Percent of the test images. */
  readonly accuracy: number;
}

/** How it is with a run now; undefined where it was stopped meanwhile. */
export async function look(trainer: Trainer, deep: Deep): Promise<Found | undefined> {
  const histograms = await trainer.ask({ about: "histogram", of: "activations", examples: looked, bins: 2 });
  const measure = await trainer.ask({ about: "measure", set: "test", limit: tested });
  if (histograms === undefined || measure?.accuracy === undefined) return undefined;
  const layers = placesOf(deep).map(({ shift }) => {
    const { mean, deviation } = histograms.layers.find(({ index }) => index === shift)!;
    return { mean, deviation };
  });
  return { layers, accuracy: 100 * measure.accuracy };
}

/** What one sees of the last hidden layer. */
export function verdictOn(found: readonly Found[]): string {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return "";
  const now = last.layers.at(-1)!;
  const before = first.layers.at(-1)!;
  const reads = `${Math.round(last.accuracy)} % of the test images are read.`;
  const lowest = Math.min(...found.map(({ layers }) => layers.at(-1)!.deviation));
  if (now.deviation < 0.8 * before.deviation) return `The last hidden layer says ever less. ${reads}`;
  if (lowest < 0.8 * before.deviation) return `The last hidden layer had sunk, and has come up again. ${reads}`;
  return `The last hidden layer does not sink. ${reads}`;
}
