/** The digits for the figures of a page, and a network that reads them. */
import { Trainer } from "../training/trainer.svelte.ts";
import { readerRecipe } from "./reader-recipe.ts";

/** All three sets can be looked at as soon as it is open; it reads once it is trained. */
export const reader = new Trainer();

let opening: Promise<boolean> | undefined;

/** Opens it once, and loads the digits, for whichever figure asks first. */
export function openReader(): Promise<boolean> {
  if (reader.hasData) return Promise.resolve(true);
  const open = async () => (reader.recipe !== undefined || (await reader.open(readerRecipe))) && reader.fetch();
  opening ??= open().finally(() => {
    opening = undefined;
  });
  return opening;
}

/** Trains it, unless it is trained or being trained; it can be asked meanwhile. */
export async function trainReader(): Promise<void> {
  if ((await openReader()) && reader.status !== "training" && reader.status !== "done") await reader.train();
}
