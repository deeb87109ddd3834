/** Whether a number that somebody has calculated is right, and if not, where it went wrong. */
import { hadamard } from "@nndl/book/programs/backprop";
import { type Quantity, sourcesOf, type Worked } from "../machine/quantities.ts";

/** Right; right but for a slip in a number before it; or wrong here. */
export type Verdict = "right" | "late" | "wrong";

/** Who calculates with four decimals comes as near as this: two parts in a hundred, or the last of four decimals. */
export function isNear(typed: number, value: number): boolean {
  return Math.abs(typed - value) <= Math.max(0.02 * Math.abs(value), 0.00006);
}

/**
 * @param answers what was typed for hidden numbers; those that are no numbers are left out
 */
export function verdictOf(
  id: string,
  { of, values }: Worked,
  answers: ReadonlyMap<string, number>,
): Verdict | undefined {
  const typed = answers.get(id);
  if (typed === undefined) return undefined;
  if (isNear(typed, values.get(id)!)) return "right";
  // With the numbers that the reader has, right or wrong.
  const own = (source: string) => answers.get(source) ?? values.get(source)!;
  return ways(of.get(id)!, own).some((value) => isNear(typed, value)) ? "late" : "wrong";
}

/** The slope of a sigmoid neuron is had from z or from a, and every error by the product of (BP1) and (BP2). */
function ways(quantity: Quantity, own: (id: string) => number): number[] {
  const straight = quantity.compute(own);
  const place = `${quantity.layer}.${quantity.to}`;
  if (quantity.kind === "d") return [straight, ...hadamard([own(`g${place}`)], [own(`s${place}`)])];
  if (quantity.kind !== "s" || quantity.unit?.name !== "sigmoid") return [straight];
  const a = own(sourcesOf(quantity)[0]!);
  return [straight, hadamard([a], [1 - a])[0]!];
}

/** The first number, in the order of the algorithm, that is wrong by itself. */
export function firstSlip(
  hidden: readonly string[],
  worked: Worked,
  answers: ReadonlyMap<string, number>,
): string | undefined {
  return hidden.find((id) => verdictOf(id, worked, answers) === "wrong");
}

/** What may have happened, where it can be recognized. */
export function slipIn(id: string, worked: Worked, answers: ReadonlyMap<string, number>): string | undefined {
  const typed = answers.get(id);
  if (typed === undefined) return undefined;
  const quantity = worked.of.get(id)!;
  const own = (source: string) => answers.get(source) ?? worked.values.get(source)!;
  const value = quantity.compute(own);
  const { kind, layer, to } = quantity;
  const place = `${layer}.${to}`;
  const isQuadratic = worked.of.get("C")!.formula[0] === "½ · [";
  const is = (other: number) => isNear(typed, other) && !isNear(value, other);
  const slips: Partial<Record<Quantity["kind"], readonly (readonly [number, string])[]>> = {
    z: [[value - own(`b${place}`), "The bias is missing."]],
    a: [[own(`z${place}`), "That is z itself; the neuron’s function is still to be applied."]],
    C: isQuadratic
      ? [[2 * value, "The factor ½ is missing."]]
      : [[value * Math.LOG10E, "That is with logarithms of base 10; ln is the natural one."]],
    s: [
      [own(`a${place}`), "That is a. The slope is a · (1 − a)."],
      [1 - own(`a${place}`), "That is 1 − a, still to be multiplied by a."],
    ],
    d: [
      [own(`g${place}`), "That is ∂C/∂a. It is still to be multiplied by the slope σ′(z)."],
      [own(`s${place}`), "That is the slope alone. It is to be multiplied by ∂C/∂a."],
      [own(`g${place}`) * own(`a${place}`), "That is multiplied by a, not by the slope σ′(z)."],
      [value * own(`s${place}`), "That is multiplied by the slope σ′(z) once too often: it is contained already."],
    ],
    g: [[value * own(`s${place}`), "That is δ already: here the slope does not come in yet."]],
    gw: [
      [own(`d${place}`), "That is δ alone. It is to be multiplied by what goes into the weight."],
      [
        own(`d${place}`) * own(`a${place}`),
        "That is δ times what comes out of the neuron. It should be what goes into the weight.",
      ],
    ],
  };
  const found = slips[kind]?.find(([other]) => is(other))?.[1];
  if (found !== undefined) return found;
  if (is(-value)) return "The size is right, and the sign is not.";
  if (is(10 * value) || is(value / 10)) return "The decimal point has slipped by one place.";
  return undefined;
}
