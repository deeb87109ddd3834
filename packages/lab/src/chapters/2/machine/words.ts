/** How the quantities are written and called. Layers are counted as the book does: the inputs are layer 1. */
import type { Model } from "./model.ts";
import type { Quantity } from "./quantities.ts";

/** A letter with the layer above and the places below: "w³₂₁"; a derivative is ∂C/∂ of one. */
export interface Sign {
  /** Its letter, upright when it is no variable. */
  readonly letter: string;
  readonly above: string;
  readonly below: string;
  /** It is ∂C/∂ of what the rest says. */
  readonly slope?: true;
  /** Written after it: "(z)" of σ′(z). */
  readonly after?: string;
}

export function signOf({ kind, layer, to, from, unit }: Quantity): Sign {
  const [above, j] = [String(layer + 2), String(to + 1)];
  const jk = `${j}${(from ?? 0) + 1}`;
  switch (kind) {
    case "x":
    case "y":
      return { letter: kind, above: "", below: j };
    case "w":
      return { letter: "w", above, below: jk };
    case "b":
    case "z":
    case "a":
      return { letter: kind, above, below: j };
    case "C":
      return { letter: "C", above: "", below: "" };
    case "g":
      return { letter: "a", above, below: j, slope: true };
    case "s":
      return { letter: `${unit?.sign || "f"}′`, above: "", below: "", after: "(z)" };
    case "d":
      return { letter: "δ", above, below: j };
    case "gb":
      return { letter: "b", above, below: j, slope: true };
    case "gw":
      return { letter: "w", above, below: jk, slope: true };
  }
}

/** Within its own card there is no question whose it is. */
export function signInCard(quantity: Quantity): Sign {
  const sign = signOf(quantity);
  if (quantity.kind === "g") return { ...sign, above: "", below: "" };
  if (quantity.kind !== "s") return sign;
  const { after: _, ...bare } = sign;
  return bare;
}

/** As a screen reader says it: "w, layer 3, 2 from 1". */
export function spokenSign(quantity: Quantity): string {
  const { kind, layer, to, from } = quantity;
  const { letter, slope } = signOf(quantity);
  if (kind === "C") return "the cost C";
  if (kind === "x" || kind === "y") return `${kind} ${to + 1}`;
  const names: Partial<Record<string, string>> = { d: "error delta", s: "slope" };
  const place = `, layer ${layer + 2}, ${to + 1}${from === undefined ? "" : ` from ${from + 1}`}`;
  return `${slope ? "derivative of C by " : ""}${names[kind] ?? letter}${place}`;
}

/** What it is, in words, and by which equation of the chapter it is had. */
export function meaningOf({ kind, layer, to, from }: Quantity, { sizes, cost }: Pick<Model, "sizes" | "cost">): string {
  const last = layer === sizes.length - 2;
  const neuron = `neuron ${to + 1} of layer ${layer + 2}`;
  const source = layer === 0 ? `input ${(from ?? 0) + 1}` : `neuron ${(from ?? 0) + 1} of layer ${layer + 1}`;
  switch (kind) {
    case "x":
      return `Input ${to + 1} of the example`;
    case "y":
      return `What output ${to + 1} should be`;
    case "w":
      return `The weight to ${neuron} from ${source}`;
    case "b":
      return `The bias of ${neuron}`;
    case "z":
      return `The weighted input of ${neuron}`;
    case "a":
      return `The activation of ${neuron}${last ? ", an output" : ""}`;
    case "C":
      return `The cost of this example, ${cost === "quadratic" ? "quadratic" : "by cross-entropy"}`;
    case "g":
      return last
        ? `How strongly the cost answers to output ${to + 1}`
        : `The blame that comes back to ${neuron}: each error after it, times the weight between (first half of BP2)`;
    case "s":
      return `How steep the function of ${neuron} is at its z`;
    case "d":
      return `The error of ${neuron} (${last ? "BP1" : "BP2"}${last && cost === "cross-entropy" ? ", in which the slope a(1 − a) cancels" : ""})`;
    case "gb":
      return `How strongly the cost answers to the bias of ${neuron} (BP3)`;
    case "gw":
      return `How strongly the cost answers to the weight to ${neuron} from ${source}: activation in, times error out (BP4)`;
  }
}

/** At most eight letters: four decimals, more where there is little, and a power of ten where there is next to nothing. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
  const text =
    value === 0
      ? "0"
      : size >= 99_999.5 || size < 0.0005
        ? value.toExponential(1).replace("e+", "e")
        : value.toFixed(size >= 999.95 ? 0 : size >= 99.995 ? 2 : size >= 9.9995 ? 3 : size >= 0.01 ? 4 : 5);
  return text.replaceAll("-", "−");
}

/** As it was set, with no more decimals than it has; 0.15 stays 0.15. */
export function setNumber(value: number): string {
  const plain = String(Number(value.toPrecision(6)) + 0);
  return plain.length <= 7 ? plain.replaceAll("-", "−") : shortNumber(value);
}
