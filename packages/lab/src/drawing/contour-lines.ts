/** Contour lines of heights on a grid, in the numbers of its axes. */
import { contours } from "d3-contour";

export interface ContourBand {
  readonly level: number;
  /** From 0 to 1 between the lowest and the highest level. */
  readonly part: number;
  /** Closed rings of points: everything within is at least so high. */
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/**
 * @param heights n × n, row by row, the first row the smallest y
 * @param levels from low to high
 */
export function contourBands(
  heights: ArrayLike<number>,
  n: number,
  x: readonly [number, number],
  y: readonly [number, number],
  levels: readonly number[],
): ContourBand[] {
  // A value belongs to the middle of its cell; what goes beyond the outermost values is brought back to them.
  const toAxis = (at: number, [from, to]: readonly [number, number]) =>
    from + (Math.min(n - 1, Math.max(0, at - 0.5)) / (n - 1)) * (to - from);
  return contours()
    .size([n, n])
    .thresholds([...levels])(Array.from(heights))
    .map(({ value, coordinates }, i) => ({
      level: value,
      part: levels.length < 2 ? 0 : i / (levels.length - 1),
      rings: coordinates.flat().map((ring) => ring.map(([px, py]) => [toAxis(px!, x), toAxis(py!, y)] as const)),
    }));
}

/** So many levels within a range, closer together where it is low: there is the minimum that one looks for. */
export function levelsOf([from, to]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + (to - from) * (i / count) ** 1.6);
}
