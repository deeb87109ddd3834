/** Painted points as a data set, and the points of a data set as painted ones. */
import { classification, type Dataset } from "nndl";
import { farthest, mostPainted, type PaintedPoints } from "./painted.ts";

/** The points as a data set, class after class. */
export function paintedSet(points: PaintedPoints): Dataset {
  const labels = points.flatMap((each, label) => new Array<number>(each.length / 2).fill(label));
  const features = Float32Array.from(points.flat(), (place) => place / 100);
  return classification(features, labels, { name: "painted points", shape: [2], classes: points.length });
}

/** The points of a data set as somebody could have painted them, as far as they lie in the plane, and the first of too many. */
export function asPainted(data: Dataset): { readonly points: PaintedPoints; readonly leftOut: number } {
  const points = Array.from({ length: data.targetSize }, (): number[] => []);
  let count = 0;
  for (let i = 0; i < data.count; i++) {
    const [x, y] = Array.from(data.input(i), (place) => Math.round(100 * place)) as [number, number];
    if (count >= mostPainted || Math.abs(x) > farthest || Math.abs(y) > farthest) continue;
    // A zero has no sign where it is written down.
    points[data.label(i)]!.push(x + 0, y + 0);
    count++;
  }
  return { points, leftOut: data.count - count };
}
