/** Of a number in small text: a digit, and a point or comma in it, in pixels. */
const [digit, mark] = [8, 4];
/** Between the numbers of an axis and the axis. */
const apart = 7;

/**
 * What a plot leaves free at its left for the numbers of the upright axis, and for its name, which runs upwards beside them, in pixels:
 * the same for all plots whose numbers are short.
 */
export function roomAtLeft(numbers: readonly string[], isNamed: boolean): number {
  const longest = Math.max(1, ...numbers.map(({ length }) => length));
  return Math.max(isNamed ? 56 : 40, (isNamed ? 20 : 0) + digit * longest - mark + apart);
}
