/** Points that a reader has painted into the plane. */
import { refuse, wholeIn } from "./check.ts";

/** For each class x, y, x, y … in hundredths: whole numbers, so that a link is short and says just these points. */
export type PaintedPoints = readonly (readonly number[])[];

/** How far from the middle one can paint, in hundredths. */
export const farthest = 110;
export const mostPainted = 500;
/** As many as there are colours. */
export const mostClasses = 4;

const code = "recipe.data";

/** @throws NndlError "recipe.data" */
export function checkPainted(value: unknown): PaintedPoints {
  if (!Array.isArray(value) || value.length < 2 || value.length > mostClasses)
    refuse(
      code,
      `data: points must be a list for each of 2 to ${mostClasses} classes`,
      value,
      "Give an empty list for a class without points.",
    );
  const points = (value as unknown[]).map((each, label) => {
    if (!Array.isArray(each) || each.length % 2 !== 0 || each.length > 2 * mostPainted)
      refuse(
        code,
        `data: the points of class ${label} must be a list of x, y, x, y …`,
        each,
        "Give two whole numbers for each point.",
      );
    return (each as unknown[]).map((place) =>
      wholeIn(place, -farthest, farthest, code, "data: a coordinate of a point, in hundredths,"),
    );
  });
  const count = countOf(points);
  if (count === 0) refuse(code, "data: there must be a point", 0, "Paint some.");
  if (count > mostPainted)
    refuse(code, `data: there can be at most ${mostPainted} painted points`, count, "Use fewer.");
  return points;
}

/** Points of all classes. */
export function countOf(points: PaintedPoints): number {
  return points.reduce((sum, each) => sum + each.length / 2, 0);
}
