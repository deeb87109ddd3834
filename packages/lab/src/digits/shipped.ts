/** The network that comes with the site, so that figures of digits answer before anything was trained. */
import { NndlError } from "nndl";
import { Trainer } from "../training/trainer.svelte.ts";
import { shippedRecipe } from "./shipped-facts.ts";
import { shippedFile } from "./shipped-file.ts";
import { once, siteFile } from "./site-file.ts";

/** It can be asked to read as soon as it is open. Questions about MNIST make it load that. */
export const shipped = new Trainer();

/**
 * Fetches and opens it, once for all figures of a page.
 * @throws NndlError "file.read", …
 */
export const openShipped: () => Promise<void> = once(async () => {
  const weights = await siteFile(shippedFile, "the network that comes with this page");
  if (await shipped.open(shippedRecipe, { weights })) return;
  const { code, problem, next } = shipped.failure!;
  throw new NndlError(code, { problem, next });
});
