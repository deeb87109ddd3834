/** Numbers as controls take them. */
import { count, readNumber } from "@nndl/words/numbers";

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
  return readNumber(text.trim().replace(",", ".").replaceAll("−", "-"));
}

/** What a field for a number asks for. */
export interface Asked {
  /** Both may be infinite. */
  readonly min: number;
  readonly max: number;
  /** Numbers without decimals only. */
  readonly whole?: boolean;
  /** May be typed after the number. */
  readonly unit?: string;
}

/** What a field makes of a text: its new number, if it has one, and what there is to say of the text, if anything. */
export interface Taken {
  readonly value?: number;
  readonly objection?: string;
}

/** An empty text is no answer, and nothing is said of it; a number beyond the limits becomes the limit. */
export function take(text: string, { min, max, whole = false, unit = "" }: Asked): Taken {
  const trimmed = text.trim();
  const bare = unit.trim() !== "" && trimmed.endsWith(unit.trim()) ? trimmed.slice(0, -unit.trim().length) : trimmed;
  if (bare === "") return {};
  const quoted = `“${trimmed.length > 30 ? `${trimmed.slice(0, 30)}…` : trimmed}”`;
  const [least, most] = [readable(min), readable(max)];
  const within = Number.isFinite(max - min) ? ` from ${least} to ${most}` : "";
  const refused = (kind: string, how: string) => ({
    objection: `${quoted} is no ${kind}, and nothing has changed. Type one${within}${how}.`,
  });
  const value = readTyped(bare);
  if (value === undefined)
    return whole ? refused("whole number", "") : refused("number", ", with a point or a comma for its decimals");
  if (whole && !Number.isInteger(value)) return refused("whole number", "");
  if (value > max) return { value: max, objection: `${quoted} is too much: ${most} is the most here, and is taken.` };
  if (value < min)
    return { value: min, objection: `${quoted} is too little: ${least} is the least here, and is taken.` };
  return { value };
}

/** A limit as people write it: "−999", "10,000", "0.000001". */
function readable(limit: number): string {
  const size = Math.abs(limit);
  return `${limit < 0 ? "−" : ""}${size >= 10_000 ? count(size) : size.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 12 })}`;
}

/** For screen readers, which know no exponents; without Intl, whose first use takes longer than all else that a field does. */
export function withoutExponent(value: number): string {
  const text = String(value);
  const [, fraction = "", exponent] = /^-?\d(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  return Number(exponent) > 0
    ? String(BigInt(value))
    : value.toFixed(Math.min(100, fraction.length - Number(exponent)));
}
