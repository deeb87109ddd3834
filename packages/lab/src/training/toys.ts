/** Points of the square from −1 to 1 in some classes, as one draws them to see what a network can tell apart. */
import { classification, type Dataset } from "nndl";
import { stream } from "nndl/random";
import { type ToyName, toyClasses } from "./toy-names.ts";
import { toyShapes } from "./toy-shapes.ts";

/**
 * A toy's points in a random order, each blurred by a gaussian. The same arguments give the same points in every browser.
 */
export function toyPoints(name: ToyName, count: number, noise: number, seed: number): Dataset {
  const chance = stream(seed, `toy/${name}`);
  const classes = toyClasses[name];
  const rows: number[] = [];
  const labels: number[] = [];
  for (const i of chance.permutation(count)) {
    const label = i % classes;
    const last = Math.max(1, Math.ceil(count / classes) - 1);
    const point = toyShapes[name](chance, label, Math.floor(i / classes) / last);
    labels.push(label);
    for (const coordinate of point) rows.push(coordinate + noise * chance.gaussian());
  }
  return classification(Float32Array.from(rows), labels, { name, shape: [2], classes });
}
