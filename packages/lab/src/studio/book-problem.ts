import { activationWords, costWords } from "@nndl/words/setting-words";
import type { NetworkSpec } from "nndl";
import { layerNames } from "./layer-fields.ts";

/** Why the book's own format cannot hold a network, in a sentence; undefined where it can. */
export function bookProblem({ layers, cost }: NetworkSpec): string | undefined {
  const other = layers.find((layer) => layer.type !== "dense" || layer.activation !== "sigmoid");
  if (other !== undefined) {
    const what =
      other.type === "dense"
        ? `a layer with ${activationWords[other.activation]}`
        : `a layer of another kind (${layerNames[other.type].toLowerCase()})`;
    return `The book's JSON knows only fully connected layers of sigmoids, and this network has ${what}.`;
  }
  if (cost !== "quadratic" && cost !== "cross-entropy")
    return `The book's JSON knows only the quadratic and the cross-entropy cost, and this network has ${costWords[cost]}.`;
  return undefined;
}
