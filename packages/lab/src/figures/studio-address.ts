import type { Recipe } from "../training/recipe.ts";

/** Where the studio has these settings, from the site's root; what writes a link is loaded when somebody asks for one. */
export async function studioAddress(recipe: Recipe): Promise<string> {
  const [{ checkRecipe }, { writeLink }] = await Promise.all([
    import("../training/recipe.ts"),
    import("../studio/link.ts"),
  ]);
  return `studio/#${await writeLink({ recipe: checkRecipe(recipe) })}`;
}
