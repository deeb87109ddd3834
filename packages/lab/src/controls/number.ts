/** Numbers as controls take them. */
import { readNumber } from "@nndl/words/numbers";

/** The decimals that a step needs: 0.01 has 2, 5 has none. */
export function decimalsOf(step: number): number {
  const text = step.toString();
  const [, exponent] = /e-(\d+)$/.exec(text) ?? [];
  return exponent === undefined ? (text.split(".")[1]?.length ?? 0) : Number(exponent);
}

/** The number within its limits, at one of its steps (counted from 0, so that 0.1 · 3 is 0.3). */
export function settle(value: number, { min, max, step }: { min: number; max: number; step: number }): number {
  const rounded = Number((Math.round(value / step) * step).toFixed(decimalsOf(step)));
  // Without this, −0 would be shown as a negative number.
  return Math.min(max, Math.max(min, rounded)) + 0;
}

/** A number as it is, with a proper minus, which a screen reader says as one: "−4", "0.25". */
export function signed(value: number): string {
  return String(value + 0).replaceAll("-", "−");
}

/** What somebody typed, as a number; undefined when it is none. A comma and a proper minus are welcome. */
export function readTyped(text: string): number | undefined {
  return readNumber(text.trim().replace(",", ".").replace("−", "-"));
}
