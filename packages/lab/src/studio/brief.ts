import type { InitializerName, LayerInput, LayerSpec, NetworkInput, NetworkSpec } from "nndl";
import { checkNetworkSpec, layerKind } from "nndl/spec";
import { checkDataChoice } from "../training/data-choice.ts";
import { type CheckedRecipe, checkRecipe, type Recipe } from "../training/recipe.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * A recipe without what it need not say: `checkRecipe` makes the same of it. Links and code are short that way, and
 * say what was chosen.
 */
export function briefRecipe(recipe: CheckedRecipe): Recipe {
  const network = briefNetwork(recipe.network);
  const data = brief(recipe.data, checkDataChoice) as unknown as Recipe["data"];
  const rest = { network: recipe.network, data: recipe.data };
  const measured = recipe.measured;
  const training = brief(recipe.training, (training) => checkRecipe({ ...rest, measured, training }).training);
  const usual = JSON.stringify(measured) === JSON.stringify({ test: 10_000 });
  return {
    ...{ network, data, training: training as unknown as Recipe["training"] },
    ...(usual ? {} : { measured }),
    ...(recipe.from === undefined ? {} : { from: recipe.from }),
  };
}

/** The same for the same run, wherever its settings come from. */
export function keyOf(recipe: Recipe): string {
  return JSON.stringify(briefRecipe(checkRecipe(recipe)));
}

/** A network without what it need not say; the initializer that most layers have is the network's own. */
export function briefNetwork(spec: NetworkSpec): NetworkInput {
  const initializer = commonInitializer(spec.layers);
  const layers = spec.layers.map((layer) => briefLayer(layer, initializer));
  const { layers: _, ...whole } = spec;
  // The layers only count here for what cost is usual after the last one.
  const fields = brief(whole, (rest) => checkNetworkSpec({ ...(rest as object), layers: spec.layers }));
  const { input, cost, seed } = fields as unknown as NetworkInput;
  return {
    input,
    layers,
    ...(cost === undefined ? {} : { cost }),
    ...(initializer === "scaled-gaussian" ? {} : { initializer }),
    ...(seed === undefined ? {} : { seed }),
  };
}

/** A layer without what it need not say in a network of that initializer. */
export function briefLayer(layer: LayerSpec, initializer: InitializerName): LayerInput {
  const { check, type } = layerKind(layer.type);
  return brief(layer, (fields) => check({ ...(fields as object) }, { initializer }, type)) as unknown as LayerInput;
}

/** The initializer that most layers have; the library's own where none has any. */
export function commonInitializer(layers: readonly LayerSpec[]): InitializerName {
  const counts = new Map<InitializerName, number>();
  for (const layer of layers)
    if ("initializer" in layer) counts.set(layer.initializer, (counts.get(layer.initializer) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? "scaled-gaussian";
}

/** Leaves out every field, and every field of a field, without which the whole is completed to the same. */
function brief(value: object, complete: (fields: unknown) => unknown): Fields {
  const wanted = JSON.stringify(complete(value));
  const isSame = (fields: Fields) => {
    try {
      return JSON.stringify(complete(fields)) === wanted;
    } catch {
      return false;
    }
  };
  let kept = value as Fields;
  const attempt = (candidate: Fields) => {
    if (isSame(candidate)) kept = candidate;
  };
  for (const [key, inner] of Object.entries(value)) {
    // A layer's own check does not ask for it, but whoever looks for that check does.
    if (key === "type") continue;
    const before = kept;
    attempt(without(kept, key));
    if (kept !== before) continue;
    // One number stands for two that are alike.
    if (Array.isArray(inner)) {
      if (inner.length > 1 && inner.every((each) => each === inner[0])) attempt({ ...kept, [key]: inner[0] });
    } else if (typeof inner === "object" && inner !== null)
      for (const part of Object.keys(inner)) attempt({ ...kept, [key]: without(kept[key] as Fields, part) });
  }
  return kept;
}

function without(fields: Fields, key: string): Fields {
  const { [key]: _, ...rest } = fields;
  return rest;
}
