/** What a network may be shown of a point besides x and y. */

import type { MadeInput, Preparation, TableColumn } from "nndl";
import { oneOf } from "nndl/check";
import { refuse } from "./check.ts";

/** In the order in which they are a network's inputs. */
export const featureNames = ["x", "y", "x²", "y²", "xy", "sin(πx)", "sin(πy)"] as const;
export type FeatureName = (typeof featureNames)[number];

const made: Readonly<Record<FeatureName, MadeInput>> = {
  x: { kind: "product", of: ["x"] },
  y: { kind: "product", of: ["y"] },
  "x²": { kind: "product", of: ["x", "x"] },
  "y²": { kind: "product", of: ["y", "y"] },
  xy: { kind: "product", of: ["x", "y"] },
  "sin(πx)": { kind: "sine", of: ["x"] },
  "sin(πy)": { kind: "sine", of: ["y"] },
};

/** What a network is shown where nobody says. */
export const usualFeatures: readonly FeatureName[] = ["x", "y"];

/**
 * Some features in their own order, whatever order they came in.
 * @throws NndlError "recipe.data"
 */
export function checkFeatures(value: unknown): readonly FeatureName[] {
  const code = "recipe.data";
  if (!Array.isArray(value) || value.length === 0 || value.length > featureNames.length)
    refuse(code, "data: features must be a list of at least one", value, `Give some of ${featureNames.join(", ")}.`);
  const given = (value as unknown[]).map((name) => oneOf(name, featureNames, { code, what: "a feature" }));
  const twice = given.find((name, i) => given.indexOf(name) < i);
  if (twice !== undefined) refuse(code, "data: each feature must be there once", twice, "Leave the second out.");
  return featureNames.filter((name) => given.includes(name));
}

const column = (name: string): TableColumn => ({ kind: "number", name, mean: 0, deviation: 1 });

/** How the inputs of a point are made: x, or x and y, are a table's columns; other inputs are made of these. */
export function inputsOfPoints(
  variables: 1 | 2,
  features: readonly FeatureName[] = usualFeatures,
): Extract<Preparation["inputs"], { readonly kind: "table" }> {
  const columns = ["x", "y"].slice(0, variables).map(column);
  const isUsual = variables === 1 || features.join() === usualFeatures.join();
  return { kind: "table", columns, ...(isUsual ? {} : { made: features.map((name) => made[name]) }) };
}
