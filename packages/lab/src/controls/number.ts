/** Numbers as controls show and read them. */

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

/** What somebody typed, as a number; undefined when it is none. A comma and a proper minus are welcome. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

/** For people: so many decimals, and a proper minus. */
export function showNumber(value: number, decimals: number): string {
  return value
    .toFixed(decimals)
    .replace(/^-(0(\.0*)?)$/, "$1")
    .replace("-", "−");
}
