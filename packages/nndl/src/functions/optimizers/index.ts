import { finite, knownKeys, oneOf, plainObject } from "../../check.ts";
import { type AdamSettings, adam, adamw } from "./adam.ts";
import { type MomentumSettings, momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer } from "./optimizer.ts";
import { type RmspropSettings, rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

export { type AdamSettings, adamCorrections } from "./adam.ts";
export type { MomentumSettings } from "./momentum.ts";
export type { Optimizer, UpdateSettings } from "./optimizer.ts";
export type { RmspropSettings } from "./rmsprop.ts";

/** Every optimizer by name. A new one is a file in this folder and a line here. */
export const optimizers = { sgd, momentum, nesterov, rmsprop, adam, adamw };

/** "sgd", "momentum", "adam", …: the rule by which weights follow a gradient. */
export type OptimizerName = keyof typeof optimizers;
/** The names of all optimizers. */
export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** An optimizer and its settings, as plain JSON. */
export type OptimizerSpec =
  | { readonly type: "sgd" }
  | ({ readonly type: "momentum" | "nesterov" } & MomentumSettings)
  | ({ readonly type: "rmsprop" } & RmspropSettings)
  | ({ readonly type: "adam" | "adamw" } & AdamSettings);

/** The optimizer that a spec names, with its settings' type forgotten. */
export function optimizerOf(spec: OptimizerSpec): Optimizer {
  return optimizers[spec.type] as Optimizer;
}

/** Checks `"adam"` or `{ type: "adam", beta1: 0.8 }` and fills in the defaults. Throws "training.optimizer". */
export function checkOptimizer(value: unknown): OptimizerSpec {
  const code = "training.optimizer";
  const fields = typeof value === "string" ? { type: value } : plainObject(value, { code, what: "optimizer" });
  const type = oneOf(fields.type, optimizerNames, { code, what: "optimizer" });
  const { defaults, ranges } = optimizers[type] as Optimizer<Record<string, number>>;
  knownKeys(fields, ["type", ...Object.keys(defaults)], { code, what: `optimizer ${type}` });
  const settings: Record<string, number> = {};
  for (const [name, usual] of Object.entries(defaults)) {
    const [min, below] = ranges[name];
    settings[name] = finite(fields[name] ?? usual, { code, what: `optimizer ${type}: ${name}` }, { min, below });
  }
  return { type, ...settings } as OptimizerSpec;
}
