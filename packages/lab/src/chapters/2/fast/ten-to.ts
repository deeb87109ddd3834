/** A power of ten as a label: "10⁻⁴", "1,000". */
import { count } from "@nndl/words/numbers";
import { powerName } from "../../../drawing/powers.ts";

export function tenTo(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= 0 && power <= 3) return count(10 ** power);
  return powerName(power);
}
