import type { Recipe } from "../src/training/recipe.ts";

interface LabTrainer {
  open(recipe: Recipe): Promise<boolean>;
  train(wish: { until: number }): Promise<boolean>;
  readonly sha256?: string;
  readonly threads: number;
  readonly failure?: { readonly sentence: string };
}

/** For tests, to be run in a page of the lab, or beside it: trains for so many mini-batches, and says what came of it. */
export async function trainInPage([recipe, until]: readonly [Recipe, number], page: object = globalThis) {
  // The page's scripts come once it is painted.
  while (!("nndlLab" in page)) await new Promise((resolve) => setTimeout(resolve, 10));
  const { nndlLab } = page as { nndlLab: { trainer(): Promise<LabTrainer> } };
  const trainer = await nndlLab.trainer();
  await trainer.open(recipe);
  await trainer.train({ until });
  return { sha256: trainer.sha256, threads: trainer.threads, failure: trainer.failure?.sentence };
}
