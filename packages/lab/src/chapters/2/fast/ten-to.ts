/** A power of ten as a label: "10⁻⁴", "1,000". */
import { count } from "@nndl/words/numbers";

export function tenTo(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= 0 && power <= 3) return count(10 ** power);
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);
  return `10${power < 0 ? "⁻" : ""}${digits}`;
}
