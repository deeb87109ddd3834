/** A picture of ink as a few SVG paths, so that it can be in a page before any script runs, in the page's own colours. */

/** The pixels of about the same ink. */
export interface InkPath {
  /** From 0 (none) to 1 (full). */
  readonly ink: number;
  readonly d: string;
}

/** More shades than these are not told apart. */
const shades = 32;

/** @param values from 0 to 1, row by row; equal neighbours in a row become one rectangle */
export function inkPaths(values: ArrayLike<number>, width: number): readonly InkPath[] {
  const paths = new Map<number, string>();
  const shadeAt = (i: number) => Math.round(Math.min(1, Math.max(0, values[i]!)) * shades);
  for (let i = 0; i < values.length; ) {
    const [shade, x, y] = [shadeAt(i), i % width, Math.floor(i / width)];
    let end = i + 1;
    while (end % width !== 0 && shadeAt(end) === shade) end++;
    const run = end - i;
    if (shade > 0) paths.set(shade, `${paths.get(shade) ?? ""}M${x} ${y}h${run}v1h-${run}z`);
    i = end;
  }
  return [...paths].sort(([a], [b]) => a - b).map(([shade, d]) => ({ ink: shade / shades, d }));
}
