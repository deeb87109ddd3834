import { finite, integer, knownKeys, oneOf, plainObject } from "../../check.ts";
import { type AdamSettings, adam, adamw } from "./adam.ts";
import { type ConjugateGradientsSettings, conjugateGradients } from "./conjugate-gradients.ts";
import type { FullBatchOptimizer } from "./full-batch.ts";
import { type LBfgsSettings, lBfgs } from "./l-bfgs.ts";
import { type MomentumSettings, momentum } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import { type NewtonSettings, newton } from "./newton.ts";
import type { Optimizer } from "./optimizer.ts";
import { type RmspropSettings, rmsprop } from "./rmsprop.ts";
import { sgd } from "./sgd.ts";

export { type AdamSettings, adamCorrections } from "./adam.ts";
export type { ConjugateGradientsSettings } from "./conjugate-gradients.ts";
export type { FullBatchOptimizer, ToleranceSettings } from "./full-batch.ts";
export type { LBfgsSettings } from "./l-bfgs.ts";
export type { MomentumSettings } from "./momentum.ts";
export type { NewtonSettings } from "./newton.ts";
export type { Optimizer, UpdateSettings } from "./optimizer.ts";
export type { RmspropSettings } from "./rmsprop.ts";

/** Every rule that makes an update of a mini-batch's gradient, by name. A new one is a file in this folder and a line here. */
export const miniBatchOptimizers = { sgd, momentum, nesterov, rmsprop, adam, adamw };

/** Every method that makes a step of the cost and gradient of all examples, by name. */
export const fullBatchOptimizers = { "l-bfgs": lBfgs, "conjugate-gradients": conjugateGradients, newton };

/** Every optimizer by name. */
export const optimizers = { ...miniBatchOptimizers, ...fullBatchOptimizers };

/** "sgd", "momentum", "adam", …: a rule by which weights follow the gradient of each mini-batch. */
export type MiniBatchOptimizerName = keyof typeof miniBatchOptimizers;
/** "l-bfgs", "conjugate-gradients" or "newton": a method that looks at all examples before each step. */
export type FullBatchOptimizerName = keyof typeof fullBatchOptimizers;
/** The name of an optimizer. */
export type OptimizerName = MiniBatchOptimizerName | FullBatchOptimizerName;
/** The names of all rules for mini-batches. */
export const miniBatchOptimizerNames = Object.keys(miniBatchOptimizers) as readonly MiniBatchOptimizerName[];
/** The names of all methods that look at all examples before each step. */
export const fullBatchOptimizerNames = Object.keys(fullBatchOptimizers) as readonly FullBatchOptimizerName[];
/** The names of all optimizers. */
export const optimizerNames: readonly OptimizerName[] = [...miniBatchOptimizerNames, ...fullBatchOptimizerNames];

/**
 * How the mean gradient of a mini-batch is clipped before a rule makes an update of it, penalties not counted: first each number to
 * ±clipValue, then all together, over all parameters that are trained, to a norm of clipNorm: g ← g · min(1, clipNorm/‖g‖).
 *
 * @see Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", 2013
 */
export interface Clipping {
  /** The largest norm, above 0; no limit when absent. */
  readonly clipNorm?: number | undefined;
  /** The largest number of either sign, above 0; no limit when absent. */
  readonly clipValue?: number | undefined;
}

/** The settings that every rule for mini-batches can have, whichever it is. */
export const clippingNames = ["clipNorm", "clipValue"] as const;

/** Whether gradients are clipped before an update. */
export function clips({ clipNorm, clipValue }: Clipping): boolean {
  return clipNorm !== undefined || clipValue !== undefined;
}

/** A rule for mini-batches and its settings, as plain JSON. */
export type MiniBatchOptimizerSpec =
  | ({ readonly type: "sgd" } & Clipping)
  | ({ readonly type: "momentum" | "nesterov" } & MomentumSettings & Clipping)
  | ({ readonly type: "rmsprop" } & RmspropSettings & Clipping)
  | ({ readonly type: "adam" | "adamw" } & AdamSettings & Clipping);

/** A method for all examples at once and its settings, as plain JSON. */
export type FullBatchOptimizerSpec =
  | ({ readonly type: "l-bfgs" } & LBfgsSettings)
  | ({ readonly type: "conjugate-gradients" } & ConjugateGradientsSettings)
  | ({ readonly type: "newton" } & NewtonSettings);

/** An optimizer and its settings, as plain JSON. */
export type OptimizerSpec = MiniBatchOptimizerSpec | FullBatchOptimizerSpec;

/** The rule for mini-batches that a spec names, with its settings' type forgotten. */
export function optimizerOf(spec: MiniBatchOptimizerSpec): Optimizer {
  return miniBatchOptimizers[spec.type] as Optimizer;
}

/** The method for all examples at once that a spec names, with its settings' type forgotten. */
export function fullBatchOptimizerOf(spec: FullBatchOptimizerSpec): FullBatchOptimizer {
  return fullBatchOptimizers[spec.type] as FullBatchOptimizer;
}

/** Whether an optimizer looks at all examples before each step. */
export function isFullBatch<Spec extends { readonly type: OptimizerName }>(
  spec: Spec,
): spec is Extract<Spec, { readonly type: FullBatchOptimizerName }> {
  return Object.hasOwn(fullBatchOptimizers, spec.type);
}

/** The names of the arrays that an optimizer keeps for each parameter that is trained. */
export function stateNamesOf(spec: OptimizerSpec): readonly string[] {
  return isFullBatch(spec) ? fullBatchOptimizerOf(spec).stateNames(spec) : optimizerOf(spec).stateNames;
}

/** Checks `"adam"` or `{ type: "adam", beta1: 0.8 }` and fills in the defaults. Throws "training.optimizer". */
export function checkOptimizer<Name extends OptimizerName>(value: Name): Extract<OptimizerSpec, { type: Name }>;
export function checkOptimizer(value: unknown): OptimizerSpec;
export function checkOptimizer(value: unknown): OptimizerSpec {
  const code = "training.optimizer";
  const fields = typeof value === "string" ? { type: value } : plainObject(value, { code, what: "optimizer" });
  const type = oneOf(fields.type, optimizerNames, { code, what: "optimizer" });
  const { defaults } = optimizers[type];
  const ranges: Readonly<Record<string, readonly [number, number] | Limits>> = optimizers[type].ranges;
  const optional = Object.hasOwn(miniBatchOptimizers, type) ? clippingNames : [];
  knownKeys(fields, ["type", ...Object.keys(defaults), ...optional], { code, what: `optimizer ${type}` });
  const settings: Record<string, number> = {};
  for (const [name, usual] of Object.entries(defaults)) {
    const limits = limitsOf(ranges[name]);
    const check = limits.whole ? integer : finite;
    settings[name] = check(fields[name] ?? usual, { code, what: `optimizer ${type}: ${name}` }, limits);
  }
  for (const name of optional)
    if (fields[name] !== undefined)
      settings[name] = finite(fields[name], { code, what: `optimizer ${type}: ${name}` }, { above: 0 });
  return { type, ...settings } as OptimizerSpec;
}

interface Limits {
  readonly min: number;
  readonly max?: number;
  readonly below?: number;
  readonly whole?: boolean;
}

function limitsOf(range: readonly [number, number] | Limits): Limits {
  return "min" in range ? range : { min: range[0], below: range[1] };
}
