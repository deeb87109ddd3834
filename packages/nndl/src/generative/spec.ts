import { integer, knownKeys, oneOf, plainObject, positiveInteger } from "../check.ts";
import { NndlError } from "../errors.ts";
import { checkSeed } from "../random/index.ts";

/** What visible units are: 0 or 1, or any number around a mean with standard deviation 1. */
export type VisibleKind = "binary" | "gaussian";

const visibleKinds = ["binary", "gaussian"] as const satisfies readonly VisibleKind[];

/** What a restricted Boltzmann machine is made of. Plain JSON. */
export interface MachineSpec {
  /** Visible units: the numbers of one example, the units of the classes among them. */
  readonly visible: number;
  /** Hidden units. */
  readonly hidden: number;
  readonly units: VisibleKind;
  /** So many visible units, the last ones, stand for a choice among classes: exactly one of them is 1. 0 for none. */
  readonly classes: number;
  /** All chance comes from it. */
  readonly seed: number;
}

/** A spec as one writes it: what is left out, or undefined, gets its default. */
export interface MachineInput {
  readonly visible: number;
  readonly hidden: number;
  /** "binary" when absent. */
  readonly units?: VisibleKind | undefined;
  /** 0 when absent. */
  readonly classes?: number | undefined;
  /** 0 when absent. */
  readonly seed?: number | undefined;
}

const most = 2 ** 20;

/** A complete spec. @throws NndlError "boltzmann.spec", "seed" */
export function checkMachineSpec(value: unknown): MachineSpec {
  const code = "boltzmann.spec";
  const fields = plainObject(value, { code, what: "a restricted Boltzmann machine" });
  knownKeys(fields, ["visible", "hidden", "units", "classes", "seed"], {
    code,
    what: "a restricted Boltzmann machine",
  });
  const visible = positiveInteger(fields.visible, { code, what: "the number of visible units" }, most);
  const hidden = positiveInteger(fields.hidden, { code, what: "the number of hidden units" }, most);
  const units = oneOf(fields.units ?? "binary", visibleKinds, { code, what: "the kind of the visible units" });
  const classes = integer(
    fields.classes ?? 0,
    { code, what: "the number of visible units that stand for classes" },
    { min: 0, max: visible },
  );
  if (classes === 1)
    throw new NndlError(code, {
      received: "1 unit for classes",
      expected: "a choice among classes needs two units or more",
      next: "Leave classes out, or give a unit to each class.",
    });
  return Object.freeze({ visible, hidden, units, classes, seed: checkSeed(fields.seed ?? 0) });
}
