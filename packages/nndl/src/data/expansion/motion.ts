import { cosDegrees, sinDegrees } from "../../arithmetic/index.ts";

/** One movement of an image: it is scaled, then skewed, then turned about its centre, then shifted. */
export interface Motion {
  /** Counter-clockwise, in degrees. */
  readonly degrees: number;
  /** What height and width are multiplied by; above 0. */
  readonly scaleY: number;
  readonly scaleX: number;
  /** How far a row moves to the right for each pixel that it lies above the centre. */
  readonly skew: number;
  /** Pixels, down and to the right. */
  readonly down: number;
  readonly right: number;
}

/**
 * Where the pixels of a moved image come from: (y, x) from (yy·y + yx·x + y0, xy·y + xx·x + x0), both counted from the
 * first pixel.
 */
export interface Origin {
  yy: number;
  yx: number;
  y0: number;
  xy: number;
  xx: number;
  x0: number;
}

/** Writes the inverse of a motion, so that each pixel of the result asks for its value once. */
export function writeOrigin(origin: Origin, motion: Motion, height: number, width: number): void {
  const sin = sinDegrees(motion.degrees);
  const cos = cosDegrees(motion.degrees);
  // With rows counted downwards: skew · scale is [[sy, 0], [−skew·sy, sx]] in (y, x), and the turn [[c, −s], [s, c]].
  const { scaleY, scaleX, skew } = motion;
  const a = cos * scaleY + sin * skew * scaleY;
  const b = -sin * scaleX;
  const c = sin * scaleY - cos * skew * scaleY;
  const d = cos * scaleX;
  // sin² + cos² would not always be exactly 1; without a turn everything here is exact.
  const determinant = scaleY * scaleX;
  origin.yy = d / determinant;
  origin.yx = -b / determinant;
  origin.xy = -c / determinant;
  origin.xx = a / determinant;
  const middleY = (height - 1) / 2;
  const middleX = (width - 1) / 2;
  const fromY = middleY + motion.down;
  const fromX = middleX + motion.right;
  origin.y0 = middleY - (origin.yy * fromY + origin.yx * fromX);
  origin.x0 = middleX - (origin.xy * fromY + origin.xx * fromX);
}
