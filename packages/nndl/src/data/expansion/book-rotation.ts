import { cosDegrees, sinDegrees } from "../../arithmetic/index.ts";
import { finite } from "../../check.ts";
import { NndlError, show } from "../../errors.ts";

const SIDE = 28;
/** The pixel that stays where it is. */
const [CENTRE_ROW, CENTRE_COLUMN] = [14, 13];
/** What the book multiplies by, since the averages look too pale to it. */
const FUDGE = 1.3;

/**
 * A digit turned as the book turns its example of artificial expansion: counter-clockwise about the pixel of row 14 and
 * column 13, bilinear between pixels, then times 1.3, at most 1. The last row and column that it would need beyond the
 * border are left out (0).
 *
 * The book turns by 15° in text and program; a comment in the program says 10°. It does not stop at 1, which its drawing
 * makes up for. Training uses {@link distorted} instead, which turns about the true centre and needs no such factor.
 *
 * @param image 28 × 28 values from 0 to 1, such as `dataset.input(i)`
 * @throws NndlError "expansion.rotation" for an image of another size or an angle that is no number
 * @example
 * const turned = bookRotation(digits.training.input(0));
 * @see chapter 3, "Other techniques for regularization" (the book's fig/mnist.py)
 */
export function bookRotation(image: ArrayLike<number>, degrees = 15): Float32Array {
  const code = "expansion.rotation";
  if (image?.length !== SIDE * SIDE)
    throw new NndlError(code, {
      received: show(image?.length),
      expected: `an image to be rotated must have ${SIDE} × ${SIDE} values`,
      next: "Give an image of that size; transform others with distorted(…).",
    });
  finite(degrees, { code, what: "the angle (in degrees)" });
  const [cos, sin] = [cosDegrees(degrees), sinDegrees(degrees)];
  const turned = new Float32Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const [up, right] = [CENTRE_ROW - row, column - CENTRE_COLUMN];
      turned[row * SIDE + column] = Math.min(1, FUDGE * valueAt(image, cos * up - sin * right, cos * right + sin * up));
    }
  return turned;
}

/** Between the four pixels around a place, which is counted from the centre. */
function valueAt(image: ArrayLike<number>, up: number, right: number): number {
  const [bottom, left] = [Math.floor(up), Math.floor(right)];
  if (bottom < -13 || bottom > 13 || left < -13 || left > 13) return 0;
  const [fromBottom, fromLeft] = [up - bottom, right - left];
  const pixel = (y: number, x: number) => image[(CENTRE_ROW - y) * SIDE + CENTRE_COLUMN + x]!;
  const lower = (1 - fromLeft) * pixel(bottom, left) + fromLeft * pixel(bottom, left + 1);
  const upper = (1 - fromLeft) * pixel(bottom + 1, left) + fromLeft * pixel(bottom + 1, left + 1);
  return (1 - fromBottom) * lower + fromBottom * upper;
}
