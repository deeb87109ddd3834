import { isMnistItself } from "../training/data-choice.ts";
import type { CheckedRecipe } from "../training/recipe.ts";
import { hasBits } from "./runs.ts";

/** What a recipe's data are called as a file; undefined for MNIST, which the library brings. */
export function dataFileOf({ data }: CheckedRecipe): string | undefined {
  if (data.kind === "mnist")
    return isMnistItself(data) ? undefined : hasBits(data) ? "digit-bits-data.npz" : "few-digits-data.npz";
  if (data.kind === "toy") return `${data.name}-data.npz`;
  if (data.kind === "painted") return "painted-data.npz";
  if (data.kind === "function") return "function-data.npz";
  const plain = data.name
    .toLowerCase()
    .replace(/\.\w+$/, "")
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 40) || "my"}-data.npz`;
}
