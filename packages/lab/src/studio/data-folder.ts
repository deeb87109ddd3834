import type { CheckedRecipe } from "../training/recipe.ts";
import { hasBits } from "./runs.ts";

/** What a recipe's data are called as a folder of IDX files; undefined for MNIST, which the library brings. */
export function folderOf({ data }: CheckedRecipe): string | undefined {
  if (data.kind === "mnist") return hasBits(data) ? "digit-bits-data" : undefined;
  if (data.kind === "toy") return `${data.name}-data`;
  if (data.kind === "function") return "function-data";
  const plain = data.name
    .toLowerCase()
    .replace(/\.\w+$/, "")
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 40) || "my"}-data`;
}
