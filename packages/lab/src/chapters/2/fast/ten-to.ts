/** A power of ten as a label: "10⁻⁴", "1,000". */
import { count, few } from "@nndl/words/numbers";
import { powerName } from "../../../drawing/powers.ts";

export function tenTo(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= 0 && power <= 3) return count(10 ** power);
  return powerName(power);
}

/** Two digits and a power of ten, whatever the size, so that a column of numbers has one form: "1.6 · 10⁻⁷". */
export function timesTenTo(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return few(value);
  const [digits, power] = value.toExponential(1).split("e");
  return `${digits!.replace("-", "−")} · ${powerName(Number(power))}`;
}
