import { finite, knownKeys, plainObject } from "../../check.ts";
import { l1 } from "./l1.ts";
import { l2 } from "./l2.ts";

export type { Regularizer } from "./regularizer.ts";

/** Every regularizer by name. A new one is a file in this folder and a line here. */
export const regularizers = { l1, l2 };

/** "l1" or "l2": the penalty on large weights. */
export type RegularizerName = keyof typeof regularizers;
/** The names of all regularizers. */
export const regularizerNames = Object.keys(regularizers) as readonly RegularizerName[];

/** λ for each regularizer, as the book scales it: divided by n, the number of training examples. */
export type Regularization = Readonly<Record<RegularizerName, number>>;

/** Checks `{ l2: 5 }` and fills in 0 for what is not named. Throws "training.regularization". */
export function checkRegularization(value: unknown): Regularization {
  const code = "training.regularization";
  const fields = plainObject(value, { code, what: "regularization" });
  knownKeys(fields, regularizerNames, { code, what: "regularization" });
  const lambda = (name: RegularizerName) =>
    finite(fields[name] ?? 0, { code, what: `regularization: ${name} (λ)` }, { min: 0 });
  return { l1: lambda("l1"), l2: lambda("l2") };
}
