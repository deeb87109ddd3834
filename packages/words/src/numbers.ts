/** How numbers are written for people, and read from them; the command line and the lab write them alike. */

/** 50,000. By hand, as the first use of Intl takes longer than everything else that inspecting a network takes. */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 thread", "2 threads" */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** 95.42 % */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}

/** Four significant digits: 0.04123, 12.35, 1.2e-9 */
export function significant(value: number, digits = 4): string {
  const magnitude = Math.abs(value);
  if (value === 0 || (magnitude >= 1e-4 && magnitude < 1e6)) {
    const whole =
      magnitude < 1
        ? digits - 1 - Math.floor(Math.log10(magnitude || 1))
        : digits - 1 - Math.floor(Math.log10(magnitude));
    return value.toFixed(Math.max(0, value === 0 ? digits - 1 : whole));
  }
  return value.toExponential(digits - 1);
}

/** "23 ms", "0.4 s", "12 s", "3 min 20 s", "2 h 5 min" */
export function duration(seconds: number): string {
  if (seconds < 0.0995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** 47.5 MB */
export function bytes(value: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
  return power === 0 ? `${value} bytes` : `${(value / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** A measured speed, to the three digits that it is worth: "400,000", "12 M". */
export function speed(perSecond: number): string {
  if (!Number.isFinite(perSecond)) return "–";
  if (perSecond >= 9_995_000) return `${Math.round(perSecond / 1e6)} M`;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, perSecond))) - 2);
  return count(Math.round(perSecond / unit) * unit);
}

/** So many decimals, with a proper minus and no negative zero: "−1.25". */
export function showNumber(value: number, decimals: number): string {
  return value
    .toFixed(decimals)
    .replace(/^-(0(\.0*)?)$/, "$1")
    .replace("-", "−");
}

/** About four digits, enough to follow a sum and never as wide as a column: "0.123", "12.35", "−2.1e−5". */
export function few(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return String(value + 0).replace("-", "−");
  if (size >= 99_999.5 || size < 0.0005) return value.toExponential(1).replaceAll("-", "−").replace("e+", "e");
  return showNumber(value, size >= 99.95 ? 1 : size >= 9.995 ? 2 : 3);
}

/** Digits, a point, an exponent: not hexadecimal, not Infinity, not an empty text, all of which Number() takes. */
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A decimal number, or undefined when it is none or too large to be held. */
export function readNumber(text: string): number | undefined {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
