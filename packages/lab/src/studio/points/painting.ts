/** What strokes do to painted points. */
import { countOf, farthest, mostPainted, type PaintedPoints } from "../../training/painted.ts";

type Place = readonly [x: number, y: number];

/** How far a stroke goes between two of its points, in hundredths. */
const apart = 7;
/** How near to its middle the eraser takes points away, in hundredths. */
const eraser = 8;

/** A place of the plane in hundredths; at its edge where it lies outside. */
export function hundredths([x, y]: Place): Place {
  // A zero has no sign.
  const within = (value: number) => Math.min(farthest, Math.max(-farthest, Math.round(100 * value))) + 0;
  return [within(x), within(y)];
}

/** Whether a stroke has come far enough for its next point. */
export function isFarEnough(from: Place, to: Place): boolean {
  return Math.hypot(to[0] - from[0], to[1] - from[1]) >= apart;
}

/** With one point more; the same list where there are as many as can be. */
export function withPoint(points: PaintedPoints, label: number, place: Place): PaintedPoints {
  if (countOf(points) >= mostPainted) return points;
  const lists = Array.from({ length: Math.max(points.length, label + 1) }, (_, i) => points[i] ?? []);
  return lists.map((each, i) => (i === label ? [...each, ...place] : each));
}

/** Without the points near a place; the same list where there is none. A last class that has no point left is none. */
export function erased(points: PaintedPoints, [x, y]: Place): PaintedPoints {
  const left = points.map((each) =>
    each.filter((_, i) => {
      const at = i - (i % 2);
      return Math.hypot(each[at]! - x, each[at + 1]! - y) > eraser;
    }),
  );
  if (countOf(left) === countOf(points)) return points;
  while (left.length > 2 && left.at(-1)!.length === 0) left.pop();
  return left;
}

export const nothing: PaintedPoints = [[], []];
