import { isFinitePoint, type Point } from "./point.ts";

/** How far a line may pass beside its points, in pixels: less than any screen shows. */
const OFF = 0.05;

/**
 * A line through points as SVG writes it, with a gap where a point has no place. Points that lie on the line between others are left
 * out: what a page's curves consist of is the greater part of its bytes.
 *
 * @param digits behind the decimal point of a pixel
 */
export function pathOf(
  points: readonly Point[],
  x: (value: number) => number,
  y: (value: number) => number,
  digits = 2,
): string {
  const unit = 10 ** digits;
  const rounded = (value: number) => Math.round(value * unit) / unit;
  let path = "";
  let piece: Point[] = [];
  const draw = () => {
    corners(piece).forEach(([px, py], i) => {
      path += `${i === 0 ? "M" : "L"}${rounded(px)},${rounded(py)}`;
    });
    piece = [];
  };
  for (const point of points) {
    const place: Point = [x(point[0]), y(point[1])];
    if (isFinitePoint(place)) piece.push(place);
    else draw();
  }
  draw();
  return path;
}

/** The points without those beside which the line between others passes. Douglas and Peucker, 1973. */
function corners(points: readonly Point[]): Point[] {
  const isCorner = new Uint8Array(points.length);
  isCorner[0] = 1;
  isCorner[points.length - 1] = 1;
  const waiting: [number, number][] = [[0, points.length - 1]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [from, to] = next;
    let [farthest, most] = [from, OFF];
    for (let i = from + 1; i < to; i++) {
      const off = distance(points[i]!, points[from]!, points[to]!);
      // Not written the other way round: a distance that is no number is a corner.
      if (!(off <= most)) [farthest, most] = [i, off];
    }
    if (farthest === from) continue;
    isCorner[farthest] = 1;
    waiting.push([from, farthest], [farthest, to]);
  }
  return points.filter((_, i) => isCorner[i] === 1);
}

/** From a point to the nearest of the stretch between two others. */
function distance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / square));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}
