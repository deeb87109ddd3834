/** Of small text: a digit; a mark or a space between digits; a percent sign; in pixels. */
const [digit, mark, percent] = [8, 4, 12];
/** Between the numbers of an axis and the axis. */
const apart = 7;

/**
 * What a plot leaves free at its left for the numbers of the upright axis, and for its name, which runs upwards beside them, in pixels:
 * the same for all plots whose numbers are short.
 */
export function roomAtLeft(numbers: readonly string[], isNamed: boolean): number {
  return Math.max(isNamed ? 56 : 40, (isNamed ? 20 : 0) + Math.max(0, ...numbers.map(widthOf)) + apart);
}

function widthOf(number: string): number {
  return [...number].reduce((sum, sign) => sum + (/[.,·\s]/.test(sign) ? mark : sign === "%" ? percent : digit), 0);
}
