import type { Scale } from "./scale.ts";

/** Of small text: about as wide as a digit is, and what is left free between two numbers, in pixels. */
const [digit, free] = [7, 8];

/**
 * What an axis is marked with: as many places as asked for, or fewer where their numbers would touch.
 *
 * @param name what stands at a place; nothing is marked where that is empty
 */
export function fittingTicks(scale: Scale, most: number, name: (value: number) => string): number[] {
  const named = (count: number) => scale.ticks(count).filter((value) => name(value) !== "");
  const width = (value: number) => digit * name(value).length;
  const fits = (ticks: readonly number[]) =>
    ticks
      .slice(1)
      .every((tick, i) => Math.abs(scale(tick) - scale(ticks[i]!)) >= (width(tick) + width(ticks[i]!)) / 2 + free);
  for (let count = most; count > 1; count--) {
    const ticks = named(count);
    if (fits(ticks)) return ticks;
  }
  return named(1);
}
