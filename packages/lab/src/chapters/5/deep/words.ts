/** How fast layers learn, in words and in short numbers. */
import { count } from "@nndl/words/numbers";

/** "104", "5.1", "4.7·10⁶", "0.0032", "1.3·10⁻²¹": two or three digits, however large or small. */
export function inShort(value: number): string {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return String(value + 0).replace("-", "−");
  if (size >= 1e-4 && size < 99_999.5) {
    const digits = size >= 99.5 ? Math.ceil(Math.log10(size) + 1e-12) : 2;
    const rounded = Number(value.toPrecision(Math.max(2, digits)));
    return (size >= 999.5 ? count(rounded) : String(rounded)).replace("-", "−");
  }
  const [digits, exponent] = value.toExponential(1).split("e") as [string, string];
  const raised = exponent.replace("+", "").replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]!));
  return `${digits.replace(/\.0$/, "").replace("-", "−")}·10${raised}`;
}

/** How many times: "104", "4.7 million". */
const times = (ratio: number) => (ratio >= 1e6 && ratio < 1e9 ? `${inShort(ratio / 1e6)} million` : inShort(ratio));

/** Between these the first and the last layer are said to learn alike. */
const alike = 2;

/** What one sees of the speeds of the hidden layers, the first one first. */
export function verdictOn(speeds: readonly number[]): string {
  const [first, last] = [speeds[0] ?? Number.NaN, speeds.at(-1) ?? Number.NaN];
  if (speeds.length < 2) return "With one hidden layer there is nothing to compare. Add another.";
  if (!Number.isFinite(first) || !Number.isFinite(last)) return "The gradient is too large for a number.";
  if (first === 0) return last === 0 ? "No layer learns." : "The first hidden layer does not learn at all.";
  const ratio = last / first;
  if (ratio > alike) return `The last hidden layer learns ${times(ratio)} times as fast as the first.`;
  if (ratio < 1 / alike) return `The first hidden layer learns ${times(1 / ratio)} times as fast as the last.`;
  return "The first and the last hidden layer learn about equally fast.";
}
