/** What all recurrent layers have in common in their specs. */
import { knownKeys, oneOf, positiveInteger } from "../../check.ts";
import { NndlError } from "../../errors.ts";
import { type InitializerName, initializerNames } from "../../functions/index.ts";
import type { Optional } from "../../optional.ts";
import { isSequence, type LayerDefaults, type LayerSpecBase, type Shape } from "../layer.ts";

const outputs = ["last", "every"] as const satisfies readonly RecurrentFields["output"][];
const directions = ["forward", "backward", "both"] as const satisfies readonly RecurrentFields["direction"][];

/** What every recurrent layer says, as plain JSON. */
export interface RecurrentFields {
  /** How many neurons it has, in each direction. */
  readonly units: number;
  /** Whether it gives on what it ends with, or what it gives at every step. */
  readonly output: "last" | "every";
  /** Which way it reads; "both" is two layers of as many units each, whose outputs stand side by side. */
  readonly direction: "forward" | "backward" | "both";
  /** How its first weights are drawn. */
  readonly initializer: InitializerName;
}

/** A recurrent layer of any kind. */
export type RecurrentSpecBase = RecurrentFields & LayerSpecBase;

/** What every recurrent layer may leave out. */
export type RecurrentOptions = Optional<Omit<RecurrentFields, "units">>;

/** Checks the common fields; `own` are the names of the others. */
export function checkRecurrent(
  fields: Record<string, unknown>,
  { initializer }: LayerDefaults,
  where: string,
  own: readonly string[],
): RecurrentFields {
  knownKeys(fields, ["type", "units", "output", "direction", ...own, "initializer"], {
    code: "layer.field",
    what: where,
  });
  return {
    units: positiveInteger(fields.units, { code: "layer.units", what: `${where}: units` }, 2 ** 20),
    output: oneOf(fields.output ?? "last", outputs, { code: "layer.output", what: `${where}: output` }),
    direction: oneOf(fields.direction ?? "forward", directions, {
      code: "layer.direction",
      what: `${where}: direction`,
    }),
    initializer: oneOf(fields.initializer ?? initializer, initializerNames, {
      code: "layer.initializer",
      what: `${where}: initializer`,
    }),
  };
}

/**
 * [steps, features] of a sequence.
 * @throws NndlError "layer.input" for another shape
 */
export function sequenceOf(input: Shape, where: string): readonly [steps: number, features: number] {
  if (isSequence(input)) return [input[0], input[1]];
  throw new NndlError("layer.input", {
    received: `an input of the shape [${input.join(", ")}]`,
    expected: `${where}, takes sequences: [steps, features]`,
    next: "Give the network an input of that shape, such as [28, 28], in the short notation 28of28, for images that are read row by row; a recurrent layer before this one must give its output at every step.",
  });
}

/** How wide the output is at one step. */
export function widthOf({ units, direction }: RecurrentFields): number {
  return direction === "both" ? 2 * units : units;
}

/** What of a layer is unlike the usual, for people: ", every step, backward". */
export function describeRecurrent({ output, direction }: RecurrentFields): string {
  return `${output === "every" ? ", every step" : ""}${direction === "forward" ? "" : `, ${direction === "both" ? "both directions" : direction}`}`;
}
