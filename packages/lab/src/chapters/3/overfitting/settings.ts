/** What one can set in the figure that overfits, and what that is as a run. */
import { dense, dropout } from "nndl";
import type { Recipe } from "../../../training/recipe.ts";

export const imageCounts = ["100", "1000", "5000", "50000"] as const;

export interface Settings {
  /** Training images. */
  readonly images: number;
  /** λ of L2 and of L1; 0 is none. */
  readonly l2: number;
  readonly l1: number;
  /** Whether half of the hidden neurons are dropped. */
  readonly dropout: boolean;
  /** Whether the images are moved and turned, anew in each epoch. */
  readonly moved: boolean;
  /** Epochs without improvement after which it ends; 0 is never. */
  readonly patience: number;
  /** Images that are learned from altogether, in thousands. */
  readonly length: number;
  readonly seed: number;
}

/** Of the training images so many are looked at after each epoch. */
const mostMeasured = 5000;

export function epochsOf({ images, length }: Pick<Settings, "images" | "length">): number {
  return Math.max(1, Math.round((1000 * length) / images));
}

/** E3.7 of the book, with what is to help. */
export function recipeOf(settings: Settings): Recipe {
  const { images, l1, l2, patience, seed } = settings;
  const regularization = { ...(l1 > 0 ? { l1 } : {}), ...(l2 > 0 ? { l2 } : {}) };
  return {
    network: {
      input: [784],
      layers: [dense(30), ...(settings.dropout ? [dropout(0.5, { per: "mini-batch" })] : []), dense(10)],
      cost: "cross-entropy",
      initializer: "gaussian",
      seed,
    },
    data: { kind: "mnist", training: images, ...(patience > 0 ? { validation: 10_000 } : {}) },
    training: {
      epochs: epochsOf(settings),
      miniBatchSize: 10,
      learningRate: 0.5,
      ...(l1 > 0 || l2 > 0 ? { regularization } : {}),
      ...(settings.moved ? { expansion: { shift: 1, rotate: 10 } } : {}),
      ...(patience > 0
        ? { earlyStopping: { patience }, watch: { data: "validation", measure: "accuracy" as const } }
        : {}),
    },
    measured: {
      training: Math.min(images, mostMeasured),
      test: 10_000,
      ...(patience > 0 ? { validation: 10_000 } : {}),
    },
  };
}

/** The book's experiment that these are the settings of. */
export function commandOf(settings: Settings): string | undefined {
  const { images, length, seed, patience } = settings;
  if (images !== 1000 || length !== 400 || patience > 0 || settings.dropout || settings.moved || settings.l1 > 0)
    return undefined;
  const name = settings.l2 === 0 ? "overfitting" : settings.l2 === 0.1 ? "overfitting-regularized" : undefined;
  return name && `npx nndl reproduce ch3/${name}${seed === 1 ? "" : ` --seed ${seed}`}`;
}
